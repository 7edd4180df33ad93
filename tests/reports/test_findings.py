"""The findings document: what the contract says, and nothing else is taken for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.errors import UsageError
from piiscan.model.finding import Findings
from piiscan.reports.findings import load, parse, render
from tests.reports.made_up import column, everything, scan, table

DOCUMENT = "schema tool policy as_of started seconds complete incomplete tables documents exposure summary".split()
TABLE = "source table format rows rows_scanned tier people columns".split()
COLUMN = (
    "name path type comment status entity role tier level confidence rows nulls distinct distinct_error matched"
    " valid chance miss_bound rivals joins in_text reasons"
).split()


def document(findings: Findings) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render(findings))
    return content


def test_every_key_of_the_contract_stands_in_its_order(findings: Findings) -> None:
    content = document(findings)
    first = content["tables"][0]
    assert list(content) == DOCUMENT
    assert [key for key in first if key in TABLE] == TABLE
    assert list(first["columns"][0]) == COLUMN
    assert content["schema"] == "piiscan/findings/1"


def test_only_an_undecided_column_has_a_candidate(findings: Findings) -> None:
    columns = [column for table in document(findings)["tables"] for column in table["columns"]]
    assert {column["status"] for column in columns if "candidate" in column} == {"undecided"}
    assert all(column["entity"] is None for column in columns if column["status"] != "personal")


def test_the_summary_adds_up(findings: Findings) -> None:
    assert document(findings)["summary"] == {
        "tables": 3,
        "columns": 23,
        "by_tier": {"1": 11, "2": 3, "3": 5, "4": 4},
        "undecided": 1,
        "people": 4988,
        "minors": 3,
    }
    assert document(findings)["complete"] is False
    assert document(scan())["complete"] is True


def test_findings_written_and_read_again_are_the_same(findings: Findings, empty: Findings, tmp_path: Path) -> None:
    for scanned in (findings, empty):
        path = tmp_path / "findings.json"
        path.write_text(render(scanned), "utf-8")
        assert load(path) == scanned


@given(st.text(st.characters(blacklist_categories=())), st.floats(0, 1), st.integers(0, 10**18))
def test_any_name_and_number_survives_and_none_reaches_a_terminal_raw(name: str, share: float, rows: int) -> None:
    surrogates = any("\ud800" <= sign <= "\udbff" for sign in name)
    scanned = scan(tables=(table("a.csv", column(name, confidence=share, rows=rows)),))
    text = render(scanned)
    assert surrogates or parse(text) == scanned
    assert not any(sign in text for sign in "\x1b\x7f\x9b\u202e\u2066\u200b\ufeff\udcff")
    assert text.encode()


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    content = document(everything())
    change(content)
    return json.dumps(content)


MISTAKES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another schema": (lambda d: d.update(schema="piiscan/other/1"), "not a document of schema"),
    "unknown key": (lambda d: d.update(more=1), "unknown key"),
    "unknown key below": (lambda d: d["tables"][0].update(more=1), r"tables\[0\] has an unknown key"),
    "missing key": (lambda d: d["tables"][0].pop("source"), r"tables\[0\] lacks a key"),
    "missing null": (lambda d: d["tables"][0]["columns"][0].pop("path"), "a key is missing"),
    "missing summary": (lambda d: d.pop("summary"), "a key is missing"),
    "number as text": (lambda d: d["tables"][0].update(rows="5"), r"tables\[0\].rows is not of its type"),
    "truth value as number": (lambda d: d["tables"][0].update(rows=True), "rows is not of its type"),
    "unknown status": (lambda d: d["tables"][0]["columns"][0].update(status="dirty"), "status is not of its"),
    "unknown role": (lambda d: d["tables"][0]["columns"][0].update(role="king"), "role is not of its type"),
    "list as object": (lambda d: d.update(tables={}), "tables must be a list"),
    "object as list": (lambda d: d["documents"][0].update(entities=[]), r"documents\[0\].entities must be an"),
    "summary that says less": (lambda d: d["summary"].update(undecided=0), "disagree with the rest"),
    "complete though it is not": (lambda d: d.update(complete=True), "disagree with the rest"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_document_with_a_mistake_is_refused(mistake: str) -> None:
    change, message = MISTAKES[mistake]
    with pytest.raises(UsageError, match=message):
        parse(changed(change), "findings.json")


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 100_000, '{"schema": 1, "schema": 2}', '{"a": NaN}'])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"^findings\.json: not"):
        parse(text, "findings.json")


def test_a_file_that_cannot_be_read_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.json")
    (tmp_path / "findings.json").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="not UTF-8"):
        load(tmp_path / "findings.json")
