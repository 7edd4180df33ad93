"""With the models: what they find, and what they may never do."""

from __future__ import annotations

import logging
import socket

import polars as pl
import pytest

from piiscan.detection.text import TextEngine
from piiscan.detection.text.sentences import LONGEST, sentences
from tests.detection.text.made import MOBILE, found, spans

ENGINE = TextEngine([MOBILE], models="auto")

TEXTS = [
    "Please call Margaret Whitfield in Edinburgh about the invoice.",
    "Dr. Alan Okonkwo moved to Chicago last May.",
    "客户王小明住在北京市朝阳区建国路100号3号楼2单元501室，电话13800138000。",
    "请把合同寄给欧阳晓红女士，她在深圳上班",
    "会议改到下午三点。",
]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the text engine touched the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    ("text", "part", "entity"),
    [
        (TEXTS[0], "Margaret Whitfield", "PERSON"),
        (TEXTS[0], "Edinburgh", "LOCATION"),
        (TEXTS[1], "Alan Okonkwo", "PERSON"),
        (TEXTS[2], "王小明", "PERSON"),
        (TEXTS[2], "北京市朝阳区建国路100号3号楼2单元501室", "ADDRESS"),
        (TEXTS[2], "13800138000", "CN_MOBILE"),
        (TEXTS[3], "欧阳晓红", "PERSON"),
        ("联系人 张 三 电话 13800138000", "张 三", "PERSON"),
        ("Please call 王小明 tomorrow", "王小明", "PERSON"),
        ("My name is Xqizzle Vorb", "Xqizzle Vorb", "PERSON"),
        ("她去找法兰克（Frank）当模特", "Frank", "PERSON"),
        ("姓名：阿卜杜拉·买买提，", "阿卜杜拉·买买提", "PERSON"),
        ("Send it to 12 Oak Lane\nApt. 7\nSpringfield, IL 62704", "12 Oak Lane\n", "ADDRESS"),
        ("Send it to 12 Oak Lane\nApt. 7\nSpringfield, IL 62704", "62704", "ADDRESS"),
        ("Reach Priya, Mary and Tomasz at noon.", "Tomasz", "PERSON"),
    ],
)
def test_names_and_addresses_are_found(text: str, part: str, entity: str) -> None:
    assert (part, entity) in found(text, ENGINE)


@pytest.mark.parametrize(
    "text",
    [
        "the order was late and nobody called",
        "Please check the invoice number again. Thanks!",
        "会议改到下午三点。",
        "SSN IBAN VPN",
        "产品编号浙A12B34已下架",
    ],
)
def test_no_person_is_seen_where_there_is_none(text: str) -> None:
    assert "PERSON" not in {entity for _, entity in found(text, ENGINE)}


def test_a_text_is_judged_alone_whatever_stands_beside_it() -> None:
    many = [f"{text} {n}" for n in range(3) for text in TEXTS] + TEXTS
    together = ENGINE.spans(pl.Series(many))
    assert together == [spans(text, ENGINE) for text in many]


def test_a_sentence_is_judged_alone_however_long_the_text() -> None:
    text = "\n".join(TEXTS * 3)
    alone = [span for n, t in enumerate(TEXTS * 3) for span in spans(t, ENGINE)]
    inside = spans(text, ENGINE)
    assert [(s.entity, s.end - s.start) for s in inside] == [(s.entity, s.end - s.start) for s in alone]


def test_text_without_an_end_is_cut_into_pieces_that_make_it_up() -> None:
    text = "lorem ipsum, " * 400 + "x" * 2000
    pieces = list(sentences(text))
    assert "".join(piece for _, piece in pieces) == text
    assert max(len(piece) for _, piece in pieces) <= LONGEST + 1
    assert all(text[start : start + len(piece)] == piece for start, piece in pieces)


def test_the_full_mode_reads_what_the_gate_leaves_out() -> None:
    text = "i live in south dakota"
    assert ("south dakota", "LOCATION") not in found(text, ENGINE)
    assert ("south dakota", "LOCATION") in found(text, TextEngine([], models="full"))


@pytest.mark.catalogue("B28")
def test_logs_never_carry_a_value(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ENGINE.spans(pl.Series([text + " logged" for text in TEXTS]))
    assert not [r for r in caplog.records if any(name in r.getMessage() for name in ("Margaret", "王小明", "1380013"))]
