"""What a column of values is like, in bytes: enough to say which patterns cannot match in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
import polars as pl

from piiscan.detection.search.forms import Form
from piiscan.detection.search.needs import ANY, BEYOND_ASCII, Needs

_LONG = 64
"""Bytes of an average value from which nearly every byte occurs somewhere in the column: not worth a look."""

_FEW = 1 << 12
"""Bytes of all values up to which a look costs next to nothing beside the patterns that it may spare."""

_HEAD = 1 << 12
"""Bytes whose kinds are listed; of the rest only kinds that are missing here."""

_MARKS = reduce(or_, (1 << octet for octet in b"$*@^`~"))
"""Punctuation that hardly any text has, logs neither."""

_TELLING = reduce(or_, (1 << octet for octet in b'!"#$%&()*+/:;<=>?@[\\]^_`{|}~'))
"""Punctuation that sentences do without."""

_DIGITS = reduce(or_, (1 << octet for octet in b"0123456789"))
_GRAPHIC = reduce(or_, (1 << octet for octet in range(0x21, 0x7F)))
_WORD = 16
"""ASCII characters without a blank that hardly any word of a sentence has."""

_MARKED, _WORDY, _DIGIT = r"[$*@^`~]", rf"[!-~]{{{_WORD}}}", "[0-9]"
_PUNCTUATED = r"[!\"#$%&()*+]", r"[/:;<=>?@]", r"[\[\\\]^_`{|}~]"
"""Classes of ten characters at most: those are looked for sixteen bytes at a time (measured: ten times as fast)."""

Rare = Callable[[pl.DataFrame, int], pl.DataFrame]
"""The rows of a frame whose `value` holds what matches of one rarity need."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Byte lengths of the shortest and the longest value, and which bytes occur: at the start, and anywhere."""

    shortest: int
    longest: int
    first: int = ANY
    present: int = ANY

    def tell(self, rare: int) -> bool:
        """Whether these facts have already shut the gate where nothing of this rarity occurs."""
        return self.present != ANY and rare != _WORDS

    def allow(self, form: Form) -> bool:
        """Whether some value may match."""
        needs = form.needs
        if needs.least > self.longest or form.most < self.shortest or (form.whole and not needs.first & self.first):
            return False
        return all(wanted & self.present for wanted in needs.sets)


def facts(values: pl.Series) -> Facts:
    """Facts about values that are neither null nor empty; there is at least one."""
    lengths = values.str.len_bytes().to_numpy()
    shortest, longest = int(lengths.min()), int(lengths.max())
    if lengths.mean() > _LONG and lengths.sum() > _FEW:
        return Facts(shortest, longest)
    octets = values.str.join("").cast(pl.Binary).item()
    starts = np.frombuffer(octets, np.uint8)[np.cumsum(lengths, dtype=np.int64) - lengths]
    return Facts(shortest, longest, _mask(starts.tobytes()), _mask(octets))


_WORDS, COMMON = 3, 5
"""The rarities that single bytes do not tell, and of what nearly every text holds."""


def rarity(needs: Needs) -> int:
    """0: a match needs a mark; 1: telling punctuation; 2: a character beyond ASCII; 3: a long word; 4: a digit; COMMON:
    nothing rare."""
    for rare, some in enumerate((_MARKS, _TELLING, BEYOND_ASCII)):
        if any(wanted & ~some == 0 for wanted in needs.sets):
            return rare
    if needs.least >= _WORD and needs.alphabet & ~_GRAPHIC == 0:
        return _WORDS
    return 4 if any(wanted & ~_DIGITS == 0 for wanted in needs.sets) else COMMON


def holding(values: pl.Series, rare: int) -> pl.Series:
    """Boolean per value: it holds what a match of this rarity needs."""
    match rare:
        case 0:
            return values.str.contains(_MARKED)
        case 1:
            return reduce(or_, (values.str.contains(some) for some in _PUNCTUATED))
        case 2:
            return values.str.len_bytes() != values.str.len_chars()
        case 3:
            return values.str.contains(_WORDY)
        case 4:
            return values.str.contains(_DIGIT)
    return values.is_not_null()


def rows_holding(values: pl.DataFrame, rare: int) -> pl.DataFrame:
    """The rows whose `value` holds it."""
    return values if values.is_empty() else kept(values, holding(values["value"], rare))


class Numbered:
    """Rows numbered by `at`: what each of them holds is looked for once, whichever of them are asked about."""

    def __init__(self, values: pl.DataFrame) -> None:
        self._values = values["value"]
        self._held: dict[int, pl.Series] = {}

    def rows_holding(self, values: pl.DataFrame, rare: int) -> pl.DataFrame:
        """As the function of that name, for rows of the frame."""
        if rare not in self._held:
            self._held[rare] = holding(self._values, rare)
        held = self._held[rare]
        return kept(values, held if len(values) == len(held) else held.gather(values["at"]))


def kept(values: pl.DataFrame, held: pl.Series) -> pl.DataFrame:
    """The rows that are held: the frame itself where all are."""
    return values if held.all() else values.filter(held)


def _mask(octets: bytes) -> int:
    seen = set(octets[:_HEAD])
    rest = octets[_HEAD:].translate(None, bytes(seen))
    return reduce(or_, (1 << octet for octet in seen | set(rest)), 0)
