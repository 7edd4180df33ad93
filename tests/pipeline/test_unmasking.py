"""What a key turns back comes back for who gives a reason, where the plan allows it, on record; and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from piiscan.audit import Log, verify
from piiscan.errors import AuditRefused, KeyRefused, OutputFailed, PiiscanError, PlanError, UsageError
from piiscan.model.plan import Plan, Step
from piiscan.pipeline import unmasking
from piiscan.pipeline.unmasking import Unmasked, unmask
from tests.pipeline.reversible import KEY, OTHER, PEOPLE, READ, STEPS, Case, case


def opened(case: Case, **changes: object) -> Unmasked:
    asked = {"plan": case.plan, "key": KEY, "reason": "case 17", "audit": case.log} | changes
    return unmask(case.copy, case.target, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", READ)
def test_allowed_columns_come_back_and_others_stay(tmp_path: Path, form: str) -> None:
    made = case(tmp_path, form)
    done = opened(made)
    before, after = READ[form](made.copy), READ[form](made.target)
    columns = [name.removeprefix("$.") for name in done.columns]
    assert (set(columns), done.rows, done.tokens) == ({"id_no", "mobile", "number"}, 30, 0)
    assert after.select(columns).cast({"number": pl.Int64}).equals(PEOPLE.select(columns))
    assert after.select("email", "city").equals(before.select("email", "city"))
    assert not before["mobile"].equals(PEOPLE["mobile"])


def test_of_the_allowed_columns_only_those_asked_for_come_back(tmp_path: Path) -> None:
    made = case(tmp_path)
    assert opened(made, columns=["mobile"]).columns == ("mobile",)
    before, after = READ["csv"](made.copy), READ["csv"](made.target)
    assert after["mobile"].equals(PEOPLE["mobile"])
    assert after.drop("mobile").equals(before.drop("mobile"))


@pytest.mark.catalogue("D24")
def test_the_event_says_who_why_and_how_much_and_comes_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = case(tmp_path)

    def stopped(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(unmasking, "staged", stopped)
    with pytest.raises(KeyboardInterrupt):
        opened(made, columns=["mobile"])
    *_, masked, entry = made.log.entries()
    assert entry.event == "keys.unmask"
    facts = {"reason": "case 17", "columns": ["mobile"], "rows": 30, "partner": "acme", "key": KEY.fingerprint}
    assert entry.facts == {**entry.facts, **facts}
    assert entry.facts["copy"] == masked.facts["copy"]


def test_values_that_were_none_of_the_form_stay_tokens_and_are_counted(tmp_path: Path) -> None:
    people = PEOPLE.with_columns(mobile=pl.when(pl.int_range(pl.len()) < 3).then(pl.lit("none")).otherwise("mobile"))
    made = case(tmp_path, people=people)
    assert opened(made).tokens == 3
    after = READ["csv"](made.target)["mobile"]
    assert after[3:].equals(people["mobile"][3:])
    assert after[:3].equals(READ["csv"](made.copy)["mobile"][:3])


def test_null_and_empty_stay_what_they_are(tmp_path: Path) -> None:
    people = PEOPLE.with_columns(pl.when(pl.int_range(pl.len()) > 3).then(pl.col("mobile", "id_no", "number")))
    made = case(tmp_path, "parquet", people=people)
    opened(made)
    assert READ["parquet"](made.target).drop("email").equals(people.drop("email"))


def test_lists_come_back_element_by_element(tmp_path: Path) -> None:
    phones = pl.concat_list("mobile", pl.col("mobile").reverse())
    people = PEOPLE.head(6).select(phones=pl.when(pl.int_range(pl.len()) < 4).then(phones).otherwise(pl.lit([])))
    made = case(tmp_path, "parquet", people, {"$.phones[*]": STEPS["mobile"]})
    assert not READ["parquet"](made.copy).equals(people)
    opened(made)
    assert READ["parquet"](made.target).equals(people)


def test_a_subset_of_the_rows_under_another_name_comes_back(tmp_path: Path) -> None:
    made = case(tmp_path)
    fragment = tmp_path / "returned by acme.csv"
    fragment.write_text("".join(made.copy.read_text("utf-8").splitlines(keepends=True)[:6]))
    unmask(fragment, made.target, plan=made.plan, key=KEY, reason="case 17", audit=made.log)
    assert READ["csv"](made.target)["mobile"].equals(PEOPLE["mobile"][:5])


def of(plan: Plan, **steps: Step) -> Plan:
    tables = {key: replace(table, columns={**table.columns, **steps}) for key, table in plan.tables.items()}
    return replace(plan, tables=tables)


NOT_ALLOWED = {column: replace(step, unmask=False) for column, step in STEPS.items()}
REFUSED: dict[str, tuple[Callable[[Case], dict[str, object]], type[PiiscanError], str]] = {
    "no reason": (lambda case: {"reason": " "}, UsageError, "reason"),
    "two lines": (lambda case: {"reason": "a\nb"}, UsageError, "one line"),
    "a reason that names a phone": (lambda case: {"reason": "call 13800138000"}, UsageError, "CN_MOBILE"),
    "another key": (lambda case: {"key": OTHER}, KeyRefused, "knows of no copy"),
    "another version": (lambda case: {"plan": replace(case.plan, key_version=2)}, KeyRefused, "knows of no copy"),
    "another partner": (lambda case: {"plan": replace(case.plan, partner="b")}, KeyRefused, "knows of no copy"),
    "a plan changed since": (
        lambda case: {"plan": of(case.plan, email=replace(STEPS["email"], unmask=True))},
        KeyRefused,
        "knows of no copy",
    ),
    "another log": (lambda case: {"audit": Log(case.folder / "other")}, KeyRefused, "knows of no copy"),
    "a column not allowed": (lambda case: {"columns": ["email"]}, PlanError, "does not say that it may be unmasked"),
    "a kept column": (lambda case: {"columns": ["mobile", "city"]}, PlanError, "does not say"),
    "no such column": (lambda case: {"columns": ["mobile", "nope"]}, PlanError, "nope"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_every_other_case_is_refused_and_leaves_nothing(tmp_path: Path, why: str) -> None:
    made = case(tmp_path)
    changes, error, words = REFUSED[why]
    with pytest.raises(error, match=words):
        opened(made, **changes(made))
    assert not made.target.parent.exists()
    assert "keys.unmask" not in made.events


def test_a_plan_that_allows_nothing_is_refused(tmp_path: Path) -> None:
    made = case(tmp_path, steps=NOT_ALLOWED)
    with pytest.raises(PlanError, match="allows no column"):
        opened(made)


def test_what_the_key_does_not_open_is_refused(tmp_path: Path) -> None:
    made = case(tmp_path)
    made.copy.write_text(made.copy.read_text("utf-8").replace("e_", "e_x", 1))
    with pytest.raises(PlanError, match=r"column (id_no|email): 1 values of 30 are not opened"):
        opened(made)
    assert not made.target.parent.exists()


def test_unmask_on_an_operator_that_is_one_way_is_refused_when_masking(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="unmask goes with encrypt and fpe"):
        case(tmp_path, steps={**STEPS, "email": Step("pseudonym", entity="EMAIL_ADDRESS", unmask=True)})


def test_a_copy_that_may_be_unmasked_is_on_record_without_a_partner(tmp_path: Path) -> None:
    made = case(tmp_path, partner=None)
    assert made.events == ["audit.begin", "mask"]
    assert opened(made).rows == 30


def test_without_a_writable_log_nothing_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = case(tmp_path)
    made.log.path.chmod(0o644)
    with pytest.raises(AuditRefused):
        opened(made)
    made.log.path.chmod(0o600)

    def full(*args: object) -> None:
        raise OutputFailed("no space left on device: nothing was done")

    monkeypatch.setattr(Log, "append", full)
    with pytest.raises(OutputFailed):
        opened(made)
    assert not made.target.parent.exists()
    assert verify(made.log).passed
