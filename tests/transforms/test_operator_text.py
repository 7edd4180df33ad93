"""text: every character of every span goes, the row's own people keep their token, the rest stays."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import PiiscanError, PlanError
from piiscan.model.span import Span
from piiscan.transforms import Context, Own, build
from piiscan.transforms.evaluation import evaluate
from piiscan.transforms.operator import Find
from tests.transforms.cases import CONTEXT, Case, canonical, masked

REPLACED = {"spans": {"default": {"operator": "replace"}}}


def finding(*spans: Span) -> Context:
    """A context whose engine finds these spans in every text that is not null."""
    find: Find = lambda texts, own: [list(spans) if text else [] for text in texts]  # noqa: E731
    return replace(CONTEXT, find=find)


def span(start: int, end: int, entity: str = "PERSON", score: float = 0.9, of: str | None = None) -> Span:
    return Span(start, end, entity, score, "test", of)


ALLEN = {
    "before": ((2, 4), (6, 8)), "after": ((6, 8), (2, 4)), "meets": ((2, 5), (5, 8)), "met by": ((5, 8), (2, 5)),
    "overlaps": ((2, 6), (4, 8)), "overlapped by": ((4, 8), (2, 6)), "starts": ((2, 5), (2, 8)),
    "started by": ((2, 8), (2, 5)), "during": ((4, 6), (2, 8)), "contains": ((2, 8), (4, 6)),
    "finishes": ((5, 8), (2, 8)), "finished by": ((2, 8), (5, 8)), "equals": ((2, 8), (2, 8)),
}  # fmt: skip


@pytest.mark.catalogue("B4")
@pytest.mark.parametrize(("relation", "scores"), list(product(ALLEN, [(0.9, 0.9), (0.5, 0.9)])), ids=str)
def test_no_character_of_two_spans_survives(relation: str, scores: tuple[float, float]) -> None:
    text = "αβ甲乙丙丁戊己γδ"
    spans = [span(*ends, score=score) for ends, score in zip(ALLEN[relation], scores, strict=True)]
    output = masked(Case("text"), [text], finding(*spans))[0] or ""
    covered = {text[i] for s in spans for i in range(s.start, s.end)}
    assert [c for c in output if c in text] == [c for c in text if c not in covered]
    joined = relation not in ("before", "after", "meets", "met by")
    assert output.count("<PERSON:") == (1 if joined else 2)


@pytest.mark.catalogue("B3")
@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted), max_size=8))
def test_exactly_the_characters_of_the_spans_are_replaced(ends: list[list[int]]) -> None:
    text = "甲乙丙丁戊己庚辛壬癸αβγδεζηθικ"
    output = masked(Case("text", REPLACED), [text], finding(*(span(a, b) for a, b in ends)))[0]
    covered = {i for a, b in ends for i in range(a, b)}
    assert (output or "").replace("<PERSON>", "") == "".join(c for i, c in enumerate(text) if i not in covered)


def test_the_components_of_an_address_get_one_replacement_and_two_people_two() -> None:
    address = finding(span(0, 15, "ADDRESS"), span(15, 22, "ADDRESS"))
    people = finding(span(0, 15), span(15, 22))
    shown = Case("text", {"spans": {"default": {"operator": "replace"}}})
    assert masked(shown, ["77 Elm Street, Norwich."], address) == ["<ADDRESS>."]
    assert masked(shown, ["77 Elm Street, Norwich."], people) == ["<PERSON><PERSON>."]


def test_a_span_gets_the_token_of_its_entity_wherever_it_stands() -> None:
    token = masked(Case("pseudonym"), ["AnnLee"], replace(CONTEXT, domain="PERSON"))[0]
    outputs = masked(Case("text"), ["ask Ann Lee", "ANN LEE called"], replace(CONTEXT, find=_names))
    assert outputs == [f"ask <PERSON:{token}>", f"<PERSON:{token}> called"]


def _names(texts: pl.Series, own: pl.DataFrame) -> list[list[Span]]:
    starts = [text.lower().index("ann lee") for text in texts]
    return [[span(start, start + 7)] for start in starts]


def test_a_span_of_a_column_gets_the_token_of_that_column() -> None:
    """A given name in the note gets the token of the whole name, under the column's own domain."""
    own = {"name": Own("PERSON", "client", canonical)}
    context = replace(finding(span(0, 2, of="name")), own=own)
    frame = pl.DataFrame({"name": ["张小明", "Ann Lee"], "note": ["小明来电", "An called"]})
    expressions = {
        "note": build("text", {}).expression(pl.col("note"), context),
        "name": build("pseudonym", {}).expression(pl.col("name"), replace(CONTEXT, domain="client")),
    }
    for note, token in evaluate(frame, expressions, "t").iter_rows():
        assert note in (f"<PERSON:{token}>来电", f"<PERSON:{token}> called")


def test_a_column_of_the_row_speaks_before_a_surer_finding() -> None:
    own = {"name": Own("PERSON", "client", canonical)}
    context = replace(finding(span(0, 8, "ADDRESS", 1.0), span(2, 4, of="name", score=0.1)), own=own)
    frame = pl.DataFrame({"name": ["张小明"], "note": ["在小明家门口等候"]})
    note = evaluate(frame, {"note": build("text", {}).expression(pl.col("note"), context)}, "t").item()
    assert note.startswith("<PERSON:")
    assert len(note) == len("<PERSON:>") + 32


