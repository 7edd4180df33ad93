"""A plan that cannot be carried out is refused before a row moves, by table and column."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import PlanError
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.table import Column
from piiscan.verbs.classify import schema_digest


@pytest.mark.parametrize(
    "step",
    [
        Step("date_shift", {"subject": "who", "days": 30}, entity="DATE_OF_BIRTH"),
        Step("noise", {"subject": "who", "share": 0.2}, entity="SALARY"),
    ],
)
def test_an_operator_that_reads_an_absent_column_is_refused(step: Step) -> None:
    schema = schema_digest([Column("when", "String")])
    plan = Plan({}, None, None, date(2026, 11, 24), None, "refuse", {"t": TablePlan(schema, {"when": step})})
    with pytest.raises(PlanError, match=r"column when: operator .*: it reads column who, which is not in the table"):
        pipeline.mask(pl.DataFrame({"when": ["2001-02-03"]}), plan=plan, key=None)
