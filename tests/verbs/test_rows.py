"""Row filters look at a row and nothing else; operators on the whole set move every row, and lose none."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from piiscan import pipeline
from piiscan.errors import KeyRefused, PlanError
from piiscan.model.plan import Plan, Step
from piiscan.pipeline.masking import Masking
from piiscan.sources import frame_table
from piiscan.verbs import rows as rows_module
from tests.verbs.made import KEY, OTHER_KEY, STEPS, customers, masked, plan_of, problems

pytestmark = pytest.mark.usefixtures("no_models")

SOURCE = customers(60).with_columns(agreed=pl.Series(["是", "YES ", "no", "", None] * 12), at=pl.int_range(60))
COLUMNS = {**STEPS, "agreed": Step("drop"), "at": Step("keep"), "notes": Step("drop", entity="FREE_TEXT")}
CONSENT = Step("consent", {"column": "agreed"})
ORDER = Step("row_order")


def planned(*rows: Step, frame: pl.DataFrame = SOURCE, steps: Mapping[str, Step] = COLUMNS) -> Plan:
    plan = plan_of(frame, steps)
    (table,) = plan.tables.values()
    return replace(plan, tables={"frame": replace(table, rows=rows)})


def listed(tmp_path: Path, people: Sequence[str], name: str = "list.csv") -> Step:
    """An exclusion list, with the digest that a first try says it has."""
    file = tmp_path / name
    file.write_text("".join(f'"{one}",objected\n' for one in people), "utf-8")
    step = Step("exclusion", {"column": "mobile", "file": str(file)})
    with pytest.raises(PlanError, match="is not the file of the plan: its digest is hmac-sha256:") as told:
        masked(SOURCE, planned(step))
    return replace(step, parameters={**step.parameters, "digest": str(told.value).rpartition(" ")[2]})


def test_only_who_said_yes_stays() -> None:
    copy = masked(SOURCE, planned(CONSENT))
    assert copy["at"].to_list() == [n for n in range(60) if n % 5 < 2]
    assert masked(SOURCE, planned(replace(CONSENT, parameters={"column": "agreed", "yes": ["NO"]})))["at"].len() == 12


def test_rows_with_listed_values_are_left_out_however_they_are_spelt() -> None:
    wide = SOURCE["mobile"][3].translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    copy = masked(
        SOURCE, planned(Step("suppress", {"column": "mobile", "values": [f"+86 {SOURCE['mobile'][0]}", wide]}))
    )
    assert copy["at"].to_list() == [1, 2, *range(4, 60)]
    nobody = Step("suppress", {"column": "agreed", "values": [""]})
    assert masked(SOURCE, planned(nobody))["at"].to_list() == [n for n in range(60) if n % 5 < 3]


def test_people_on_a_list_are_left_out_and_the_list_is_held_to_its_digest(tmp_path: Path) -> None:
    step = listed(tmp_path, [SOURCE["mobile"][7], f"0086{SOURCE['mobile'][9]}", "13000000000"])
    plan = planned(step)
    assert masked(SOURCE, plan)["at"].to_list() == [n for n in range(60) if n not in (7, 9)]
    Path(str(step.parameters["file"])).write_text("13000000000,x\n", "utf-8")
    # the file was read once for this process and this digest; another digest is another reading
    with pytest.raises(PlanError, match="not the file of the plan"):
        masked(SOURCE, planned(replace(step, parameters={**step.parameters, "digest": "hmac-sha256:00"})))
    with pytest.raises(KeyRefused, match="operator exclusion needs a key"):
        masked(SOURCE, plan, None)


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 60), st.permutations(range(60)))
def test_a_filter_looks_at_its_row_and_nothing_else(cut: int, order: list[int]) -> None:
    rows = Masking(planned(CONSENT), KEY).table(frame_table(SOURCE, "frame")).rows
    assert rows is not None
    whole = pl.concat(rows.of(iter([SOURCE])))
    assert_frame_equal(pl.concat(rows.of(iter([SOURCE[:cut], SOURCE[cut:]]))), whole)
    staying = set(whole["at"])
    assert pl.concat(rows.of(iter([SOURCE[order]])))["at"].to_list() == [n for n in order if n in staying]
    assert rows.removed == {"consent by column agreed": 36}


@pytest.mark.catalogue("B37")
def test_rows_come_in_an_order_that_only_the_key_knows() -> None:
    plain, moved = masked(SOURCE, planned()), masked(SOURCE, planned(ORDER))
    assert_frame_equal(moved.sort("at"), plain)
    assert moved["at"].to_list() != plain["at"].to_list()
    assert_frame_equal(masked(SOURCE, planned(ORDER)), moved)
    assert masked(SOURCE, planned(ORDER), OTHER_KEY)["at"].to_list() != moved["at"].to_list()


def test_a_shuffled_column_has_all_its_values_in_other_rows() -> None:
    steps = {**COLUMNS, "paid": Step("shuffle"), "bought": Step("shuffle")}
    copy, plain = masked(SOURCE, planned(steps=steps)), masked(SOURCE, planned())
    for name in ("paid", "bought"):
        assert copy.schema[name] == plain.schema[name]
        assert copy[name].sort().equals(plain[name].sort())
        assert (copy[name] != plain[name]).sum() > len(plain) / 2
    pairs = plain.select("paid", "bought").unique()
    assert len(copy.select("paid", "bought").unique().join(pairs, on=["paid", "bought"], how="anti"))
    assert_frame_equal(copy.drop("paid", "bought"), plain.drop("paid", "bought"))
    assert_frame_equal(masked(SOURCE, planned(steps=steps)), copy)


@pytest.mark.parametrize("rows", [(CONSENT,), (ORDER,), (CONSENT, ORDER)], ids=str)
def test_an_honest_copy_passes_and_missing_rows_are_seen(rows: tuple[Step, ...]) -> None:
    plan = planned(*rows, steps={**COLUMNS, "paid": Step("shuffle")})
    copy = masked(SOURCE, plan)
    assert problems(SOURCE, copy, plan) == []
    assert any("rows" in problem and "the copy" in problem for problem in problems(SOURCE, copy[:-1], plan))
    unfiltered = masked(SOURCE, planned(steps={**COLUMNS, "paid": Step("shuffle")}))
    if CONSENT in rows:
        assert any("less those that are filtered" in problem for problem in problems(SOURCE, unfiltered, plan))


def test_who_is_left_out_may_stand_in_no_other_row() -> None:
    plan = planned(CONSENT)
    copy = masked(SOURCE, plan)
    assert 2 not in copy["at"]
    assert problems(SOURCE, copy, plan) == []
    spoilt = copy.with_columns(shop=pl.when(pl.col("at") == 0).then(pl.lit(SOURCE["id_no"][2])).otherwise("shop"))
    assert any("CN_RESIDENT_ID in column shop" in problem for problem in problems(SOURCE, spoilt, plan))


def test_attacks_find_their_way_through_moved_and_filtered_rows() -> None:
    plan = planned(CONSENT, ORDER)
    copy = masked(SOURCE, plan)
    found = {one.name: one for one in pipeline.attack(copy, SOURCE, plan=plan, key=KEY).attacks}
    assert found["with the key"].recovered == found["with the key"].people == len(copy)
    assert found["dictionary"].recovered == 0


def test_a_column_that_was_not_shuffled_is_seen() -> None:
    plan = planned(steps={**COLUMNS, "paid": Step("shuffle")})
    found = problems(SOURCE, masked(SOURCE, plan).with_columns(SOURCE["paid"]), plan)
    assert any("paid is not what the plan and the key make" in problem for problem in found)


def test_people_whose_rows_were_left_out_stand_nowhere_in_the_copy() -> None:
    plan = planned(CONSENT)
    copy = masked(SOURCE, plan)
    gone = SOURCE.filter(pl.col("at") == 2)["id_no"][0]
    told = copy.with_columns(shop=pl.when(pl.col("at") == 0).then(pl.lit(gone)).otherwise("shop"))
    assert any("stand in the source too" in problem for problem in problems(SOURCE, told, plan))


def test_what_does_not_fit_into_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "LARGEST", 1000)
    with pytest.raises(PlanError, match="row_order takes more than 0 MiB of memory: do without"):
        masked(SOURCE, planned(ORDER))


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        (Step("shredder"), "no operator on rows shredder: there is consent, exclusion, "),
        (Step("consent"), "parameter column is missing"),
        (Step("consent", {"column": "mobil"}), "operator consent: the plan has no column of that name"),
        (Step("consent", {"column": "agreed", "yes": [True]}), "parameter yes must be a list of texts"),
        (Step("suppress", {"column": "agreed", "values": []}), "parameter values must be a list of texts"),
        (Step("suppress", {"column": "agreed", "values": "no"}), "parameter values must be a list"),
    ],
    ids=str,
)
def test_what_cannot_work_is_refused_before_anything_is_written(step: Step, wrong: str) -> None:
    with pytest.raises(PlanError, match=wrong):
        masked(SOURCE, planned(step))


def test_a_second_order_is_refused() -> None:
    with pytest.raises(PlanError, match="row_order stands there twice"):
        masked(SOURCE, planned(ORDER, ORDER))


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_files_lose_and_move_rows_and_say_so(tmp_path: Path, suffix: str) -> None:
    source, copy = tmp_path / f"people.{suffix}", tmp_path / f"copy.{suffix}"
    frame = SOURCE.drop("birth_date").cast(pl.String)
    frame.write_csv(source) if suffix == "csv" else frame.write_parquet(source)
    plan = piiscan_plan(source)
    told: list[str] = []
    pipeline.mask(source, copy, plan=plan, key=KEY, notice=told.append)
    assert any("people." in line and "consent by column agreed (row filter): 36 rows left out" in line for line in told)
    assert any("row_order (whole set)" in line for line in told)
    read = pl.read_csv(copy, infer_schema=False) if suffix == "csv" else pl.read_parquet(copy)
    assert sorted(map(int, read["at"])) == [n for n in range(60) if n % 5 < 2]
    verification = pipeline.verify(source, copy, plan=plan, key=KEY)
    assert [problem for check in verification.checks for problem in check.problems] == []


def test_a_file_that_is_written_record_by_record_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "people.jsonl"
    SOURCE.drop("birth_date").cast(pl.String).write_ndjson(source)
    with pytest.raises(PlanError, match="rows of this jsonl cannot be left out or moved"):
        pipeline.mask(source, tmp_path / "copy.jsonl", plan=piiscan_plan(source, prefix="$."), key=KEY)


def piiscan_plan(source: Path, prefix: str = "") -> Plan:
    """Every column kept, but for identifiers that the filters do not need."""
    plan = pipeline.plan(pipeline.scan(source, text="off"))
    ((key, table),) = plan.tables.items()
    own = {f"{prefix}{name}": step for name, step in COLUMNS.items()}
    columns = {name: own[name] for name in table.columns}
    consent = Step("consent", {"column": f"{prefix}agreed"})
    return replace(plan, tables={key: replace(table, columns=columns, rows=(consent, ORDER))})


def consenting(source: Path) -> Plan:
    """What the policy makes of it, of those who agreed."""
    plan = pipeline.plan(pipeline.scan(source, text="off"))
    return replace(plan, tables={key: replace(table, rows=(CONSENT,)) for key, table in plan.tables.items()})


def test_rows_are_left_out_of_the_tables_of_a_database(tmp_path: Path) -> None:
    source, copy = tmp_path / "shop.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(source)) as made, made:
        made.execute("CREATE TABLE people (at INTEGER PRIMARY KEY, mobile TEXT, agreed TEXT)")
        rows = SOURCE.select("at", "mobile", "agreed").iter_rows()
        made.executemany("INSERT INTO people VALUES (?, ?, ?)", rows)
    plan = consenting(source)
    pipeline.mask(source, copy, plan=plan, key=KEY)
    with closing(sqlite3.connect(copy)) as read:
        assert [at for (at,) in read.execute("SELECT at FROM people")] == [n for n in range(60) if n % 5 < 2]
    assert [p for check in pipeline.verify(source, copy, plan=plan, key=KEY).checks for p in check.problems] == []


def test_where_no_row_can_go_a_filter_may_still_find_none(tmp_path: Path) -> None:
    """JSON within a column is laid back beside the rows of the source: none of those may be missing."""
    source, objecting = tmp_path / "people.csv", tmp_path / "objecting.csv"
    folded = pl.DataFrame({"agreed": ["是"] * 3, "more": [f'{{"mobile": "{m}"}}' for m in SOURCE["mobile"][:3]]})
    folded.write_csv(source)
    folded.with_columns(agreed=pl.Series(["是", "no", "是"])).write_csv(objecting)
    assert pipeline.mask(source, tmp_path / "copy.csv", plan=consenting(source), key=KEY)
    with pytest.raises(PlanError, match="consent by column agreed: rows of this csv cannot be left out"):
        pipeline.mask(objecting, tmp_path / "refused.csv", plan=consenting(objecting), key=KEY)
