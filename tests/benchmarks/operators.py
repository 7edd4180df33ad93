"""What each operator is measured on: one column of the customer table, beside the columns that it reads.

The yardstick is a plain copy of a file with those columns and no other, so that nothing else hides what it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from piiscan.model.plan import Step
from tests.benchmarks.table import PART, made

_SUBJECT = {"subject": "customer_id"}

OPERATORS: Mapping[str, tuple[str, Step]] = {
    "keep": ("name_zh", Step("keep", entity="PERSON")),
    "null": ("name_zh", Step("null", entity="PERSON")),
    "redact": ("name_zh", Step("redact", entity="PERSON")),
    "replace": ("name_zh", Step("replace", entity="PERSON")),
    "mask": ("mobile", Step("mask", {"keep_prefix": 3}, entity="CN_MOBILE")),
    "pseudonym": ("mobile", Step("pseudonym", entity="CN_MOBILE")),
    "encrypt": ("mobile", Step("encrypt", entity="CN_MOBILE")),
    "fpe mobile": ("mobile", Step("fpe", {"keep_prefix": 3}, entity="CN_MOBILE")),
    "fpe card": ("bank_card", Step("fpe", {"check": "luhn"}, entity="CN_BANK_CARD")),
    "surrogate name": ("name_zh", Step("surrogate", entity="PERSON")),
    "surrogate name en": ("name_en", Step("surrogate", entity="PERSON")),
    "surrogate mobile": ("mobile", Step("surrogate", entity="CN_MOBILE")),
    "surrogate resident": ("resident_id", Step("surrogate", entity="CN_RESIDENT_ID")),
    "surrogate card": ("bank_card", Step("surrogate", entity="CN_BANK_CARD")),
    "surrogate e-mail": ("email", Step("surrogate", entity="EMAIL_ADDRESS")),
    "surrogate address": ("address_zh", Step("surrogate", entity="CN_ADDRESS")),
    "age_band": ("birth_date", Step("generalize", {"to": "age_band"}, entity="DATE_OF_BIRTH")),
    "month": ("birth_date", Step("generalize", {"to": "month"}, entity="DATE_OF_BIRTH")),
    "bin": ("balance", Step("generalize", {"to": "bin", "step": 5000}, entity="BALANCE")),
    "region": ("address_zh", Step("generalize", {"to": "region"}, entity="CN_ADDRESS")),
    "network": ("last_ip", Step("generalize", {"to": "network"}, entity="IP_ADDRESS")),
    "date_shift": ("birth_date", Step("date_shift", _SUBJECT, entity="DATE_OF_BIRTH")),
    "noise": ("balance", Step("noise", _SUBJECT, entity="BALANCE")),
    "shuffle": ("balance", Step("shuffle", entity="BALANCE")),
}
"""A name for the line -> the column, and its step."""


def file_of(folder: Path, name: str, rows: int) -> Path:
    """A Parquet file with the column of an operator, and the subject where it reads one."""
    column, step = OPERATORS[name]
    columns = sorted({column, *([step.parameters["subject"]] if "subject" in step.parameters else [])})
    path = folder / f"{'-'.join(map(str, columns))}.parquet"
    if not path.exists():
        parts = [made(start, min(PART, rows - start)).select(columns) for start in range(0, rows, PART)]
        pl.concat(parts).write_parquet(path)
    return path


def steps_for(name: str) -> Mapping[str, Step]:
    """The steps of all columns in the file of an operator."""
    column, step = OPERATORS[name]
    return {"customer_id": Step("keep", entity="PERSON_ID"), column: step}


def default_file(folder: Path, rows: int, suffix: str) -> Path:
    """The customer table without its notes (their models cost what they cost), and the default plan beside it.

    What it leaves to a person is kept.
    """
    from piiscan.pipeline import plan, scan
    from piiscan.policy.plans import render_plan

    path = folder / f"default-{rows}.{suffix}"
    parts = pl.concat(
        [pl.defer(_part(start, min(PART, rows - start)), schema=_part(0, 1)().schema) for start in range(0, rows, PART)]
    )
    parts.sink_csv(path) if suffix == "csv" else parts.sink_parquet(path, row_group_size=100_000)
    planned = plan(scan(_part(0, 5000)(), text="off"))
    (table,) = planned.tables.values()
    decided = {name: step for name, step in table.columns.items() if step.operator}
    whole = replace(planned, tables={path.name: replace(table, columns=decided)})
    path.with_suffix(".plan.yaml").write_text(render_plan(whole), "utf-8")
    return path


def _part(start: int, rows: int) -> Callable[[], pl.DataFrame]:
    return lambda: made(start, rows).drop("notes")
