"""Values that the words beside them claim to be personal, though no pattern of the packs knows them.

A number with a typing error, a digit too many, stars in place of digits, or the form of another country still
leads to its owner, and its own text says what it is: `Aadhaar number: ...`, `PAN card '...'`, `SSN XXX-XX-1234`. It
must hold two digits and no small letter, so that no word is ever taken for one. A secret behind an e-mail address and
a stroke (`mary@example.org / ...`) is the password of that account, digits behind its name (`密码 888888`) are one;
dates of birth may be written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl
import regex

from piiscan.detection.text.scores import CLAIMED
from piiscan.model.span import Span

__all__ = ["ClaimedFinder"]

_LABELS = {
    "NATIONAL_ID": r"aadh?aa?r|national id(?:entity)?|identity card|citizen(?:ship)? id|id card|voter id|nric|cnic"
    r"|curp|cpf|dni|pesel|bsn|personnummer|fødselsnummer|주민등록번호|マイナンバー|個人番号",
    "TAX_ID": r"pan|tax(?:payer)?(?: identification| id| file| ref(?:erence)?)|tin|itin|vat id|steuer-?id(?:nr)?"
    r"|steuernummer|fiscal code|codice fiscale|gstin|税号|纳税人识别号|稅號|統一編號",
    "US_SSN": r"ssn|social security",
    "PASSPORT": r"passport|passeport|reisepass|pasaporte|护照|護照",
    "DRIVER_LICENSE": r"(?:driver['’]?s?['’]?|driving) licen[cs]e|licen[cs]e (?:number|no)|dl|驾驶证|驾照|駕照",
    "BANK_ACCOUNT": r"bank account|account (?:number|no)|accnum|acct?|a/c",
    "CN_MILITARY_ID": r"士兵证|义务兵证|军官证|警官证|文职证|军人证|軍官證|士兵證",
    "CN_SOCIAL_SECURITY_NO": r"社保卡?号码?|社会保障卡?号码?|社保卡",
}
_BETWEEN = (
    r"(?:\s?(?:card|number|no\.?|num|nr\.?|id|#|code|details?|information|is|was|号码|号|號碼|號|编号|為|为|是)(?![a-z])"
    r"|\s?[:=('\"#]){0,5}\s?['\"(]?"
)
_CODE = (
    r"(?=(?:[^\s0-9]|[ ])*[0-9][^\s0-9]*+[ ]?[0-9])"
    r"(?:[0-9]{2,6}(?: [0-9]{1,6}){1,4}|[A-Z0-9*](?:[A-Z0-9*/_•]|[-.](?=[A-Z0-9*])){4,29})(?![\p{L}\p{N}])"
)

_CARDS = r"(?:credit|debit|bank|payment)? ?card|visa|mastercard|amex|信用卡|银行卡|銀行卡|卡号|卡號"
_CARD = r"(?P<value>[0-9*•](?:[ -]?[0-9*•xX]){11,23})(?![\p{L}\p{N}*•])"
"""A card number with a typing error, or with stars in its middle."""

_SHAPED = (
    r"(?<![\p{L}\p{N}.+-])(?P<value>(?:\([2-9][0-9]{2}\)[ ]?|[2-9][0-9]{2}[.-])[0-9]{3}[.-][0-9]{4})(?![\p{L}\p{N}-])"
)
"""The form in which North America writes telephone numbers (NANP), with area codes that are not in use too."""

_MAILBOX = (
    r"(?P<value>(?:(?<!\p{Han})\p{Han}{1,4}|[\p{Latin}\p{Greek}\p{Cyrillic}0-9._%+-]++)"
    r"@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+)"
)
"""An e-mail address whose mailbox is written in any script (RFC 6531)."""

_ACCOUNT = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+ ?/ ?"
_SECRET = r"(?=\S*[A-Za-z])(?=\S*[0-9!@#$%^&*])[^\s,;\"'<>]{5,63}[^\s,;\"'<>.]"

_SAID = r"(?:\s?[:=]|\s(?:is|was))?\s?"
_LETTERLESS = (
    rf"(?i:(?<![\p{{L}}\p{{N}}])(?:(?:password|passwd|pwd){_SAID}(?=[0-9]{{5,12}})"
    rf"|(?:passcode|pin){_SAID}(?=[0-9]{{4}}(?![0-9])))"
    r"|(?:密码|密碼|口令)[是为為:=]?\s?(?=[0-9]{5,12}))(?P<value>[0-9]+)"
    r"(?![\p{L}\p{N}%]|[-./:][0-9]|\s(?:characters|digits|times|years|days|hours|minutes|attempts|users))"
)
"""A password of digits; that of a card has four. A postal code of India is called a PIN, too, and has six."""

_PLATE = (
    "[京津冀晋蒙辽遼吉黑沪滬苏蘇浙皖闽閩赣贛鲁魯豫鄂湘粤粵桂琼瓊渝川贵貴云雲藏陕陝甘青宁寧新][A-Z][·.-]?[0-9A-Z]{5,6}"
)
"""A Chinese number plate as people type it: with I and O for 1 and 0, or a wrong letter for the power."""

_CALL = (
    r"phone|mobile|cell|desk|fax|landline|telephone|tel|whatsapp"
    r"|(?:call|reach|ring|text)(?: me| us| him| her| them)? (?:on|at)|answering at|registered"
)
_AT = r"(?:\s?(?:number|no\.?|is|was)(?![a-z])|\s?[:=#'\"]){0,4}\s?"
_DIALLED = (
    r"(?![12][09][0-9]{2}[-.])(?=(?:[^0-9]{0,3}[0-9]){7,15}(?![0-9]))"
    r"[+(]?[0-9](?:[ ().-]{0,2}[0-9]){6,14}(?![\p{L}\p{N}])"
)
"""A number that somebody can be called at, whatever the plan it belongs to (ITU-T E.164: at most 15 digits)."""

_MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_HAN = "[0-9〇零一二三四五六七八九十]"
_NUMERIC_DATE = "(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?"
_HAN_DATE = rf"(?:{_HAN}{{2,4}}年)?{_HAN}{{1,3}}月(?:{_HAN}{{1,3}}[日号號])?"
_DATE = (
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS},? [0-9]{{4}}|{_MONTHS} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}"
    rf"|{_HAN_DATE}"
)
_BIRTH = r"birth ?date|date of birth|born(?: on)?|d\.?o\.?b\.?|生日|出生日期|出生|生于|生於"


_EDGE = r"(?:^|[^\p{Latin}\p{N}])"
"""What stands before a label, in Polars' syntax."""


