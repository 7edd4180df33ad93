"""The laws that every operator keeps, built in or plugged in: a new operator needs a case, and nothing else."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from hashlib import sha256
from itertools import combinations
from operator import eq
from typing import get_args, get_type_hints

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import KeyRefused, PiiscanError, PlanError
from piiscan.keys import MasterKey
from piiscan.model.text import as_text, as_typed, type_name
from piiscan.transforms import OPERATORS, Context, Reversible, build
from piiscan.transforms.evaluation import evaluate
from piiscan.transforms.generalize import FORMS
from piiscan.transforms.operator import Promises, Visible
from tests.transforms.cases import CASES, CONTEXT, Case, canonical, masked, masked_column

every_operator = pytest.mark.parametrize("case", CASES, ids=str)
keyed_operator = pytest.mark.parametrize("case", [c for c in CASES if c.keyed], ids=str)
apart_operator = pytest.mark.parametrize(
    "case", [c for c in CASES if c.keyed and c.operator.kind == "map" and not c.operator.reads()], ids=str
)
unique_operator = pytest.mark.parametrize("case", [c for c in CASES if c.operator.promises.unique], ids=str)
preserving_operator = pytest.mark.parametrize(
    "case", [c for c in CASES if c.operator.promises.format_preserving and c.name != "null"], ids=str
)
reversible_operator = pytest.mark.parametrize("case", [c for c in CASES if c.reversible], ids=str)

ODD = [
    "NULL",
    "nan",
    " ",
    "=1+1",
    "\u200b",
    "１３８００１３８０００",
    "a\nb",
    "<PERSON>",
    "9999-12-31",
    "2000-02-30",
    "😀",
]


def columns(case: Case) -> st.SearchStrategy[list[str | None]]:
    text = st.one_of(st.sampled_from([*case.values, *ODD]), st.text(st.characters(codec="utf-8"), max_size=20))
    taken = text.filter(lambda value: not re.fullmatch(case.refused, value))
    return st.lists(st.one_of(st.none(), st.just(""), taken), max_size=12)


def test_every_registered_operator_and_form_has_a_case() -> None:
    assert {case.name for case in CASES} == set(OPERATORS.names)
    assert {case.parameters["to"] for case in CASES if case.name == "generalize"} == set(FORMS)


@every_operator
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_mask_is_a_map(case: Case, data: st.DataObject) -> None:
    """mask(a + b) == mask(a) + mask(b), in any order and any chunking, and the same again."""
    column = data.draw(columns(case))
    whole = masked(case, column)
    assert len(whole) == len(column)
    split = data.draw(st.integers(0, len(column)))
    assert masked(case, column[:split]) + masked(case, column[split:]) == whole
    order = data.draw(st.permutations(range(len(column))))
    assert masked(case, [column[i] for i in order]) == [whole[i] for i in order]
    chunks = [pl.Series("column", [value], dtype=pl.String) for value in column]
    if chunks:
        assert masked_column(case, pl.concat(chunks, rechunk=False)).to_list() == whole


@pytest.mark.catalogue("A12")
@every_operator
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_null_and_empty_stay_and_all_else_looks_as_declared(case: Case, data: st.DataObject) -> None:
    column = data.draw(columns(case))
    looks_like = case.operator.looks_like()
    outputs = masked(case, column)
    for value, output in zip(column, outputs, strict=True):
        assert value is not None or output is None
        assert value != "" or not output
    filled = pl.Series([output for output in outputs if output], dtype=pl.String)
    assert looks_like is None or filled.str.contains(looks_like).all()


@every_operator
def test_what_belongs_in_the_column_becomes_something(case: Case) -> None:
    emptied = case.name in ("drop", "null", "redact")
    assert [bool(output) for output in masked(case, list(case.values))] == [not emptied] * len(case.values)


@pytest.mark.catalogue("A26")
@every_operator
@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from("αβγδεζηθικλμνξοπρστυφχψω甲乙丙丁戊己庚辛壬癸"), min_size=1, max_size=34, unique=True))
def test_nothing_of_the_source_stands_beyond_what_is_declared_visible(case: Case, characters: list[str]) -> None:
    """The characters are distinct, stand in no output's own alphabet, and make no date, number or address."""
    visible = case.operator.visible()
    if visible.rest == "all":
        return
    output = masked(case, ["".join(characters)])[0] or ""
    hidden = characters[visible.prefix : len(characters) - visible.suffix]
    assert not set(hidden) & set(output)
    assert len(set(characters) & set(output)) <= len(characters) / 2


