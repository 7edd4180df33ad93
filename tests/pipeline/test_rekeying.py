"""A rekeyed copy is, byte for byte, what masking the source with the new key would have made; one-way is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from piiscan.audit import DESTROY, ROTATE
from piiscan.errors import KeyRefused, PlanError
from piiscan.keys import MasterKey
from piiscan.model.plan import Step
from piiscan.pipeline.rekeying import Rekeyed, rekey
from piiscan.pipeline.unmasking import unmask
from tests.pipeline.reversible import KEY, OTHER, PEOPLE, READ, STEPS, Case, case


def rekeyed(case: Case, **changes: object) -> Rekeyed:
    asked = {"plan": case.plan, "key": KEY, "into": OTHER, "audit": case.log} | changes
    return rekey(case.copy, case.target, **asked)  # type: ignore[arg-type]


def rotated(case: Case) -> None:
    case.log.append(ROTATE, {"key": KEY.fingerprint, "key_version": 2})


@pytest.mark.parametrize("form", READ)
def test_another_key_makes_the_copy_that_it_would_have_made_of_the_source(tmp_path: Path, form: str) -> None:
    made = case(tmp_path, form)
    done = rekeyed(made)
    anew = made.masked(made.plan, OTHER, f"anew.{form}")
    assert READ[form](made.target).equals(READ[form](anew))
    assert not READ[form](made.target)["mobile"].equals(READ[form](made.copy)["mobile"])
    assert form == "xlsx" or made.target.read_bytes() == anew.read_bytes()
    assert (done.plan, done.rows) == (made.plan, 30)


@pytest.mark.catalogue("A17")
def test_a_rotated_key_brings_a_copy_to_its_next_version_and_the_plan_says_so(tmp_path: Path) -> None:
    made = case(tmp_path)
    rotated(made)
    done = rekeyed(made, into=KEY)
    assert done.plan == replace(made.plan, key_version=2)
    assert made.target.read_bytes() == made.masked(done.plan, KEY, "anew.csv").read_bytes()
    assert made.target.read_bytes() != made.copy.read_bytes()


def test_a_plan_of_before_masks_as_before_a_key_was_rotated(tmp_path: Path) -> None:
    made = case(tmp_path)
    rotated(made)
    assert made.masked(made.plan, KEY, "again.csv").read_bytes() == made.copy.read_bytes()


@pytest.mark.catalogue("A17")
def test_a_rekeyed_copy_is_unmasked_with_its_new_key_and_plan_only(tmp_path: Path) -> None:
    made = case(tmp_path)
    plan = rekeyed(made).plan
    clear = tmp_path / "clear.csv"
    asked = {"plan": plan, "reason": "case 17", "audit": made.log}
    unmask(made.target, clear, key=OTHER, **asked)  # type: ignore[arg-type]
    assert READ["csv"](clear)["mobile"].equals(PEOPLE["mobile"])
    with pytest.raises(PlanError, match="not opened"):
        unmask(made.copy, tmp_path / "no.csv", key=OTHER, **asked)  # type: ignore[arg-type]


def test_the_event_names_both_keys_and_plans(tmp_path: Path) -> None:
    made = case(tmp_path)
    rekeyed(made)
    masked, entry = made.log.entries()[-2:]
    assert entry.event == "keys.rekey"
    assert (entry.facts["from_key"], entry.facts["key"]) == (KEY.fingerprint, OTHER.fingerprint)
    assert (entry.facts["from_plan"], entry.facts["rows"]) == (masked.facts["plan"], 30)
    assert entry.facts["copy"] != masked.facts["copy"]


@pytest.mark.parametrize(
    "step",
    [
        Step("pseudonym", entity="EMAIL_ADDRESS"),
        Step("text", {"spans": {"default": {"operator": "pseudonym"}}}, entity="FREE_TEXT"),
    ],
    ids=["pseudonym", "text"],
)
def test_one_way_columns_are_refused(tmp_path: Path, step: Step) -> None:
    made = case(tmp_path, steps={**STEPS, "email": step})
    with pytest.raises(PlanError, match=r"column email: what .* made is one-way"):
        rekeyed(made)
    assert not made.target.parent.exists()


def test_tokens_of_values_that_were_no_numbers_are_refused(tmp_path: Path) -> None:
    people = PEOPLE.with_columns(mobile=pl.when(pl.int_range(pl.len()) < 3).then(pl.lit("none")).otherwise("mobile"))
    made = case(tmp_path, people=people)
    with pytest.raises(PlanError, match="column mobile: 3 values are pseudonyms"):
        rekeyed(made)
    assert not made.target.parent.exists()
    assert "keys.rekey" not in made.events


def test_a_key_that_made_nothing_on_record_is_refused(tmp_path: Path) -> None:
    made = case(tmp_path)
    for changes in ({"key": OTHER, "into": KEY}, {"plan": replace(made.plan, partner="other")}):
        with pytest.raises(KeyRefused, match="knows of no copy"):
            rekeyed(made, **changes)


def test_the_same_key_and_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused, match="rotate the key first"):
        rekeyed(case(tmp_path), into=KEY)


@pytest.mark.parametrize("destroyed", [KEY, OTHER], ids=["from", "to"])
def test_a_destroyed_key_rekeys_nothing(tmp_path: Path, destroyed: MasterKey) -> None:
    made = case(tmp_path)
    made.log.append(DESTROY, {"key": destroyed.fingerprint, "kind": "file"})
    with pytest.raises(KeyRefused, match="was destroyed"):
        rekeyed(made)
