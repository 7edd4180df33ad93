"""The composition root: verbs put together with sources, packs, policies and keys. The public functions.

Each is imported when it is asked for: who scans does not wait for what masks.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piiscan.pipeline.attacking import attack
    from piiscan.pipeline.checking import check
    from piiscan.pipeline.comparing import compare
    from piiscan.pipeline.detecting import detect, lines_of_pages, mask_text, masked, spans, worst_tier
    from piiscan.pipeline.doctoring import doctor
    from piiscan.pipeline.finding import find
    from piiscan.pipeline.masking import Masked, mask, preview
    from piiscan.pipeline.planning import plan
    from piiscan.pipeline.reaching import reach
    from piiscan.pipeline.reporting import explain, report, reported, scheme
    from piiscan.pipeline.reviewing import review
    from piiscan.pipeline.risking import risk
    from piiscan.pipeline.scanning import scan
    from piiscan.pipeline.sharing import share
    from piiscan.pipeline.verifying import verify
    from piiscan.pipeline.viewing import views

__all__ = [
    "Masked",
    "attack",
    "check",
    "compare",
    "detect",
    "doctor",
    "explain",
    "find",
    "lines_of_pages",
    "mask",
    "mask_text",
    "masked",
    "plan",
    "preview",
    "reach",
    "report",
    "reported",
    "review",
    "risk",
    "scan",
    "scheme",
    "share",
    "spans",
    "verify",
    "views",
    "worst_tier",
]

_HOMES = {
    "attacking": ("attack",),
    "checking": ("check",),
    "comparing": ("compare",),
    "detecting": ("detect", "lines_of_pages", "mask_text", "masked", "spans", "worst_tier"),
    "finding": ("find",),
    "doctoring": ("doctor",),
    "masking": ("Masked", "mask", "preview"),
    "planning": ("plan",),
    "reaching": ("reach",),
    "reporting": ("explain", "report", "reported", "scheme"),
    "reviewing": ("review",),
    "risking": ("risk",),
    "scanning": ("scan",),
    "sharing": ("share",),
    "verifying": ("verify",),
    "viewing": ("views",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"piiscan.pipeline.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