@every_operator
def test_what_is_visible_is_said_in_known_words(case: Case) -> None:
    visible = case.operator.visible()
    assert visible.rest in get_args(get_type_hints(Visible)["rest"])
    assert visible.prefix >= 0
    assert visible.suffix >= 0


@pytest.mark.parametrize(
    ("name", "parameters", "rest"),
    [
        ("date_shift", {"subject": "id"}, "coarser"),
        ("noise", {"subject": "id"}, "coarser"),
        ("generalize", {"to": "year"}, "coarser"),
        ("keep", {}, "all"),
        ("text", {}, "unfound"),
        ("pseudonym", {}, "none"),
        ("mask", {}, "none"),
    ],
)
def test_what_may_still_be_seen_is_declared(name: str, parameters: dict[str, object], rest: str) -> None:
    assert build(name, parameters).visible().rest == rest


@every_operator
def test_what_outputs_look_like_is_said_from_their_first_character_to_their_last(case: Case) -> None:
    looks_like = case.operator.looks_like()
    assert looks_like is None or re.fullmatch(r"(?s)(?:\(\?s\))?\^.*\$", looks_like)


PROMISES = {
    "date_shift": "needs_key format_preserving",
    "drop": "",
    "encrypt": "needs_key reversible unique",
    "fpe": "needs_key reversible unique format_preserving",
    "generalize": "",
    "keep": "reversible unique format_preserving",
    "mask": "",
    "noise": "needs_key format_preserving",
    "null": "format_preserving",
    "pseudonym": "needs_key unique",
    "redact": "",
    "replace": "",
    "shuffle": "needs_key format_preserving",
    "surrogate": "needs_key",
    "text": "",
    "upside_down": "needs_key unique",
}


@every_operator
def test_an_operator_promises_what_it_is_known_for(case: Case) -> None:
    held = {field.name for field in fields(Promises) if getattr(case.operator.promises, field.name)}
    column = {"column"} if case.name != "drop" else set()
    assert held == {"deterministic", *PROMISES[case.name].split(), *column}


def test_an_unknown_operator_is_told_what_there_is() -> None:
    with pytest.raises(PlanError, match="no operator shredder: there is date_shift, drop, "):
        build("shredder", {})


@every_operator
def test_an_unknown_parameter_is_refused_by_name_and_without_its_value(case: Case) -> None:
    with pytest.raises(PlanError, match=f"operator {case.name}: parameter nonsense is unknown") as refused:
        build(case.name, {**case.parameters, "nonsense": "canary-4711"})
    assert "canary-4711" not in str(refused.value)


@every_operator
def test_a_parameter_of_the_wrong_type_is_refused_by_name_and_without_its_value(case: Case) -> None:
    for parameter in (f.name for f in fields(case.operator)):  # type: ignore[arg-type]
        with pytest.raises(PlanError, match=f"operator {case.name}: parameter {parameter} must be") as refused:
            build(case.name, {**case.parameters, parameter: ["canary-4711"]})
        assert "canary-4711" not in str(refused.value)


@every_operator
def test_a_column_of_another_type_is_an_error_of_ours_without_its_values(case: Case) -> None:
    if case.operator.typed:
        return
    frame = pl.DataFrame({"column": [4711.25, None]})
    with pytest.raises(PiiscanError, match="customers: column column cannot be masked") as refused:
        evaluate(frame, {"column": case.operator.expression(pl.col("column"), CONTEXT)}, "customers")
    assert "4711" not in str(refused.value)


def test_columns_that_fit_one_by_one_and_not_together_are_refused_without_their_values() -> None:
    frame = pl.DataFrame({"column": ["canary-4711", "b", "c"]})
    with pytest.raises(PiiscanError, match="customers: the columns cannot be masked together") as refused:
        evaluate(frame, {"a": pl.col("column"), "b": pl.col("column").head(2)}, "customers")
    assert "4711" not in str(refused.value)


