"""Recognizers and texts that these tests make up."""

from __future__ import annotations

import polars as pl

from piiscan.detection.text import TextEngine
from piiscan.model.recognizer import Pattern, Recognizer
from piiscan.model.span import Span
from piiscan.model.tier import Role

MOBILE = Recognizer(
    id="cn/mobile",
    entity="CN_MOBILE",
    zh="手机号",
    role=Role.DIRECT_IDENTIFIER,
    tier=3,
    source="test",
    patterns=(Pattern("1[3-9][0-9]{9}", "digit", 0.85),),
    context=("手机", "tel"),
)

IDENTITY = Recognizer(
    id="cn/resident_id",
    entity="CN_RESIDENT_ID",
    zh="身份证号",
    role=Role.DIRECT_IDENTIFIER,
    tier=4,
    source="test",
    patterns=(Pattern("[1-9][0-9]{16}[0-9Xx]", "digit", 0.8),),
    check="resident_id",
    check_chance=1 / 11,
    canonical="resident_id",
    context=("身份证",),
)

WEAK = Recognizer(
    id="cn/weak",
    entity="TICKET",
    zh="票号",
    role=Role.QUASI_IDENTIFIER,
    tier=2,
    source="test",
    patterns=(Pattern("[A-Z][0-9]{6}", "word", 0.05),),
    context=("ticket", "票号"),
)

PASSWORD = Recognizer(
    id="secrets/password",
    entity="PASSWORD",
    zh="密码",
    role=Role.SECRET,
    tier=4,
    source="test",
    sees="header",
    context=("password", "密码"),
)

QQ = Recognizer(
    id="cn/qq",
    entity="CN_QQ",
    zh="QQ号",
    role=Role.DIRECT_IDENTIFIER,
    tier=3,
    source="test",
    sees="header",
    patterns=(Pattern("[1-9][0-9]{4,10}", "digit", 0.05),),
    context=("QQ",),
)

PATTERNS = TextEngine([MOBILE, IDENTITY, WEAK, PASSWORD, QQ], models="off")


def spans(text: str, engine: TextEngine = PATTERNS) -> list[Span]:
    """Spans of one text."""
    return engine.spans(pl.Series([text], dtype=pl.String))[0]


def found(text: str, engine: TextEngine = PATTERNS) -> list[tuple[str, str]]:
    """What stands in the spans of one text, and what it was taken for."""
    return [(text[span.start : span.end], span.entity) for span in spans(text, engine)]
