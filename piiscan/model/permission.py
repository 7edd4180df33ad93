"""Leave to unmask: what somebody who approves releases signs before a custodian turns a copy back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Permission"]


@dataclass(frozen=True, slots=True)
class Permission:
    """`copy` is the SHA-256 of the masked file, or folder, as events say it; no `columns` are all that the plan allows.

    It holds once, for this custodian, reason and plan, until a day.
    """

    copy: str
    plan: str
    columns: tuple[str, ...]
    reason: str
    custodian: str
    by: str
    until: date
