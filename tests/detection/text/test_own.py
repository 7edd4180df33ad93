from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.normal import fold_text
from piiscan.detection.text import TextEngine
from piiscan.detection.text.own import _places, own_spans
from tests.detection.text.made import MOBILE

ENGINE = TextEngine([MOBILE], models="off")


def own(text: str, value: str, entity: str) -> list[str]:
    (spans,) = ENGINE.spans(pl.Series([text]), pl.DataFrame({"column": [value]}), {"column": entity})
    assert all(span.score == 1.0 and span.entity == entity for span in spans if span.of == "column")
    return [text[span.start : span.end] for span in spans if span.of == "column"]


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("客户张晓明要求退款", "张晓明", ["张晓明"]),
        ("张 晓明来电", "张晓明", ["张 晓明"]),
        ("晓明说张先生不在，张总也不在", "张晓明", ["晓明", "张", "张"]),
        ("欧阳女士来电，欧阳路堵车", "欧阳晓明", ["欧阳"]),
        ("张开双臂", "张晓明", []),
        ("Mary Jones called, Mary said. Ms. Jones and Jones", "Mary Jones", ["Mary Jones", "Mary", "Jones"]),
        ("JONES, MARY wrote", "Mary Jones", ["JONES, MARY"]),
        ("we marry Rosemary to Mary", "Mary Jones", ["Mary"]),
        ("Jones called", "Jones, Mary", []),
        ("Mary called", "Jones, Mary", ["Mary"]),
        ("νικος παπας και ΝΙΚΟΣ.ΠΑΠΑΣ", "ΝΙΚΟΣ ΠΑΠΑΣ", ["νικος παπας", "ΝΙΚΟΣ.ΠΑΠΑΣ"]),
    ],
)
def test_a_person_is_known_by_name_given_name_and_titled_surname(text: str, name: str, parts: list[str]) -> None:
    assert own(text, name, "PERSON") == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("回电138-0013-8000。", ["138-0013-8000"]),
        ("１３８ ００１３ ８０００", ["１３８ ００１３ ８０００"]),
        ("尾号8000的手机，8000元", ["8000"]),
        ("手机末四位是 8000", ["8000"]),
        ("card ending in 8000", ["8000"]),
        ("the last four digits are 8000", ["8000"]),
        ("8000元", []),
        ("913800138000", []),
    ],
)
def test_a_number_is_known_whole_and_by_a_tail_that_is_called_so(text: str, parts: list[str]) -> None:
    assert own(text, "13800138000", "CN_MOBILE") == parts


def test_short_identifiers_stand_alone_and_as_they_are() -> None:
    assert own("id 12, not 112 or 1.2 or 1 2 or a12b", "12", "CUSTOMER_ID") == ["12", "12"]


def test_a_row_looks_for_its_own_people_only() -> None:
    texts = pl.Series(["张晓明和李晓红", "张晓明和李晓红", None])
    people = pl.DataFrame({"name": ["张晓明", "李晓红", "张晓明"], "other": [None, "", None]})
    found = ENGINE.spans(texts, people, {"name": "PERSON", "other": "PERSON"})
    assert [[(s.start, s.end) for s in spans] for spans in found] == [[(0, 3)], [(4, 7)], []]


def test_what_a_pattern_found_beside_an_own_name_stays_covered() -> None:
    text = "13800138000"
    (spans,) = ENGINE.spans(pl.Series([text]), pl.DataFrame({"id": ["13800138"]}), {"id": "CUSTOMER_ID"})
    assert {at for span in spans for at in range(span.start, span.end)} == set(range(len(text)))


PIECES = "张晓明|晓明|张|先生|Mary|Jones|Ms. |'s | |, |138|0013-|8000|尾号|last 4 |*|．".split("|")
VALUES = "张晓明|张 晓明|Mary Jones|Jones, Mary|mary|13800138000|138-0013-8000|O'Mary|张|| ".split("|")


@given(
    st.lists(st.sampled_from(PIECES), max_size=7).map("".join),
    st.sampled_from(VALUES),
    st.sampled_from(["PERSON", "CN_MOBILE"]),
)
def test_the_filter_over_columns_never_misses_a_row(text: str, value: str, entity: str) -> None:
    alone = list(_places(fold_text(text)[0], fold_text(value)[0], entity))
    through = own_spans(pl.Series([text]), pl.DataFrame({"column": [value]}), {"column": entity})
    assert [(span.start, span.end) for span in through.get(0, [])] == alone
