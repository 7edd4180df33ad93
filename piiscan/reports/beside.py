"""The JSON documents of earlier scans, risk, its attacks and verify, read back: what a report shows beside findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from piiscan.errors import UsageError
from piiscan.model.attack import Attack, Attacks
from piiscan.model.finding import Findings, Incomplete
from piiscan.model.risk import Crowds, Risk, TableRisk
from piiscan.model.verification import Check, Verification
from piiscan.model.version import later
from piiscan.reports import attack, risk, verification
from piiscan.reports.findings import SCHEMA, parse


def load(path: Path) -> Findings | Risk | Attacks | Verification:
    """The document in the file, told by its schema. Raises UsageError for anything else."""
    newer = None
    try:
        content = json.loads(text := path.read_text("utf-8"))
        newer = later(content["schema"], SCHEMA, *_KINDS)
        return parse(text, str(path)) if content["schema"] == SCHEMA else _KINDS[content["schema"]](content)
    except OSError as failure:
        raise UsageError(f"{path}: cannot be read: {failure.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        known = ", ".join((SCHEMA, *_KINDS))
        raise UsageError(f"{path}: {newer or f'no whole document of {known}'}") from None


def _risk(content: Mapping[str, Any]) -> Risk:
    tables = [
        TableRisk(
            table["table"],
            {one["column"]: one["entity"] for one in table["quasi_identifiers"]},
            Crowds({int(size): int(n) for size, n in table["sizes"].items()}, int(table["empty"])),
        )
        for table in content["tables"]
    ]
    return Risk(tuple(tables), _incomplete(content))


def _attacks(content: Mapping[str, Any]) -> Attacks:
    listed = [
        Attack(
            name=one["attack"],
            table=one["table"] or "",
            knows=one["knows"],
            recovered=int(one["recovered"]),
            people=int(one["of"]),
            stops=one["stops"],
            by_column=dict(one["by"]),
            control=one["control"],
            unit=one["unit"],
        )
        for one in content["attacks"]
    ]
    return Attacks(tuple(listed), _incomplete(content))


def _verification(content: Mapping[str, Any]) -> Verification:
    checks = [Check(one["name"], one["table"], tuple(one["problems"]), one["figures"]) for one in content["checks"]]
    return Verification(tuple(checks), _incomplete(content))


def _incomplete(content: Mapping[str, Any]) -> tuple[Incomplete, ...]:
    return tuple(Incomplete(one["source"], one["reason"]) for one in content["incomplete"])


_KINDS: dict[str, Callable[[Mapping[str, Any]], Risk | Attacks | Verification]] = {
    risk.SCHEMA: _risk,
    attack.SCHEMA: _attacks,
    verification.SCHEMA: _verification,
}
