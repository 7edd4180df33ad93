"""Bytes that are no text are not looked into, and nothing says they are clean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl

import piiscan
from piiscan.model.decision import Decision
from piiscan.verbs.decide import basis
from tests.leaks import canary

PEOPLE = canary.people(20)
BLOB = pl.Series([bytes([0x1F, 0x8B, 0xFF, n]) for n in range(20)])


def test_a_column_of_bytes_that_are_no_text_is_undecided_and_incomplete() -> None:
    found = piiscan.scan(PEOPLE.select("mobile", extra=BLOB, more=pl.concat_list(pl.lit(BLOB))), text="off")
    verdicts = {column.name: (column.status, column.candidate) for column in found.tables[0].columns}
    assert verdicts["extra"] == verdicts["$.more[*]"] == ("undecided", None)
    reasons = [gap.reason for gap in found.incomplete]
    assert reasons == [f"column {name}: 20 values are bytes that are no text" for name in ("extra", "$.more[*]")]


def test_what_a_person_has_looked_into_and_decided_is_complete() -> None:
    data = PEOPLE.select("mobile", extra=BLOB)
    [_, column] = piiscan.scan(data, text="off").tables[0].columns
    today = date.today()
    ends = today + timedelta(days=9)
    seen = Decision("d.yaml", "*", "extra", None, "*", "li.wei", "pictures of goods", today, ends, basis(column))
    found = piiscan.scan(data, text="off", decisions=[seen])
    assert found.complete
    assert found.tables[0].columns[1].status == "clean"
    expired = piiscan.scan(data, text="off", decisions=[replace(seen, expires=today)])
    assert not expired.complete


def test_one_such_value_among_texts_is_enough() -> None:
    texts = pl.Series([b"north"] * 19 + [b"\xff"])
    [column] = piiscan.scan(pl.DataFrame({"shop": texts}), text="off").tables[0].columns
    assert column.status == "undecided"


def test_bytes_that_are_text_are_read_as_text() -> None:
    found = piiscan.scan(PEOPLE.select(pl.col("mobile", "email").cast(pl.Binary)), text="off")
    assert {column.entity for column in found.tables[0].columns} == {"CN_MOBILE", "EMAIL_ADDRESS"}
    assert not found.incomplete
