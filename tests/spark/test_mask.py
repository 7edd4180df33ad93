"""Masked values are those of the local engine, row for row; what needs all rows at once is refused."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.engines.spark import telling
from piiscan.errors import KeyRefused, PlanError, UsageError
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from piiscan.pipeline.spark.masking import Sent, masked_rows
from piiscan.sources.spark.reading import frame_on_spark
from tests.spark.conftest import KEY, SECRET, planned, rows

STEPS = {
    "row": Step("keep"),
    "name_zh": Step("surrogate", {"locale": "zh_CN"}, "PERSON"),
    "mobile": Step("fpe", {"keep_prefix": 3}, "CN_MOBILE"),
    "seen": Step("date_shift", {"days": 30, "subject": "customer_id"}),
    "notes": Step("text", {}, "FREE_TEXT"),
    "plate": Step("drop"),
}


def filtered(plan: Plan, *steps: Step) -> Plan:
    return replace(plan, tables={key: replace(table, rows=steps) for key, table in plan.tables.items()})


@pytest.fixture
def plan(parquet: Path) -> Plan:
    return planned(parquet, **STEPS)


def test_masked_rows_are_those_of_the_local_engine(parquet: Path, plan: Plan, tmp_path: Path) -> None:
    pipeline.mask(parquet, tmp_path / "here.parquet", plan=plan, key=KEY)
    masked = pipeline.mask(parquet, tmp_path / "there", plan=plan, key=KEY, engine="spark")
    here, there = pl.read_parquet(tmp_path / "here.parquet"), rows(tmp_path / "there")
    assert (masked.written, masked.incomplete, masked.rows) == (("people.parquet",), (), len(here))
    assert len(list((tmp_path / "there").iterdir())) > 1
    assert there.sort("row").cast(dict(here.schema)).equals(here)


def test_row_filters_leave_out_the_same_rows(parquet: Path, people: pl.DataFrame, tmp_path: Path) -> None:
    people.drop("notes").write_parquet(parquet)
    asked = Step("suppress", {"column": "customer_id", "values": people["customer_id"].head(7).to_list()})
    plan = filtered(planned(parquet), asked)
    pipeline.mask(parquet, tmp_path / "here.parquet", plan=plan, key=KEY)
    masked = pipeline.mask(parquet, tmp_path / "there", plan=plan, key=KEY, engine="spark")
    assert rows(tmp_path / "there").equals(pl.read_parquet(tmp_path / "here.parquet"))
    assert masked.rows == len(people) - 7


def test_a_frame_of_spark_is_masked_into_another_one(session, people: pl.DataFrame, tmp_path: Path) -> None:
    here = people.select("customer_id", "mobile", "birth_date")
    here.write_parquet(tmp_path / "p.parquet")
    plan = planned(here, customer_id=Step("keep"))
    masked = pipeline.mask(session.read.parquet(str(tmp_path / "p.parquet")).repartition(3), plan=plan, key=KEY)
    there = pl.from_arrow(masked.toArrow()).sort("customer_id")
    assert there.equals(pipeline.mask(here, plan=plan, key=KEY).sort("customer_id"))


@pytest.mark.parametrize("steps", [{"email": Step("shuffle")}, {"rows": Step("row_order")}])
def test_what_needs_all_rows_at_once_is_refused(people: pl.DataFrame, tmp_path: Path, steps: dict[str, Step]) -> None:
    people.write_parquet(tmp_path / "p.parquet")
    whole = [steps.pop("rows")] if "rows" in steps else []
    plan = filtered(planned(tmp_path / "p.parquet", **steps), *whole)
    with pytest.raises(PlanError, match="needs all rows at once"):
        pipeline.mask(tmp_path / "p.parquet", tmp_path / "there", plan=plan, key=KEY, engine="spark")
    assert not (tmp_path / "there").exists()


def test_a_key_in_memory_a_missing_one_and_a_plan_that_does_not_fit_are_refused(
    parquet: Path, plan: Plan, tmp_path: Path
) -> None:
    other = replace(plan, tables={"people.parquet": replace(plan.tables["people.parquet"], schema="sha256:0")})
    for error, made, key in (
        (UsageError, plan, MasterKey(SECRET)),
        (KeyRefused, plan, "env:PIISCAN_NO_SUCH_KEY"),
        (KeyRefused, plan, None),
        (PlanError, other, KEY),
    ):
        with pytest.raises(error):
            pipeline.mask(parquet, tmp_path / "there", plan=made, key=key, engine="spark")
        assert not (tmp_path / "there").exists()


def test_an_executor_that_finds_another_key_stops(session, people: pl.DataFrame, tmp_path: Path) -> None:
    people.select("mobile").write_parquet(tmp_path / "p.parquet")
    table = frame_on_spark(session.read.parquet(str(tmp_path / "p.parquet")), "frame")
    sent = Sent.of(planned(people.select("mobile")), KEY)
    other = replace(sent, fingerprint=MasterKey(sha256(b"another key").digest()).fingerprint)
    with pytest.raises(KeyRefused, match="another key"), telling("frame"):
        masked_rows(table, other).collect()


def test_executors_of_another_version_stop(session, people: pl.DataFrame, tmp_path: Path) -> None:
    people.select("mobile").write_parquet(tmp_path / "p.parquet")
    table = frame_on_spark(session.read.parquet(str(tmp_path / "p.parquet")), "frame")
    sent = replace(Sent.of(planned(people.select("mobile")), KEY), driver=("0", "sha256:0", "0"))
    with pytest.raises(UsageError, match="another piiscan"), telling("frame"):
        masked_rows(table, sent).collect()


def test_a_value_that_stops_a_mask_stands_in_no_message(parquet: Path, plan: Plan, tmp_path: Path) -> None:
    steps = {**plan.tables["people.parquet"].columns, "row": Step("fpe")}
    broken = replace(plan, tables={"people.parquet": replace(plan.tables["people.parquet"], columns=steps)})
    with pytest.raises(PlanError) as refused:
        pipeline.mask(parquet, tmp_path / "there", plan=broken, key=KEY, engine="spark")
    assert "people.parquet" in str(refused.value)
    assert not (tmp_path / "there").exists()
