"""Serial numbers of days, as spreadsheets count them, to ISO 8601 and back.

Day 1 is 1 January 1900 and day 60 the 29 February 1900 that never was (ECMA-376 part 1, 18.17.4), so that days
from 61 on count from 30 December 1899. Below day 61 the two ways of counting differ: those stay numbers.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

EPOCH = datetime(1899, 12, 30)
SINCE_1904 = 1462
"""Days that a workbook of the 1904 date system is behind."""
_FIRST, _LAST = 61, 2_958_466
_DAY = 86_400_000


@lru_cache(maxsize=1 << 16)
def moment(number: str, code: str, shift: int = 0) -> str | None:
    """The ISO text of a number shown in a number format; None if the format cannot show it."""
    days = float(number) + (shift if not _elapsed(code) and (shows_date(code) or float(number) >= 1) else 0)
    milliseconds = round(days * _DAY)
    if _elapsed(code) or (0 < milliseconds < _DAY) or (milliseconds == 0 and not shows_date(code)):
        return _clock(milliseconds) if milliseconds >= 0 else None
    if not _FIRST <= days < _LAST:
        return None
    at = EPOCH + timedelta(milliseconds=milliseconds)
    if milliseconds % _DAY == 0 and not shows_time(code):
        return at.date().isoformat()
    return at.isoformat(timespec="milliseconds" if at.microsecond else "seconds")


def serial(text: str) -> float:
    """The number behind a text of `moment`."""
    if "T" not in text and "-" not in text:
        hours, minutes, seconds = text.split(":")
        return float((int(hours) * 3600 + int(minutes) * 60 + Decimal(seconds)) / 86400)
    return (datetime.fromisoformat(text) - EPOCH) / timedelta(days=1)


def shows_date(code: str) -> bool:
    """Whether a number format shows years or days."""
    return bool(re.search("[ydegb年日]", _bare(code)))


def shows_time(code: str) -> bool:
    """Whether a number format shows hours or seconds."""
    return bool(re.search("[hs]", _bare(code)))


def is_moment(code: str) -> bool:
    """Whether a number format shows a number of days as date or time."""
    return bool(re.search("[ymdhs]", _bare(code)))


def _elapsed(code: str) -> bool:
    return bool(re.search(r"\[(h+|m+|s+)\]", code.lower()))


@lru_cache(maxsize=4096)
def _bare(code: str) -> str:
    """The first section of a format without literals, colours, conditions and locales; hours in [h] stay."""
    code = re.sub(r'"[^"]*"?|\\.|_.|\*.', "", code.lower())
    return re.sub(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]?", "", code).partition(";")[0].replace("general", "")


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{rest:03}" if rest else text
