"""The head of every record: read, and judged on a day."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from piiscan.model.record import Record
from piiscan.policy.section import Section

HEAD = ("piiscan", "name", "version", "owner", "effective", "review")


def head(section: Section) -> dict[str, Any]:
    """The fields of `Record`. Raises the section's error."""
    fields: dict[str, Any] = {
        "name": section.text("name"),
        "version": section.whole("version"),
        "owner": section.text("owner"),
        "effective": section.day("effective"),
        "review": section.day("review"),
    }
    if fields["review"] <= fields["effective"]:
        section.refuse("review", "must be later than effective")
    return fields


def out_of_date(record: Record, as_of: date) -> str | None:
    """A warning where the record is past its review date, or not in effect yet, on that day."""
    called = f"{type(record).__name__.lower()} {record.name}"
    if as_of < record.effective:
        return f"{called} takes effect on {record.effective}, after {as_of}"
    if as_of > record.review:
        return f"{called} was due for review on {record.review}; ask {record.owner}"
    return None


def record_digest(record: Record) -> str:
    """SHA-256 of what the record says, whatever its file looks like: canonical JSON, keys sorted."""
    canonical = json.dumps(
        asdict(record), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=date.isoformat
    )
    return f"sha256:{sha256(canonical.encode('utf-8', 'surrogatepass')).hexdigest()}"
