"""Logs of many kinds: what a line holds of a person goes, the rest stays, and programs can still read it."""

from __future__ import annotations

import json
from functools import cache

import polars as pl
import pytest

import piiscan
from piiscan.detection import packs
from piiscan.detection.text import TextEngine
from piiscan.model.span import Span
from tests.logs import made

N = 120
PROSE = ("prose", "traces", "chinese")
"""Kinds in which only models find the names."""


@cache
def _engine() -> TextEngine:
    return TextEngine(packs.recognizers(), "off")


def _found(lines: list[made.Line]) -> list[list[Span]]:
    return _engine().spans(pl.Series([line.text for line in lines], dtype=pl.String))


def _covered(line: made.Line, spans: list[Span]) -> list[str]:
    """The values of the line that no span leaves a character of."""
    left = {at for start, end in line.personal for at in range(start, end)}
    left -= {at for span in spans for at in range(span.start, span.end)}
    return [line.text[start:end] for start, end in line.personal if left.isdisjoint(range(start, end))]


@pytest.mark.parametrize("kind", made.TEMPLATES)
def test_nine_in_ten_values_of_a_log_are_found_without_models(kind: str) -> None:
    lines = list(made.lines(kind, N, seed=3))
    found = sum(len(_covered(line, spans)) for line, spans in zip(lines, _found(lines), strict=True))
    least = 0.65 if kind in PROSE else 0.9
    assert found >= least * sum(len(line.personal) for line in lines)


@pytest.mark.parametrize("kind", sorted(set(made.TEMPLATES) - {"syslog"}))
def test_what_is_no_persons_stays(kind: str) -> None:
    lines = list(made.lines(kind, N, seed=3))
    strange = [
        line.text[span.start : span.end]
        for line, spans in zip(lines, _found(lines), strict=True)
        for span in spans
        if not any(span.start < end and start < span.end for start, end in line.personal)
    ]
    assert len(strange) <= 0.02 * len(lines), strange[:5]


def test_masked_lines_of_json_are_json_with_the_same_keys() -> None:
    lines = pl.Series([line.text for line in made.lines("json lines", N)])
    for text, masked in zip(lines, piiscan.mask_text(lines, text="off"), strict=True):
        assert json.loads(masked).keys() == json.loads(text).keys()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (r'{"name":"\u5f20\u4f1f","n":1}', '{"name":"<PERSON>","n":1}'),
        ('{"phone": 13800138000}', '{"phone": "<CN_MOBILE>"}'),
        (r'body="{\"phone\":13800138000,\"ok\":true}"', r'body="{\"phone\":\"<CN_MOBILE>\",\"ok\":true}"'),
        ("GET /a?email=zhang%40example.com&page=2", "GET /a?email=<EMAIL_ADDRESS>&page=2"),
        ("GET /a?name=%E5%BC%A0%E4%BC%9F HTTP/1.1", "GET /a?name=<PERSON> HTTP/1.1"),
        ("GET /a?full_name=Maria+Lopez&page=2", "GET /a?full_name=<PERSON>&page=2"),
        ("Authorization: Basic emhhbmc6c2VjcmV0MTIz", "Authorization: Basic <API_KEY>"),
        (
            "Cookie: JSESSIONID=9F8B7C6D5E4F3A2B1C0D9E8F7A6B5C4D; theme=dark",
            "Cookie: JSESSIONID=<COOKIE_ID>; theme=dark",
        ),
        ("客户姓名：张伟 客户号：KH20394857 成功", "客户姓名：<PERSON> 客户号：<PERSON_ID> 成功"),
        ("user=null name=HikariPool-1 key=abc", "user=null name=HikariPool-1 key=abc"),
        ("hostname=web thread=main orderNo=20260301120000123", "hostname=web thread=main orderNo=20260301120000123"),
        (
            "login ok at LoginService.login(LoginService.java:12)",
            "login ok at LoginService.login(LoginService.java:12)",
        ),
        ("Mozilla/5.0 Chrome/120.0.0.0", "Mozilla/5.0 Chrome/120.0.0.0"),
        ("sshd[3]: Failed password for invalid user zhao from 100.64.1.100 port 2", None),
        ("100%E5 and %zz and 50%", "100%E5 and %zz and 50%"),
    ],
)
def test_values_go_and_structure_stays(text: str, masked: str | None) -> None:
    expected = masked or "sshd[3]: Failed password for invalid user <USERNAME> from <IP_ADDRESS> port 2"
    assert piiscan.mask_text(text, text="off") == expected


def test_a_line_is_masked_alike_whatever_stands_around_it() -> None:
    lines = [line.text for kind in made.TEMPLATES for line in made.lines(kind, 20)]
    together = piiscan.mask_text(pl.Series(lines), text="off").to_list()
    assert together == [piiscan.mask_text(line, text="off") for line in lines]
