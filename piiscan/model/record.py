"""What every record of an organisation has: a name and version, somebody who answers for it, and days it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Record:
    """It takes effect on `effective`; its owner looks at it again by `review`."""

    name: str
    version: int
    owner: str
    effective: date
    review: date
