"""The cells of a sheet that are no texts: numbers, dates, truth values, errors, and which of all come from formulas."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Sequence

from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.forms import BOOLEAN, ERROR, TEXT
from piiscan.sources.formats.workbook.shown import Shown, number
from piiscan.sources.formats.workbook.xls.formulas import Unreadable, told
from piiscan.sources.formats.workbook.xls.records import BEGIN, END, records

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
"""[MS-XLS] 2.5.10"""
_COMPUTED = b"\xff\xff"
"""The end of a formula's value that is no number ([MS-XLS] 2.5.133)."""


class Values:
    """Row -> column -> text and form. `aside` is what else was learnt, `odd` that a formula could not be read."""

    def __init__(self, shown: Sequence[Shown], days: int) -> None:
        self.rows: defaultdict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
        self.aside = Aside()
        self.odd = False
        self._shown, self._days = shown, days
        self._readers = {
            0x203: self._number,
            0x27E: self._rk,
            0xBD: self._rks,
            0x205: self._boolean,
            0x06: self._formula,
            0x4BC: self._shared,
            0x221: self._array,
        }

    def read(self, stream: bytes, at: int) -> None:
        """The records of one sheet, from where it begins. Raises ValueError, struct.error, LookupError."""
        depth = 0
        for kind, body in records(stream, at):
            depth += (kind == BEGIN) - (kind == END)
            if depth == 0:
                return
            if depth == 1 and kind in self._readers:
                self._readers[kind](body)
        raise ValueError("a sheet without an end")

    def _number(self, body: bytes) -> None:
        row, column, style, stored = struct.unpack_from("<HHHd", body)
        self._add(row, column, style, stored)

    def _rk(self, body: bytes) -> None:
        row, column, style, stored = struct.unpack_from("<HHHI", body)
        self._add(row, column, style, _unpacked(stored))

    def _rks(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        for column, (style, stored) in enumerate(struct.iter_unpack("<HI", body[4:-2]), first):
            self._add(row, column, style, _unpacked(stored))

    def _boolean(self, body: bytes) -> None:
        row, column, _, stored, is_error = struct.unpack_from("<HHHBB", body)
        self.rows[row][column] = _marked(stored, bool(is_error))

    def _formula(self, body: bytes) -> None:
        row, column, style, stored = struct.unpack_from("<HHH8s", body)
        if not stored.endswith(_COMPUTED):
            self._add(row, column, style, struct.unpack("<d", stored)[0])
        elif stored[0] in (1, 2):
            self.rows[row][column] = _marked(stored[2], stored[0] == 2)
        elif stored[0] == 3:
            self.rows[row][column] = "", TEXT
        self.aside.compute(row, [column])
        self._note(body[20:])

    def _shared(self, body: bytes) -> None:
        self._note(body[8:])

    def _array(self, body: bytes) -> None:
        self._note(body[12:])

    def _add(self, row: int, column: int, style: int, stored: float) -> None:
        shown = self._shown[style] if style < len(self._shown) else None
        self.rows[row][column] = number(repr(stored), shown, self._days, column, self.aside)

    def _note(self, parsed: bytes) -> None:
        try:
            self.aside.note(told(parsed))
        except Unreadable:
            self.odd = True


def _marked(stored: int, is_error: bool) -> tuple[str, int]:
    return (_ERRORS[stored], ERROR) if is_error else ("true" if stored else "false", BOOLEAN)


def _unpacked(rk: int) -> float:
    """The upper 30 bits of a float, or a whole number; one bit says whether it is a hundredfold ([MS-XLS] 2.5.217)."""
    signed = struct.unpack("<i", struct.pack("<I", rk))[0] >> 2
    stored = float(signed) if rk & 2 else struct.unpack("<d", struct.pack("<Q", (rk & ~3) << 32))[0]
    return float(stored / 100 if rk & 1 else stored)