class _Claim(NamedTuple):
    """`hint` is what a text with a claim holds, behind `edge`, in Polars' syntax; `found` has a group `value`."""

    entity: str
    hint: str
    found: regex.Pattern[str]
    edge: str


def _claim(entity: str, hint: str, found: str, edge: str = "") -> _Claim:
    return _Claim(entity, hint, regex.compile(found), edge)


_CLAIMS = [
    *(
        _claim(
            entity,
            f"(?i:{words})",
            rf"(?<![\p{{Latin}}\p{{N}}])(?i:(?:{words}){_BETWEEN})(?P<value>{_CODE})",
            _EDGE,
        )
        for entity, words in _LABELS.items()
    ),
    _claim("PHONE_NUMBER", f"(?i:{_CALL})", rf"(?i:\b(?:{_CALL}){_AT})(?P<value>{_DIALLED})"),
    _claim("PHONE_NUMBER", r"[2-9][0-9]{2}(?:\) ?|[.-])[0-9]{3}[.-][0-9]{4}", _SHAPED),
    _claim("CREDIT_CARD", rf"(?i:{_CARDS})", rf"(?i:{_CARDS}){_BETWEEN}{_CARD}"),
    _claim("EMAIL_ADDRESS", r"[^\x00-\x7F][A-Za-z0-9._%+-]*@", _MAILBOX),
    _claim("PASSWORD", r"@[A-Za-z0-9.-]+ ?/", rf"{_ACCOUNT}(?P<value>{_SECRET})"),
    _claim("PASSWORD", "(?i:passwo?r?d|passcode|pwd|pin) ?[:=iw0-9]|密码|密碼|口令", _LETTERLESS),
    _claim("CN_PLATE", _PLATE, rf"(?P<value>{_PLATE})(?![0-9A-Za-z])"),
    _claim(
        "DATE_OF_BIRTH",
        f"(?i:{_BIRTH})",
        rf"(?i:(?:{_BIRTH})(?:\s?[:=(是为為在于於]|\s?is|\s){{0,3}}(?P<value>{_DATE}))",
    ),
    _claim("DATE_OF_BIRTH", "[月日号號]出?生", rf"(?P<value>{_HAN_DATE})(?=出生|生[,。;])"),
    _claim("DATE_OF_BIRTH", "[0-9] ?出生", rf"(?<![0-9])(?P<value>{_NUMERIC_DATE})(?= ?出生)"),
]

_ANY = "|".join(claim.hint for claim in _CLAIMS)
"""What a text with any claim holds: one look, where sixteen would cost as much each."""

_WORTH = r"(?s)[0-9].*[0-9]|@|月"
"""What a text with a claim holds: two digits at least, an account or a month."""


class ClaimedFinder:
    """Finds what labels claim."""

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        worth = (texts.str.contains(_WORTH) & texts.str.contains(_ANY)).arg_true()
        some = texts.gather(worth)
        for entity, hint, found, edge in _CLAIMS:
            hinted = some.str.contains(edge + hint)
            for number, text in zip(worth.filter(hinted), some.filter(hinted), strict=True):
                for match in found.finditer(text):
                    start, end = match.span("value")
                    yield number, Span(start, end, entity, CLAIMED, "text/claimed")
