"""The composition root: verbs put together with sources, packs, policies and keys. The public functions."""

from piiscan.pipeline.checking import check
from piiscan.pipeline.detecting import detect, masked, worst_tier
from piiscan.pipeline.masking import Masked, mask, preview
from piiscan.pipeline.planning import plan
from piiscan.pipeline.reporting import explain, report
from piiscan.pipeline.scanning import scan
from piiscan.pipeline.sharing import share
from piiscan.pipeline.verifying import verify

__all__ = [
    "Masked",
    "check",
    "detect",
    "explain",
    "mask",
    "masked",
    "plan",
    "preview",
    "report",
    "scan",
    "share",
    "verify",
    "worst_tier",
]
