"""fpe: a number of the same form in place of a number, by a keyed permutation that the key undoes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import polars as pl

from piiscan.errors import PlanError
from piiscan.model.text import WHOLE_NUMBERS
from piiscan.transforms.evaluation import apply
from piiscan.transforms.fpe.check_digits import CHECKS
from piiscan.transforms.fpe.columns import by_length, numerals, symbols_of, texts
from piiscan.transforms.fpe.ff1 import FF1, SMALLEST_DOMAIN, Octets, longest
from piiscan.transforms.operator import Context, Promises, Resembling, Reversible, Visible, where_filled
from piiscan.transforms.parameters import refuse
from piiscan.transforms.pseudonym import DIGITS, TOKEN, Pseudonym

__all__ = ["Fpe"]

_DIGITS = "0123456789"
_ALPHABETS = {
    "digits": _DIGITS,
    "upper": _DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lower": _DIGITS + "abcdefghijklmnopqrstuvwxyz",
}
_LONGEST = DIGITS - 1
"""Symbols: nothing longer is a number of people, and a token of `pseudonym` is never taken for one."""

Permuted = Callable[[Octets, Octets], Octets]


@dataclass(frozen=True, slots=True)
class Fpe(Reversible, Resembling):
    """FF1 (NIST SP 800-38G) over the canonical form: as long as that, of the same alphabet, the ends kept as told.

    What is kept is the tweak, so that equal middles under different ends become different ones. `check` names the
    rule of a last check digit: a valid number becomes a valid one. `width` fills numbers up with zeros, which columns
    of whole numbers need. A value that is not of the alphabet gets the token that `pseudonym` would give it; one of
    which too little is left to permute is refused.
    """

    name: ClassVar[str] = "fpe"
    promises: ClassVar[Promises] = Promises(reversible=True, unique=True, format_preserving=True, needs_key=True)

    keep_prefix: int = 0
    keep_suffix: int = 0
    alphabet: Literal["digits", "upper", "lower"] = "digits"
    check: Literal["luhn", "mod11_2"] | None = None
    width: int | None = None

    def __post_init__(self) -> None:
        for parameter, value in (("keep_prefix", self.keep_prefix), ("keep_suffix", self.keep_suffix)):
            if not 0 <= value <= 32:
                refuse(self.name, parameter, "must be from 0 to 32")
        if self.check and (self.keep_suffix or self.alphabet != "digits"):
            refuse(self.name, "check", "goes with digits, and with a suffix that is not kept")
        if self.width is None:
            return
        if self.alphabet != "digits" or self.width > 18:
            refuse(self.name, "width", "goes with digits, 18 of them at most")
        if (left := 10 ** max(0, self.width - self._apart)) < SMALLEST_DOMAIN:
            refuse(self.name, "width", f"leaves {left:,} values to permute, FF1 needs {SMALLEST_DOMAIN:,}")

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        permuted = self._permuting(context, decrypt=False)

        def masked(forms_and_values: Sequence[pl.Series]) -> pl.Series:
            forms, given = forms_and_values
            done = permuted(forms)
            odd = (done.is_null() & (given.str.len_bytes() > 0)).arg_true()
            return done.scatter(odd, apply(Pseudonym(), given.gather(odd), context)) if len(odd) else done

        both = [context.canonical(values), values]
        return where_filled(values, pl.map_batches(both, masked, pl.String, is_elementwise=True))

    def original(self, masked: pl.Expr, context: Context) -> pl.Expr:
        permuted = self._permuting(context, decrypt=True)
        return pl.map_batches([masked], lambda columns: permuted(columns[0]), pl.String, is_elementwise=True)

    def looks_like(self) -> str | None:
        return f"^(?:{self._form}|{TOKEN})$"

    def unfit(self, type_name: str) -> str | None:
        """Without a width numbers of different lengths could lose their zeros and become one."""
        if self.width is None and type_name.startswith(WHOLE_NUMBERS):
            return "a column of whole numbers needs width, the digits of its largest one"
        return None

    def visible(self) -> Visible:
        return Visible(prefix=self.keep_prefix, suffix=self.keep_suffix)

    def fitting(self, values: pl.Series) -> pl.Series:
        """Values (String) of the form, filled up to the width; all others are null."""
        filled = values if self.width is None else values.str.zfill(self.width)
        most = self.width or min(longest(len(self._symbols)), _LONGEST)
        fits = filled.str.contains(f"^{self._form}$") & (filled.str.len_bytes() <= most)
        fits &= values.str.len_bytes() > 0
        return filled.zip_with(fits.fill_null(value=False), filled.clear(len(filled)))

    def room(self, fitting: pl.Series) -> pl.Series:
        """As many as there are texts of the symbols that are permuted."""
        permuted = (fitting.str.len_bytes().cast(pl.Int64) - self._apart).clip(lower_bound=0)
        return float(len(self._symbols)) ** permuted.cast(pl.Float64)

    @property
    def _symbols(self) -> str:
        return _ALPHABETS[self.alphabet]

    @property
    def _apart(self) -> int:
        """Characters that are not permuted."""
        return self.keep_prefix + self.keep_suffix + (self.check is not None)

    @property
    def _form(self) -> str:
        last = f"[{CHECKS[self.check].symbols}]" if self.check else ""
        return f"[{self._symbols}]+{last}"

    def _permuting(self, context: Context, *, decrypt: bool) -> Callable[[pl.Series], pl.Series]:
        """What permutes a column; null for values that are not of the form."""
        ff1 = FF1(bytes.fromhex(context.subkey(self.name)), len(self._symbols))

        def column(values: pl.Series) -> pl.Series:
            fitting = self.fitting(values)
            done = fitting.clear(len(fitting))
            for rows, octets in by_length(fitting):
                done = done.scatter(rows, texts(self._permuted(octets, ff1.decrypt if decrypt else ff1.encrypt)))
            return done

        return column

    def _permuted(self, octets: Octets, permuted: Permuted) -> Octets:
        """Texts of one length, with all but their ends and check digits permuted."""
        start, stop = self.keep_prefix, octets.shape[1] - self._apart + self.keep_prefix
        symbols = self._symbols
        kept = np.delete(octets, slice(start, octets.shape[1] - self.keep_suffix), axis=1)
        try:
            middle = permuted(numerals(octets[:, start:stop], symbols), kept)
        except ValueError as unfit:
            raise PlanError(f"values of {octets.shape[1]} symbols: {unfit}: use pseudonym") from None
        done = octets.copy()
        done[:, start:stop] = symbols_of(middle, symbols)
        if self.check:
            check = CHECKS[self.check]
            given = numerals(octets[:, stop:], check.symbols)[:, 0]
            before, after = (numerals(text[:, :stop], symbols) for text in (octets, done))
            done[:, stop] = symbols_of(check.moved(before, given, after), check.symbols)
        return done