def test_without_a_canonical_form_two_spellings_are_two_values() -> None:
    plain = Context(CONTEXT.key, "acme", "PERSON", "person", CONTEXT.as_of)
    one, other = masked(Case("pseudonym"), ["Ann", "ann"], plain)
    assert one != other
    note = masked(Case("text"), ["1234 1234"], replace(plain, find=CONTEXT.find))[0] or ""
    first, second = note.split()
    assert first == second


@pytest.mark.catalogue("A14", "A16", "B38")
@apart_operator
def test_another_key_partner_or_domain_gives_no_common_token(case: Case) -> None:
    values: list[str | None] = [f"{number:011d}" for number in range(13800138000, 13800138200)]
    contexts = [
        CONTEXT,
        replace(CONTEXT, key=MasterKey(sha256(b"another").digest())),
        replace(CONTEXT, partner="other"),
        replace(CONTEXT, partner=None),
    ]
    if case.name != "text":
        contexts.append(replace(CONTEXT, domain="other"))
    outputs = [masked(case, values, context) for context in contexts]
    assert masked(case, values) == outputs[0]
    if case.drawn:
        for one, other in combinations(outputs, 2):
            assert sum(map(eq, one, other)) < len(values) / 10
    else:
        assert len({output for masked_alike in outputs for output in masked_alike}) == len(contexts) * len(values)


@pytest.mark.catalogue("A11")
@unique_operator
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_unique_keeps_different_people_apart(case: Case, data: st.DataObject) -> None:
    """Two people are different where their canonical forms are; a number of fixed width has leading zeros."""
    column = pl.Series("column", data.draw(columns(case)), dtype=pl.String)
    forms = column.to_frame().select(canonical(pl.col("column"))).to_series()
    people = {form.zfill(12) if "width" in case.parameters else form for form in forms if form}
    assert len({output for output in masked_column(case, column) if output}) >= len(people)


@preserving_operator
@pytest.mark.parametrize("dtype", [pl.Int64(), pl.Float64(), pl.Date()], ids=str)
def test_what_preserves_the_format_gives_a_column_back_in_its_type(case: Case, dtype: pl.DataType) -> None:
    """Where all of its values are of the type; what becomes nothing has none."""
    texts = pl.Series("column", case.values)
    if case.operator.unfit(type_name(dtype)) or not _written_so(texts, dtype):
        return
    back = as_typed(masked_column(case, texts), dtype)
    assert back.dtype == dtype
    assert back.is_not_null().all()


def _written_so(texts: pl.Series, dtype: pl.DataType) -> bool:
    try:
        typed = as_typed(texts, dtype)
    except pl.exceptions.PolarsError:
        return False
    return as_text(typed.to_frame()).to_series().equals(texts)


@pytest.mark.catalogue("B4")
@reversible_operator
@settings(max_examples=50, deadline=None)
@given(st.data())
def test_what_is_reversible_comes_back_in_canonical_form(case: Case, data: st.DataObject) -> None:
    """Values of another form got a token, from which nothing comes back."""
    operator = case.operator
    assert isinstance(operator, Reversible)
    column = pl.Series("column", data.draw(columns(case)), dtype=pl.String)
    back = masked_column(case, column).to_frame().select(operator.original(pl.col("column"), CONTEXT)).to_series()
    forms = column.to_frame().select(canonical(pl.col("column"))).to_series()
    for value, form, original in zip(column, forms, back, strict=True):
        assert original in (None, form, value) or original == form.zfill(12)
        assert value not in case.values or original is not None


@keyed_operator
def test_without_a_key_a_keyed_operator_refuses_before_it_sees_a_value(case: Case) -> None:
    with pytest.raises(KeyRefused, match="--key"):
        case.operator.expression(pl.col("column"), replace(CONTEXT, key=None))


@pytest.mark.catalogue("A27")
@every_operator
def test_no_key_can_be_read_from_operator_context_or_expression(case: Case) -> None:
    expression = case.operator.expression(pl.col("column"), CONTEXT)
    subkey = CONTEXT.subkey("pseudonym")
    for shown in (repr(case.operator), repr(CONTEXT), repr(expression), str(expression)):
        assert subkey not in shown
