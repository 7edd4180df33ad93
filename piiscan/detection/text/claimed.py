"""Values that their label claims to be an identifier, though no pattern of the packs knows them.

A number with a typing error, a digit too many, stars in place of digits, or the form of another country still
leads to its owner, and its own text says what it is: `Aadhaar number: ...`, `PAN card '...'`, `SSN XXX-XX-1234`.
A value must hold two digits and no small letter, so that no word is ever taken for one. A secret behind an
e-mail address and a stroke (`mary@example.org / ...`) is the password of that account.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    "DRIVER_LICENSE": r"(?:driver['’]?s?['’]?|driving) licen[cs]e|dl|驾驶证|驾照|駕照",
    "BANK_ACCOUNT": r"bank account|account (?:number|no)|accnum|acct?|a/c",
    "CN_MILITARY_ID": r"士兵证|义务兵证|军官证|警官证|文职证|军人证|軍官證|士兵證",
    "CN_SOCIAL_SECURITY_NO": r"社保卡?号码?|社会保障卡?号码?|社保卡",
}
_BETWEEN = (
    r"(?:\s?(?:card|number|no\.?|num|nr\.?|id|#|code|details?|information|is|was|号码|号|號碼|號|编号|為|为|是)(?![a-z])"
    r"|\s?[:=('\"#]){0,5}\s?['\"(]?"
)
_CODE = r"(?:[0-9]{2,6}(?: [0-9]{2,6}){1,4}|[A-Z0-9*](?:[A-Z0-9*/_•]|[-.](?=[A-Z0-9*])){4,29})(?![\p{L}\p{N}])"
_holds_number = regex.compile(r"(?:.*?[0-9]){2}", regex.DOTALL)

_compiled = {
    entity: regex.compile(rf"(?<![\p{{Latin}}\p{{N}}])(?i:(?:{labels}){_BETWEEN})(?P<value>{_CODE})")
    for entity, labels in _LABELS.items()
}
_HINT = rf"(?i:{'|'.join(_LABELS.values())})"

_pair = regex.compile(
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+ ?/ ?"
    r"(?P<value>(?=\S*[A-Za-z])(?=\S*[0-9!@#$%^&*])[^\s,;\"'<>]{5,63}[^\s,;\"'<>.])"
)
_PAIR_HINT = r"@[A-Za-z0-9.-]+ ?/"


class ClaimedFinder:
    """Finds what labels claim."""

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        for number in texts.str.contains(_HINT).arg_true().to_list():
            for entity, claim in _compiled.items():
                for match in claim.finditer(texts[number]):
                    if _holds_number.match(match["value"]):
                        yield number, Span(*match.span("value"), entity, CLAIMED, "text/claimed")
        for number in texts.str.contains(_PAIR_HINT).arg_true().to_list():
            for match in _pair.finditer(texts[number]):
                yield number, Span(*match.span("value"), "PASSWORD", CLAIMED, "text/claimed")
