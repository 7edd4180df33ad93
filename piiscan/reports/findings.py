"""Findings as JSON, document `piiscan/findings/1` (contracts.md), and back again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from piiscan.errors import UsageError
from piiscan.model.finding import ColumnFinding, DocumentFinding, Exposure, Findings, TableFinding
from piiscan.model.tier import TIERS
from piiscan.model.typed import Misfit, plain, typed
from piiscan.model.version import later
from piiscan.reports.drift import drift
from piiscan.reports.visible import json_pieces

SCHEMA = "piiscan/findings/1"

_CODED = ("level", "encoding", "compression")

SOMETIMES: dict[type, tuple[str, ...]] = {
    ColumnFinding: ("candidate", "mix", "formulas", "recognizer", "proven", "decision"),
    TableFinding: (*_CODED, "grounds"),
    DocumentFinding: (*_CODED, "lines"),
    Exposure: ("remedy",),
}
"""Keys that stand only where they say something."""


def render(findings: Findings) -> str:
    """The document, indented, Chinese as it is, with a line end."""
    return "".join(pieces(findings))


def pieces(findings: Findings) -> Iterator[str]:
    """The same bit by bit: the findings of 100,000 files take a gigabyte and more as plain values."""
    return json_pieces(_content(findings))


def load(path: Path) -> Findings:
    """Findings of a file. Raises UsageError for anything that is not a whole document of this schema."""
    try:
        text = path.read_text("utf-8")
    except OSError as failure:
        raise UsageError(f"{path}: cannot be read: {failure.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not UTF-8, so not a findings document") from None
    return parse(text, str(path))


def parse(text: str, file: str = "findings") -> Findings:
    """Findings of a JSON text; `file` is how errors call it. Raises UsageError as `load` does."""
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_not_finite)
    except (ValueError, RecursionError):
        raise UsageError(f"{file}: not valid JSON") from None
    said = content.get("schema") if isinstance(content, dict) else None
    if said != SCHEMA:
        raise UsageError(f"{file}: {later(said, SCHEMA) or f'not a document of schema {SCHEMA}'}")
    return _findings(content, file)


def totals(findings: Findings) -> dict[str, Any]:
    """Counts over all tables. People and minors are at most that many: one may stand in two tables."""
    columns = [column for table in findings.tables for column in table.columns]
    tiers = Counter(column.tier for column in columns)
    return {
        "tables": len(findings.tables),
        "columns": len(columns),
        "by_tier": {str(tier): tiers[tier] for tier in TIERS},
        "undecided": sum(column.status == "undecided" for column in columns),
        "people": sum(table.people for table in findings.tables),
        "minors": sum(table.minors for table in findings.tables),
    }


def summary(findings: Findings) -> dict[str, Any]:
    """Totals, and where files of one kind differ, if they do."""
    return totals(findings) | ({"drift": plain(differing)} if (differing := tuple(drift(findings.tables))) else {})


def document(findings: Findings) -> dict[str, Any]:
    """The document as plain values, keys in the order of the contract."""
    return {key: list(said) if isinstance(said, Iterator) else said for key, said in _content(findings).items()}


def _content(findings: Findings) -> dict[str, Any]:
    """The document, iterators in place of long lists."""
    return {
        "schema": SCHEMA,
        "tool": dict(findings.tool),
        "policy": dict(findings.policy),
        "as_of": findings.as_of,
        "started": findings.started,
        "seconds": findings.seconds,
        "complete": findings.complete,
        "incomplete": map(plain, findings.incomplete),
        "tables": map(_table, findings.tables),
        "documents": map(_document, findings.documents),
        "exposure": map(_exposure, findings.exposure),
        "summary": summary(findings),
    }


def _table(table: TableFinding) -> dict[str, Any]:
    """`level` and `grounds` stand only where a legal scheme was chosen."""
    said = _coded(table)
    del said["columns"]
    if table.level is None:
        del said["level"], said["grounds"]
    return said | {"columns": [_column(column) for column in table.columns]}


def _exposure(exposed: Exposure) -> dict[str, Any]:
    """`remedy` stands only where there is one."""
    said: dict[str, Any] = plain(exposed)
    return {key: value for key, value in said.items() if value is not None}


def _document(found: DocumentFinding) -> dict[str, Any]:
    said = _coded(found)
    return {key: value for key, value in said.items() if value is not None or key not in ("level", "lines")}


def _coded(found: TableFinding | DocumentFinding) -> dict[str, Any]:
    """`encoding` and `compression` stand only where the file is no plain UTF-8."""
    said: dict[str, Any] = plain(found)
    return {key: value for key, value in said.items() if value is not None or key not in ("encoding", "compression")}


def _column(column: ColumnFinding) -> dict[str, Any]:
    """What is not always said stands only where it says something: `candidate` in a column that is undecided."""
    said: dict[str, Any] = plain(column)
    return {key: value for key, value in said.items() if value or key not in SOMETIMES[ColumnFinding]}


def _findings(content: dict[str, Any], file: str) -> Findings:
    derived = ("schema", "complete", "summary")
    try:
        findings = typed(Findings, {key: content[key] for key in content if key not in derived})
    except Misfit as misfit:
        raise UsageError(f"{file}: {misfit}") from None
    if document(findings) != content:
        raise UsageError(f"{file}: a key is missing, or complete or summary disagree with the rest")
    return findings


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("duplicate key")
    return dict(pairs)


def _not_finite(_: str) -> None:
    raise ValueError("not a number")
