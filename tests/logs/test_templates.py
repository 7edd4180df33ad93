"""The template of a line: a function of that line alone, that shows words of two published lists and nothing else."""

from __future__ import annotations

import re

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from piiscan.detection import packs
from piiscan.detection.logs.pieces import pieces, templates
from piiscan.detection.logs.slots import unknown
from piiscan.model.template import LineTemplate, Slot
from tests.logs import made

_FRAGMENTS = (
    *("user", "userName", "Zhang Wei", "李雷", "登录成功", "用户", "10.0.0.1", "O'Brien", "a1b2", "Müller", "order_no"),
    *(
        "%E5%BC%A0",
        "%20",
        "%",
        "\\u5f20",
        "\\\\",
        '\\"',
        "\\n",
        "\\",
        "#",
        "*",
        "##",
        "<",
        ">",
        "{",
        "}",
        '"',
        "'",
        "é",
    ),
    *(
        "=",
        ":",
        ",",
        " ",
        "  ",
        "-",
        ".",
        "@",
        "+",
        "/",
        "\t",
        "٣",
        "²",
        "ﬁ",
        "\u200b",
        "e\u0301",
        "_",
        "__",
        "1",
        "22",
    ),
)
LINES = st.lists(st.sampled_from(_FRAGMENTS), max_size=14).map("".join) | st.text(max_size=40)
_LISTED = {word for pack in ("cn/", "global/") for word in packs.lexicon(pack, "log_words")}
_SAMPLE = [line.text for kind in made.TEMPLATES for line in made.lines(kind, 60)]


def _templates(*lines: str) -> list[str]:
    return templates(pl.Series(lines, dtype=pl.String)).to_list()


@given(st.lists(LINES, max_size=8))
@example(["a%1", "a1%20", "\\u12345", "2%E5%BC3", "#1", "*"])
def test_a_line_has_the_same_template_in_every_company(lines: list[str]) -> None:
    assert _templates(*lines) == [_templates(line)[0] for line in lines]


@given(LINES)
@example("%a1b%E5")
@example("x\\u5f201y")
def test_pieces_are_the_line_and_their_gaps_those_of_its_template(line: str) -> None:
    taken = pieces(pl.Series([line]))
    assert "".join(taken["piece"]) == line.rstrip("\r\n")
    gaps = taken["gap"].drop_nulls().unique().sort().to_list()
    assert gaps == list(range(len(re.findall(r"[*#]", _templates(line)[0]))))


@given(LINES)
@example("Rose may say so: mark my word")
def test_a_template_shows_no_word_but_those_of_the_lists(line: str) -> None:
    shown = re.findall(r"[^\W\d_]+", re.sub(r"\\[bfnrt]", "", _templates(line)[0]))
    han = re.compile("|".join(sorted(map(re.escape, _LISTED), key=len, reverse=True)))
    assert [word for word in shown if word not in _LISTED and han.sub("", word)] == []
    assert not re.search(r"\d", _templates(line)[0])


def test_no_name_of_a_person_is_on_the_lists() -> None:
    names = {"first_names", "surnames", "romanised_surnames"}
    latin = set().union(*(packs.lexicon("global/", name) for name in names))
    han = set(" ".join(packs.lexicon("cn/", "surnames")).split())
    assert not _LISTED & (latin | han)


def test_a_template_reads_back_with_its_slots() -> None:
    for key in _templates(*_SAMPLE):
        gaps = len(re.findall(r"[*#]", key))
        slots = tuple(Slot(gap, "PERSON", gap % 3, gap % 2) for gap in range(0, gaps, 2))
        assert LineTemplate.read(str(LineTemplate(key, slots))) == LineTemplate(key, slots)


def test_every_template_of_a_line_can_be_one_of_a_plan() -> None:
    known = [LineTemplate(key, ()) for key in set(_templates(*_SAMPLE))]
    assert unknown(known) == []
    assert unknown([LineTemplate("user * logged in", ()), LineTemplate("user * zoggled in", ())]) == [1]


def test_a_log_has_as_many_templates_as_statements_that_write_it() -> None:
    for kind, statements in made.TEMPLATES.items():
        lines = [line.text for line in made.lines(kind, 40 * len(statements))]
        assert len(set(_templates(*lines))) <= 2 * len(statements), kind


def test_a_line_of_many_pages_has_no_template() -> None:
    assert _templates("user " * 401, "user") == [None, "user"]
