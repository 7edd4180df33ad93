"""Findings as a SARIF 2.1.0 log (OASIS, with errata 01): a rule for each entity, a result for each column and text.

Section numbers below are those of that standard. A column is a logical location of its file: findings know no line.
What GitHub's code scanning asks for beyond the standard is there, too (docs.github.com, "SARIF support for code
scanning"): descriptions and help of rules, a region, and a fingerprint called `primaryLocationLineHash`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from piiscan.model.finding import ColumnFinding, DocumentFinding, Exposure, Findings, Incomplete, TableFinding
from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.tier import TIERS
from piiscan.reports.uris import uri_reference
from piiscan.reports.visible import json_text, visible
from piiscan.reports.wording import Wording, likelihood

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {1: "note", 2: "note", 3: "warning", 4: "error"}
_EXPOSED = "EXPOSED"
_OPEN = "A file that holds personal data stands open to people who should not see it."
_UNKNOWN = "UNDECIDED"
_INCOMPLETE = 3  # the exit code of the scan (contracts.md)
_BEGINNING = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
_HELP = (
    "`piiscan explain FINDINGS COLUMN` shows the sum behind a verdict and drafts a decision where it is wrong."
    " `piiscan plan` and `piiscan mask` make a masked copy; `piiscan verify` checks it."
)
_WORDS = Wording()


def render(findings: Findings) -> str:
    """One log with one run."""
    results = list(_results(findings))
    rules = _rules(results)
    places = {rule["id"]: i for i, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(findings.tool, rules)},
        "invocations": [_invocation(findings)],
        "results": [{**result, "ruleIndex": places[result["ruleId"]]} for result in results],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(tool: Mapping[str, str], rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": tool["name"],
        "semanticVersion": tool["version"],
        "properties": {"packs": tool["packs"]},
        "rules": rules,
    }


def _invocation(findings: Findings) -> dict[str, Any]:
    """§3.20: a scan that is incomplete has not succeeded, and says what it has not read."""
    return {
        "executionSuccessful": findings.complete,
        "exitCode": 0 if findings.complete else _INCOMPLETE,
        "startTimeUtc": findings.started,
        "toolExecutionNotifications": [_notification(missing) for missing in findings.incomplete],
    }


def _notification(missing: Incomplete) -> dict[str, Any]:
    message = {"text": visible(f"{missing.source}: {missing.reason}")}
    return {"level": "error", "message": message, "locations": [_place(missing.source)]}


def _rules(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """§3.49, in the order of their names, each with the highest tier that it has in this scan."""
    tiers: dict[str, int] = {}
    for result in results:
        rule, tier = result["ruleId"], result["properties"]["tier"]
        tiers[rule] = max(tier, tiers.get(rule, tier))
    return [_rule(rule, tier) for rule, tier in sorted(tiers.items())]


def _rule(rule: str, tier: int) -> dict[str, Any]:
    found = f"{rule}, tier {tier} {_WORDS.tier(tier)}"
    return {
        "id": rule,
        "shortDescription": {"text": found},
        "fullDescription": {"text": _OPEN if rule == _EXPOSED else f"A column or text holds personal data: {found}."},
        "help": {"text": _HELP},
        "defaultConfiguration": {"level": _LEVELS[tier]},
        "properties": {"tier": tier, "tags": ["personal-data", TIERS[tier][0]]},
    }


def _results(findings: Findings) -> Iterator[dict[str, Any]]:
    """Columns that are not clean or that a person decided, texts in which something was found, and what stands open."""
    for table in findings.tables:
        yield from (_column(table, column) for column in table.columns if column.status != "clean" or column.decision)
    yield from (_document(found) for found in findings.documents if found.entities)
    yield from map(_exposure, findings.exposure)


def _column(table: TableFinding, column: ColumnFinding) -> dict[str, Any]:
    """§3.27.9: what is undecided asks for a review, what was decided to be clean passes; neither has a level."""
    kind = {"undecided": "review", "clean": "pass"}.get(column.status, "fail")
    sure = f"{column.name}: {_WORDS.verdict(column)}, {likelihood(column.confidence)}: {_WORDS.why(column)}"
    name = {"name": column.name, "fullyQualifiedName": f"{table.table}.{column.name}", "kind": "column"}
    rule = column.entity or column.candidate or _UNKNOWN
    return {
        "ruleId": rule,
        "kind": kind,
        "level": _LEVELS[column.tier] if kind == "fail" else "none",
        "message": {"text": visible(sure)},
        "locations": [{**_place(table.source, _BEGINNING), "logicalLocations": [name]}],
        "partialFingerprints": _fingerprint(table.key or table.source, column.name, rule),
        "properties": _verdict(column),
    }


def _verdict(column: ColumnFinding) -> dict[str, Any]:
    said = {"tier": column.tier, "role": column.role.value, "confidence": column.confidence}
    return said | ({"level": column.level} if column.level else {})


def _document(found: DocumentFinding) -> dict[str, Any]:
    return {
        "ruleId": FREE_TEXT,
        "kind": "fail",
        "level": _LEVELS[found.tier],
        "message": {"text": _WORDS.counts(found.entities)},
        "locations": [_place(found.source, _BEGINNING)],
        "partialFingerprints": _fingerprint(found.key or found.source, FREE_TEXT),
        "properties": {"tier": found.tier},
    }


def _exposure(exposure: Exposure) -> dict[str, Any]:
    return {
        "ruleId": _EXPOSED,
        "kind": "fail",
        "level": _LEVELS[exposure.tier],
        "message": {"text": visible(exposure.said)},
        "locations": [_place(exposure.source, _BEGINNING)],
        "partialFingerprints": _fingerprint(exposure.source, _EXPOSED, exposure.issue),
        "properties": {"tier": exposure.tier},
    }


def _place(source: str, region: Mapping[str, int] | None = None) -> dict[str, Any]:
    """The file; the beginning of it stands for all of it where a reader wants a region."""
    location = {"artifactLocation": {"uri": uri_reference(source)}}
    return {"physicalLocation": location | ({"region": dict(region)} if region else {})}


def _fingerprint(*parts: str) -> dict[str, str]:
    """§3.27.17: the same for the same column and entity in every scan. It is made of names alone, never of values."""
    named = sha256(json.dumps(parts).encode("ascii")).hexdigest()
    return {"primaryLocationLineHash": named, "piiscan/v1": named}
