"""Names that their own sentence introduces: `Name: Mary Jones`, `my name is Mary`, `姓名：王小明`.

Needs no model, and finds names that no model has ever read.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import regex

from piiscan.detection.text.scores import LABELLED
from piiscan.detection.text.words import NOT_NAMES
from piiscan.model.span import Span

__all__ = ["IntroducedFinder"]

_LATIN_INTRO = (
    r"name\s*(?::|is)|name's|calls? me|called me|attn\.?:?|signed(?: by)?:?|regards,|sincerely,|patient:|customer:"
)
_HAN_INTRO = (
    "姓名|名字|我叫|他叫|她叫|名叫|本人|联系人|聯絡人|收件人|收货人|收貨人|寄件人|持卡人|户名|戶名|车主|車主|业主|業主|患者|旅客|乘客"
    "|申请人|申請人|经办人|負責人|负责人|法定代表人|监护人|監護人|被保险人|投保人|受益人"
)

_LATIN_WORD = r"\p{Lu}[\p{L}'’-]+"
_LATIN_REST = r"\p{Lu}\.|\p{Lu}[\p{L}'’-]*|al|bin|da|de|del|den|der|dos|la|ten|van|von"

_latin = regex.compile(rf"(?i:\b(?:{_LATIN_INTRO}))\s{{1,3}}(?P<name>{_LATIN_WORD}(?:[ ](?:{_LATIN_REST})){{0,4}})")
_han = regex.compile(
    rf"(?:{_HAN_INTRO})(?:[:是为為]\s?|\s)(?P<name>\p{{Han}}{{2,4}}|\p{{Han}}{{1,8}}(?:·\p{{Han}}{{1,8}})+)(?![\p{{Han}}·])"
)
_HINT = rf"(?-u:\b)(?i:{_LATIN_INTRO})\s|(?:{_HAN_INTRO})[:是为為\s]"


class IntroducedFinder:
    """Finds introduced names."""

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        for number in texts.str.contains(_HINT).arg_true().to_list():
            text = texts[number]
            for match in [*_latin.finditer(text), *_han.finditer(text)]:
                if match["name"].split()[0].lower() not in NOT_NAMES:
                    start, end = match.span("name")
                    yield number, Span(start, end, "PERSON", LABELLED, "text/introduced")
