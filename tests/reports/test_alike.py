"""Files of one schema are one entry of a report; a file that differs from others of its kind is named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from piiscan.model.finding import Findings, TableFinding
from piiscan.reports import render
from piiscan.reports.drift import drift
from piiscan.reports.findings import document, parse
from piiscan.reports.grouping import grouped
from tests.reports import made_up

TABLE = next(table for table in made_up.everything().tables if len(table.columns) > 2)


def table(source: str, **changes: object) -> TableFinding:
    return replace(TABLE, source=source, key=source, table=source.rsplit("/")[-1].split(".")[0], **changes)


def of(tables: list[TableFinding]) -> Findings:
    return replace(made_up.scan(), tables=tuple(tables))


MONTHS = [table(f"d/orders_2026-{month:02}.csv") for month in range(1, 13)]


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_files_of_one_schema_are_one_entry_for_people(form: str) -> None:
    said = render(of(MONTHS), form).replace("\\", "")
    assert "orders_2026-*.csv (12)" in said
    assert "orders_2026-03" not in said
    assert f"{12 * TABLE.rows:,} rows" in said
    assert max(map(len, render(of(MONTHS), "table").splitlines())) <= 80


def test_the_findings_keep_an_entry_for_each_file() -> None:
    assert len(document(of(MONTHS))["tables"]) == 12


def test_what_is_not_alike_stays_apart() -> None:
    column = TABLE.columns[0]
    other = replace(column, status="undecided", entity=None, candidate="PERSON")
    tables = [
        *MONTHS[:3],
        table("e/orders_2026-04.csv"),
        table("d/orders_2026-05.csv", schema="sha256:other"),
        table("d/orders_2026-06.csv", columns=(other, *TABLE.columns[1:])),
        table("d/orders_2026-08.csv", level="sensitive"),
        table("x.zip!d/orders_2026-07.csv"),
    ]
    assert [entry.source for entry in grouped(tables)] == ["d/orders_2026-0*.csv (3)", *(t.source for t in tables[3:])]


def test_two_files_are_shown_one_by_one() -> None:
    assert grouped(MONTHS[:2]) == MONTHS[:2]


def test_a_column_that_is_missing_added_retyped_or_holds_something_else_is_drift() -> None:
    first, second, *rest = TABLE.columns
    changed = replace(second, entity="SALARY", status="personal")
    tables = [
        *MONTHS[:5],
        table("d/orders_2026-06.csv", columns=(second, *rest)),
        table("d/orders_2026-07.csv", columns=(*TABLE.columns, replace(first, name="new"))),
        table("d/orders_2026-08.csv", columns=(replace(first, type="Int64"), changed, *rest)),
        table("d/other_2026-08.csv", columns=(first,)),
    ]
    held = second.entity or "nothing personal"
    assert [(one.source[2:], one.column, one.issue) for one in drift(tables)] == [
        ("orders_2026-06.csv", first.name, "missing, in 7 of 7 others"),
        ("orders_2026-07.csv", "new", "added, in 0 of 7 others"),
        ("orders_2026-08.csv", first.name, f"is Int64, elsewhere {first.type}"),
        ("orders_2026-08.csv", second.name, f"holds SALARY, elsewhere {held}"),
    ]


def test_columns_without_values_are_no_drift() -> None:
    column = TABLE.columns[0]
    empty = replace(column, rows=5, nulls=5, status="clean", entity=None)
    assert not drift([*MONTHS[:3], table("d/orders_2026-04.csv", columns=(empty, *TABLE.columns[1:]))])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("d/2025/01/t.csv", "d/2026/11/t.csv", True),
        ("d/city=上海/t.csv", "d/city=北京/t.csv", True),
        (
            "d/part-0-0e7d3b0c-3a57-4b2c-9e58-2d3c1f6b7a10.csv",
            "d/part-1-aaaabbbb-3a57-4b2c-9e58-2d3c1f6b7a10.csv",
            True,
        ),
        ("x.zip!1.csv", "x.zip!2.csv", True),
        ("d/customers.csv", "d/orders.csv", False),
    ],
)
def test_files_are_of_one_kind_if_their_paths_differ_in_numbers_and_partitions(
    one: str, other: str, alike: bool
) -> None:
    assert bool(drift([table(one), table(other, columns=TABLE.columns[1:])])) is alike


@pytest.mark.parametrize("form", ["table", "md", "html", "json"])
def test_drift_is_reported(form: str) -> None:
    findings = of([*MONTHS, table("d/orders_2027-01.csv", columns=TABLE.columns[1:])])
    said = render(findings, form).replace("\\", "")
    assert "missing, in 12 of 12 others" in said
    assert form != "json" or parse(said) == findings


def test_a_long_list_of_drift_is_cut_for_people_only() -> None:
    tables = [table(f"d/t{i}.csv", columns=TABLE.columns[i % 2 :]) for i in range(60)]
    assert "10 more" in render(of(tables), "table")
    assert len(json.loads(render(of(tables), "json"))["summary"]["drift"]) == 30
