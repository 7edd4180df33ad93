"""piiscan finds personal data, grades it, and masks it before it is shared, on record.

The verbs as functions; each takes paths, or Polars, Arrow or pandas data. Nothing heavy is imported before use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from piiscan.pipeline import (
        check,
        detect,
        explain,
        mask,
        mask_text,
        plan,
        report,
        review,
        risk,
        scan,
        share,
        verify,
    )

__all__ = [
    "check",
    "detect",
    "explain",
    "mask",
    "mask_text",
    "plan",
    "report",
    "review",
    "risk",
    "scan",
    "share",
    "verify",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("piiscan.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
