"""Names that their own sentence introduces: `Name: Mary Jones`, `Officer Barnes`, `SMITH, John`, `收件人于海波`.

Needs no model, and finds names that no model has ever read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import polars as pl
import regex

from piiscan.detection import packs
from piiscan.detection.text.chinese_names import surnames
from piiscan.detection.text.firms import is_firm
from piiscan.detection.text.kinds import words_of
from piiscan.detection.text.scores import LABELLED
from piiscan.detection.text.words import ALSO_WORDS, NOT_NAMES
from piiscan.model.span import Span

__all__ = ["IntroducedFinder"]

_ROLES = (
    "name|patient|customer|client|guest|passenger|cardholder|account holder|policy ?holder|holder|payee|payer|tenant"
    "|employee|applicant|claimant|beneficiary|insured|recipient|sender|consignee|contact(?: person)?|attention"
    "|signed(?: by)?|assigned to|reported by|requested by|prepared by|approved by|reviewed by|directed by|written by"
)
_INTRO = rf"(?:{_ROLES}):|(?:last |first |full |maiden )?name(?: is|'s|\?)|calls? me|called me|attn\.?:?|signed(?: by)?"
_PARTING = (
    "(?:(?:kind|best|warm|many|with)(?:est)? )?(?:regards|wishes|thanks)|sincerely(?: yours)?"
    "|yours(?: sincerely| truly| faithfully)?|best|cheers|thanks(?: again)?|thank you|respectfully|love"
)
_TITLES = (
    "Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Sgt|Sergeant|Lt|Lieutenant|Capt|Captain|Cpl|Rev|Reverend|Sir|Dame|Lady|Lord"
    "|Officer|Detective|Constable|Inspector|Nurse|Herr|Frau|Monsieur|Madame|Mme|Señora?|Signora?|Sra?|Uncle|Aunt"
)
_WORD = r"\p{Lu}[\p{L}'’-]+"
_REST = r"\p{Lu}\.?(?![\p{L}])|\p{Lu}[\p{L}'’-]*|al|bin|da|de|del|den|der|dos|la|ten|van|von"
_NAME = rf"{_WORD}(?:[ ](?:{_REST})){{0,3}}"

_latin = [
    regex.compile(rf"(?i:\b(?:{_INTRO}))\s{{1,8}}(?P<name>\p{{Lu}}{{2,}},[ ]{_WORD}|{_NAME})"),
    regex.compile(rf"(?im:^[ >]*(?:{_PARTING}))(?:,\s{{1,4}}|[ ]*\n\s{{0,4}})(?P<name>{_NAME})[ ]*(?:$|[\n,.])"),
    regex.compile(rf"\b(?:{_TITLES})\b\.?[ ](?P<name>{_NAME})"),
    regex.compile(rf"\bI(?:['’]m| am)[ ](?P<name>{_WORD}(?:[ ]{_WORD})?)(?=[,.!\n]|$|[ ](?:and|from|calling|with)\b)"),
    regex.compile(rf"(?:^|[.!?\n])\s*[-~]{{1,2}}[ ]?(?P<name>{_WORD}(?:[ ]{_WORD})?)\s*$"),
    regex.compile(rf"(?m:^|\n)(?i:from|to|cc|bcc|by):[ ]+(?P<name>{_WORD}(?:[ ](?:{_REST})){{1,3}})"),
]
_LATIN_HINT = (
    rf"(?-u:\b)(?i:{_INTRO})\s|(?im:^[ >]*(?:{_PARTING})(?:,|[ ]*\n))|(?-u:\b)(?:{_TITLES})\.?[ ]\p{{Lu}}"
    rf"|(?im:^(?:from|to|cc|bcc|by):[ ])|(?-u:\b)I(?:['’]m| am) \p{{Lu}}|[-~] ?{_WORD}(?:[ ]{_WORD})?\s*$"
    r"|\p{Lu}, \p{Lu}|(?s:: .*\n.*: )"
)

_filed = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<surname>\p{{Lu}}[\p{{Lu}}'’-]+),[ ](?P<given>{_WORD})(?:[ ]\p{{Lu}}\b\.?)?"
)

_HAN_ROLES = (
    "姓名|名字|我叫|他叫|她叫|名叫|本人|联系人|聯絡人|收件人|收货人|收貨人|寄件人|持卡人|户名|戶名|车主|車主|业主|業主|患者|病患|旅客|乘客"
    "|申请人|申請人|经办人|負責人|负责人|法定代表人|监护人|監護人|被保险人|投保人|受益人|客户|客戶|顾客|用户|用戶|会员|會員|家长|学生|員工|员工"
    "|报警人|报案人|投诉人|举报人|当事人|受害人|委托人|代理人|担保人|推荐人|原告|被告|证人|嫌疑人|买家|卖家|房东|租客|司机|同事|联系|聯繫"
)
_HAN_NAME = r"\p{Han}{2,4}|\p{Han}{1,8}(?:·\p{Han}{1,8})+"
_han = regex.compile(rf"(?:{_HAN_ROLES})(?:[:是为為]\s?|\s)(?P<name>{_HAN_NAME})(?![\p{{Han}}·])")
_HAN_HINT = rf"(?:{_HAN_ROLES})(?:[:是为為\s]|\p{{Han}}{{2,3}})"
_THEN = (
    r"(?=[^\p{Han}]|$|[的在于於说說称稱和与與向]|先生|女士|小姐|同学|老师|经理|护照|護照|电话|電話|手机|手機|来电|來電|身份|证件"
    r"|发邮件|邮箱|地址|住址|车牌|账号|卡号|银行|微信|打电话|反映|投诉|申请|预约|咨询|到店|签收)"
)


_NO_PERSONS = NOT_NAMES | words_of("nationalities")
_speaker = regex.compile(
    rf"(?m)^[ >]*(?:[\[(]?[0-9][0-9:. ]{{2,10}}[\])]?[ ]+)?(?P<name>{_WORD}(?:[ ]{_WORD})?)[ ]?:[ ](?=\S)"
)


class IntroducedFinder:
    """Finds introduced names."""

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        for number in texts.str.contains(_LATIN_HINT).arg_true().to_list():
            text = texts[number]
            for start, end in (*_introduced(text), *_speakers(text), *_in_files(text)):
                yield number, Span(start, end, "PERSON", LABELLED, "text/introduced")
        for number in texts.str.contains(_HAN_HINT).arg_true().to_list():
            text = texts[number]
            for match in [*_han.finditer(text), *_surnamed().finditer(text)]:
                if match["name"][:2] not in _no_names() and match["name"] not in _no_names():
                    start, end = match.span("name")
                    yield number, Span(start, end, "PERSON", LABELLED, "text/introduced")


def _introduced(text: str) -> Iterator[tuple[int, int]]:
    for intro in _latin:
        for match in intro.finditer(text):
            words = match["name"].lower().split()
            if words[0].strip(",") not in _NO_PERSONS and not is_firm(match["name"]):
                kept = next((n for n, word in enumerate(words) if n and word in NOT_NAMES), len(words))
                start = match.start("name")
                yield start, start + len(" ".join(match["name"].split()[:kept]))


def _speakers(text: str) -> Iterator[tuple[int, int]]:
    """The labels of lines (`Mary: hello`), all of them once one is a known given name or speaks again."""
    labels = list(_speaker.finditer(text))
    names = {match["name"].split()[0].lower() for match in labels}
    known = (names & words_of("first_names")) - ALSO_WORDS
    if len(names) > 1 and (known or len(names) < len(labels)):
        yield from (match.span("name") for match in labels if _may_speak(match["name"]))


def _may_speak(label: str) -> bool:
    return not any(word in _NO_PERSONS or word in words_of("ordinary_words") for word in label.lower().split())


def _in_files(text: str) -> Iterator[tuple[int, int]]:
    """The surname in capitals before a known given name, as files and tickets have it."""
    for match in _filed.finditer(text):
        given = match["given"].lower()
        if given in words_of("first_names") and given not in ALSO_WORDS and match["surname"].lower() not in NOT_NAMES:
            yield match.span()


@cache
def _surnamed() -> regex.Pattern[str]:
    """A surname and one or two characters directly behind a role, where the clause goes on in a known way."""
    names = "|".join(sorted(surnames(), key=len, reverse=True))
    return regex.compile(rf"(?:{_HAN_ROLES})(?P<name>(?:{names})\p{{Han}}{{1,2}}?){_THEN}")


@cache
def _no_names() -> frozenset[str]:
    return frozenset(" ".join(packs.lexicon("cn/", "not_names")).split())