def test_each_entity_has_its_own_rule() -> None:
    rules = {
        "default": {"operator": "pseudonym", "prefix": "x", "as": "[{token}]"},
        "CN_MOBILE": {"operator": "mask", "keep_prefix": 3},
        "PERSON": {"operator": "replace", "as": "({token} {entity})"},
        "CITY": {"operator": "generalize", "to": "region", "level": "province"},
        "URL": {"operator": "redact"},
    }
    spans = (span(0, 2), span(2, 13, "CN_MOBILE"), span(13, 15, "CITY"), span(15, 17, "CITY"), span(17, 18, "URL"))
    context = finding(*spans, span(18, 19, "OTHER"))
    output = masked(Case("text", {"spans": rules}), ["张伟13800138000深圳哪里u!"], context)[0]
    assert output is not None
    assert output.startswith("(<PERSON> PERSON)138****广东省<CITY>[x")
    assert output.endswith("]")


@pytest.mark.parametrize(
    ("spans", "parameter"),
    [
        ({"PERSON": {"operator": "redact"}}, "spans needs a rule named default"),
        ({"default": "pseudonym"}, "spans.default must be a mapping"),
        ({"default": {"as": "x"}}, "spans.default must be a mapping"),
        ({"default": {"operator": "keep"}}, "spans.default cannot use operator keep"),
        ({"default": {"operator": "null"}}, "spans.default cannot use operator null"),
        ({"default": {"operator": "text"}}, "spans.default cannot use operator text"),
        ({"default": {"operator": "pseudonym", "as": "{name}"}}, "spans.default.as may hold"),
        ({"default": {"operator": "pseudonym", "as": "{token}{token}"}}, "spans.default.as may hold"),
        ({"default": {"operator": "pseudonym", "as": "{{token}"}}, "spans.default.as may hold"),
        ({"default": {"operator": "pseudonym", "as": "{token}}"}}, "spans.default.as may hold"),
    ],
)
def test_a_rule_that_would_let_something_through_is_refused(spans: dict[str, object], parameter: str) -> None:
    with pytest.raises(PlanError, match=f"operator text: parameter {parameter}"):
        build("text", {"spans": spans})


def test_a_form_may_hold_any_words() -> None:
    rules = {"default": {"operator": "redact", "as": "[xyz {entity}]"}}
    assert masked(Case("text", {"spans": rules}), ["甲乙"], finding(span(0, 2))) == ["[xyz PERSON]"]


@pytest.mark.parametrize("ends", [(-1, 2), (0, 9), (3, 2)])
def test_a_span_outside_its_text_stops_the_run(ends: tuple[int, int]) -> None:
    with pytest.raises(PiiscanError, match="outside a text"):
        masked(Case("text"), ["甲乙丙丁"], finding(span(*ends)))


def test_an_engine_that_fails_or_skips_stops_the_run_and_no_text_is_shown() -> None:
    def failing(texts: pl.Series, own: pl.DataFrame) -> list[list[Span]]:
        raise ValueError(texts[0])

    def skipping(texts: pl.Series, own: pl.DataFrame) -> list[list[Span]]:
        return [[]] * (len(texts) - 1)

    for find in (failing, skipping):
        with pytest.raises(PiiscanError, match="column column cannot be masked: the text engine") as refused:
            masked(Case("text"), ["canary-4711", "b"], replace(CONTEXT, find=find))
        assert "4711" not in str(refused.value)


def test_an_error_of_ours_says_what_it_says() -> None:
    def refusing(texts: pl.Series, own: pl.DataFrame) -> list[list[Span]]:
        raise PiiscanError("the models are locked")

    with pytest.raises(PiiscanError, match="cannot be masked: the models are locked"):
        masked(Case("text"), ["a"], replace(CONTEXT, find=refusing))


@pytest.mark.parametrize(
    "line",
    [
        '{"phone": 13800138000, "of": "张伟"}',
        '{"phone":13800138000}',
        '{"phone": "13800138000"}',
        '{"all": {"phone": 13800138000 }}',
    ],
)
def test_a_number_of_json_becomes_a_string_of_json(line: str) -> None:
    read = json.loads(masked(Case("text"), [line])[0] or "")
    token = read.get("all", read)["phone"]
    assert re.fullmatch(r"<PERSON:[0-9a-z]+>", token)


def test_a_number_in_a_string_of_json_gets_the_quotes_of_its_name() -> None:
    line = r'{"said": "{\"phone\": 13800138000}"}'
    inner = json.loads(json.loads(masked(Case("text"), [line])[0] or "")["said"])
    assert inner["phone"].startswith("<PERSON:")


def test_a_number_that_no_name_stands_before_gets_no_quotes() -> None:
    output = masked(Case("text"), ["[13800138000], 5: 13800138000, end"])[0] or ""
    assert '"' not in output


def test_people_of_a_row_with_several_of_them_have_the_token_of_their_column() -> None:
    """A list tells not which of them stands in the text: the words that stand there do."""
    own = {"people": Own("PERSON", "person", canonical)}
    context = replace(finding(span(0, 2, of="people")), own=own)
    frame = pl.DataFrame({"note": ["张伟 rang"], "people": [["张伟", "李娜"]]})
    made = evaluate(frame, {"note": build("text", {}).expression(pl.col("note"), context)}, "t")["note"][0]
    token = masked(Case("pseudonym"), ["张伟"], replace(CONTEXT, domain="person"))[0]
    assert made == f"<PERSON:{token}> rang"


def test_where_no_surrogate_is_made_of_an_entity_its_name_stands() -> None:
    case = Case("text", {"spans": {"default": {"operator": "surrogate"}}})
    assert masked(case, ["at 甲乙 now"], finding(span(3, 5, entity="IP_ADDRESS"))) == ["at <IP_ADDRESS> now"]


def test_without_a_text_engine_nothing_is_masked() -> None:
    with pytest.raises(PlanError, match="text engine"):
        build("text", {}).expression(pl.col("note"), replace(CONTEXT, find=None))
