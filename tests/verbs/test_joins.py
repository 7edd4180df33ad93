"""Columns that hold the same keys are masked alike, in one domain, whatever the order of the tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import piiscan
from piiscan.model.finding import Findings
from piiscan.model.policy import Match, Rule
from piiscan.policy.policies import default_policy
from piiscan.verbs.verify.distinct import Pairing
from tests.verbs.made import KEY

IDS = [f"K{n * 7919 % 900_000 + 100_000}" for n in range(300)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Customers, their orders, and parcels that call the same customer something that nobody knows."""
    folder = tmp_path_factory.mktemp("shop")
    some = Random(3).choices(IDS, k=600)
    pl.DataFrame({"customer_id": IDS, "stock": range(300)}).write_csv(folder / "customers.csv")
    pl.DataFrame({"customer_id": some, "amount": range(600)}).write_csv(folder / "orders.csv")
    pl.DataFrame({"zq_code": some[:200], "weight": range(200)}).write_csv(folder / "parcels.csv")
    return folder


@pytest.fixture(scope="module")
def findings(shop: Path) -> Findings:
    return piiscan.scan(shop, text="off")


def test_a_key_that_nobody_knew_is_masked_like_the_key_that_it_joins(findings: Findings) -> None:
    tables = piiscan.plan(findings).tables
    step, known = tables["parcels.csv"].columns["zq_code"], tables["customers.csv"].columns["customer_id"]
    assert (step.operator, step.entity, step.domain) == (known.operator, known.entity, known.domain)
    assert (step.operator, step.domain) == ("pseudonym", "PERSON_ID")
    assert "joins customers.customer_id, orders.customer_id" in (step.reason or "")
    assert "nothing personal here, PERSON_ID there" in (step.reason or "")
    assert "keep by the policy, pseudonym as customers.customer_id, which is stricter" in (step.reason or "")


def test_numbers_that_are_counted_up_join_nothing(findings: Findings) -> None:
    steps = {name: step for table in piiscan.plan(findings).tables.values() for name, step in table.columns.items()}
    assert [steps[name].operator for name in ("stock", "amount", "weight")] == ["keep"] * 3


@pytest.mark.catalogue("B38")
def test_the_same_person_has_one_pseudonym_in_every_table(shop: Path, findings: Findings, tmp_path: Path) -> None:
    piiscan.mask(shop, tmp_path / "masked", plan=piiscan.plan(findings), key=KEY)
    named = {"customers": "customer_id", "orders": "customer_id", "parcels": "zq_code"}

    def read(folder: Path, table: str) -> list[str]:
        return pl.read_csv(folder / f"{table}.csv")[named[table]].to_list()

    pairs = [dict(zip(read(shop, table), read(tmp_path / "masked", table), strict=True)) for table in named]
    for others in pairs[1:]:
        assert others.items() <= pairs[0].items()
    assert len(set(pairs[0].values())) == 300


def test_the_strictest_operator_of_a_group_serves_all_of_it(findings: Findings) -> None:
    policy = default_policy()
    dropped = replace(policy, rules=(Rule(Match(column="zq_*"), "drop"), *policy.rules))
    tables = piiscan.plan(findings, policy=dropped).tables
    assert tables["orders.csv"].columns["customer_id"].operator == "drop"
    shown = Rule(Match(entity="PERSON_ID"), "mask", parameters={"keep_prefix": 2})
    step = piiscan.plan(findings, policy=replace(policy, rules=(shown, *policy.rules))).tables["parcels.csv"]
    assert step.columns["zq_code"].operator == "mask"
    assert "it joins no more" in (step.columns["zq_code"].reason or "")


def test_a_declared_key_is_masked_like_what_it_refers_to_though_its_numbers_are_counted_up(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "firm.db")) as firm:
        firm.executescript(
            "CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, name TEXT, above INTEGER REFERENCES staff);"
            "CREATE TABLE rooms (room INTEGER, floor INTEGER, host INTEGER REFERENCES staff, UNIQUE (room, floor));"
            "CREATE TABLE keys (no INTEGER, r INTEGER, f INTEGER, FOREIGN KEY (r, f) REFERENCES rooms (room, floor));"
        )
        firm.executemany("INSERT INTO staff VALUES (?, 'x', ?)", [(n, n // 2 or None) for n in range(1, 40)])
        firm.execute("INSERT INTO rooms VALUES (1, 2, 3)")
        firm.execute("INSERT INTO keys VALUES (1, 1, 2)")
        firm.commit()
    findings = piiscan.scan(tmp_path / "firm.db", text="off")
    joins = {f"{t.table}.{c.name}": c.joins for t in findings.tables for c in t.columns}
    assert joins["staff.staff_id"] == ("rooms.host", "staff.above")
    assert joins["keys.r"] == ("rooms.room",)
    steps = {
        f"{key}.{name}": step for key, t in piiscan.plan(findings).tables.items() for name, step in t.columns.items()
    }
    for name in ("staff.staff_id", "staff.above", "rooms.host"):
        step = steps[f"firm.db!{name}"]
        assert (step.operator, step.entity, step.domain) == ("pseudonym", "PERSON_ID", "PERSON_ID"), name
    assert steps["firm.db!keys.r"].operator == "keep"


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_the_plan_is_the_same_whatever_the_order_of_tables(findings: Findings, data: st.DataObject) -> None:
    policy = default_policy()
    rules = (Rule(Match(column="zq_*"), data.draw(st.sampled_from(["keep", "pseudonym", "redact", "drop"]))),)
    policy = replace(policy, rules=(*rules, *policy.rules))
    tables = tuple(data.draw(st.permutations(findings.tables)))
    tables = tuple(replace(t, columns=tuple(data.draw(st.permutations(t.columns)))) for t in tables)
    assert piiscan.plan(replace(findings, tables=tables), policy=policy) == piiscan.plan(findings, policy=policy)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=60), st.integers(1, 9))
def test_one_merged_key_among_many_is_seen(values: list[int], batch: int) -> None:
    frame = pl.DataFrame({"source": [f"v{v}" for v in values]})
    honest = frame.with_columns(masked=pl.col("source") + "#")
    first, second = frame["source"][0], frame["source"].filter(frame["source"] != frame["source"][0])
    merged = honest.with_columns(pl.col("masked").replace(f"{first}#", f"{second[0]}#" if len(second) else "other"))
    assert _wrong(honest, batch) is None
    assert (_wrong(merged, batch) is None) == (len(second) == 0)


def _wrong(frame: pl.DataFrame, batch: int) -> str | None:
    pairing = Pairing()
    for part in frame.iter_slices(batch):
        pairing.see(part["source"], part["masked"], pl.col("source"))
    return pairing.wrong


@pytest.mark.catalogue("A21")
def test_equal_tokens_over_few_values_are_warned_of_and_unique_ones_are_not(findings: Findings) -> None:
    plan = piiscan.plan(findings)
    warned = dict(plan.warnings)
    assert "orders.csv.customer_id" in warned
    assert warned["orders.csv.customer_id"].startswith("open to frequency matching: ")
    assert "customers.csv.customer_id" not in warned
