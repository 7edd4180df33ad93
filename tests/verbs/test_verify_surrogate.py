"""verify on copies whose values look like people's: what was never masked is seen, without the key too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.model.plan import Step
from piiscan.transforms import Context
from piiscan.transforms.surrogate import Kind
from tests.verbs.made import KEY, OTHER_KEY, STEPS, customers, masked, plan_of, problems

pytestmark = pytest.mark.usefixtures("no_models")

SOURCE = customers(300)
TEXT = Step("text", {"spans": {"default": {"operator": "surrogate"}}}, entity="FREE_TEXT")
SERVED = {
    "name_zh": "PERSON",
    "name_en": "PERSON",
    "id_no": "CN_RESIDENT_ID",
    "mobile": "CN_MOBILE",
    "card": "CN_BANK_CARD",
    "email": "EMAIL_ADDRESS",
    "address_zh": "CN_ADDRESS",
    "address_en": "ADDRESS",
}
PLAN = plan_of(
    SOURCE, {**STEPS, "notes": TEXT, **{name: Step("surrogate", entity=entity) for name, entity in SERVED.items()}}
)


@pytest.mark.parametrize("key", [None, "given"])
def test_an_honest_copy_passes(key: str | None) -> None:
    assert problems(SOURCE, masked(SOURCE, PLAN), PLAN, *([None] if key is None else [])) == []


def test_a_person_has_one_surrogate_in_columns_and_notes() -> None:
    copy = masked(SOURCE, PLAN)
    for name in ("mobile", "name_zh"):
        told = SOURCE["notes"].str.contains(SOURCE[name], literal=True)
        assert told.any()
        assert copy["notes"].filter(told).str.contains(copy[name].filter(told), literal=True).all()


@pytest.mark.usefixtures("no_rescan")
def test_values_that_were_never_masked_are_seen_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    names = pl.concat([masked(SOURCE, PLAN)["name_zh"]]).alias("name_zh")
    source = SOURCE.with_columns(names)  # names that could be surrogates
    plan = plan_of(source, {**PLAN.tables["frame"].columns, "notes": STEPS["notes"]})
    honest = masked(source, plan)
    assert problems(source, honest, plan, None) == []
    monkeypatch.setattr(Kind, "expression", _nothing)
    found = problems(source, masked(source, plan), plan, None)
    assert any("column name_zh has" in problem and "values that stayed in their row" in problem for problem in found)


def test_names_left_in_texts_are_seen_though_they_look_like_surrogates() -> None:
    names = masked(SOURCE, PLAN)["name_zh"]
    source = SOURCE.with_columns(names, notes=pl.concat_str(pl.lit("请联系"), names, pl.lit("，谢谢")))
    copy = masked(source, PLAN)
    assert problems(source, copy, PLAN) == []
    left = copy.with_columns(source["notes"])
    assert any("name_zh, in notes, stands in" in problem for problem in problems(source, left, PLAN))


def test_a_name_left_in_a_document_is_seen_though_it_looks_like_a_surrogate(tmp_path: Path) -> None:
    source, copy = tmp_path / "note.txt", tmp_path / "copy.txt"
    source.write_text("联系人王建军，请回电13800138000。\n", "utf-8")
    plan = pipeline.plan(pipeline.scan(source, text="off"))
    plan = replace(plan, documents={key: TEXT for key in plan.documents})
    pipeline.mask(source, copy, plan=plan, key=KEY)
    masked_text = copy.read_text("utf-8")
    assert "154" in masked_text
    for key in (KEY, None):
        assert pipeline.verify(source, copy, plan=plan, key=key).passed
    copy.write_text(re.sub("联系人..?.?，", "联系人王建军，", masked_text), "utf-8")
    for key in (KEY, None):
        failed = [check for check in pipeline.verify(source, copy, plan=plan, key=key).checks if check.problems]
        assert any("PERSON still stands in 1 lines" in problem for check in failed for problem in check.problems)


def test_another_key_is_seen() -> None:
    copy = masked(SOURCE, PLAN, OTHER_KEY)
    assert any("name_zh is not what the plan and the key make" in problem for problem in problems(SOURCE, copy, PLAN))


def _nothing(self: object, values: pl.Expr, context: Context) -> pl.Expr:
    return values
