"""What would change a verdict: other evidence, and what the sum would then say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`condition` completes "if"; `log_odds` and `verdict` are those of the column then, as in ColumnFinding."""

    condition: str
    log_odds: float
    verdict: str
