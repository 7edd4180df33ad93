"""A block of rows, taken apart into columns of tokens and put together again; what stands between them stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from piiscan.sources.formats.sqldump.dialect import Dialect
from piiscan.sources.formats.sqldump.literals import Literals, copied, to_copy
from piiscan.sources.formats.sqldump.reader import Into, Rows

Tokens = list[str]


class Malformed(Exception):
    """A row has not as many values as its table has columns, or is no row at all."""


class Block(Protocol):
    """`columns` are the tokens, column by column, of `rows` rows."""

    rows: int
    columns: list[Tokens]

    @property
    def value(self) -> Callable[[str], str | None]:
        """What a token stands for."""
        ...

    @property
    def token(self) -> Callable[[str | None, str], str]:
        """A value, in the place of the token that stood there."""
        ...

    def written(self, columns: Sequence[Tokens | None], into: str) -> str:
        """The block with other tokens, without the columns that are None; `into` replaces its head."""
        ...


def block_of(rows: Rows, width: int | None, dialect: Dialect) -> Block:
    """The block of `width` columns, or of as many as its first row has. Raises Malformed, UnicodeDecodeError."""
    text = rows.raw.decode()
    return CopyBlock(text, width) if rows.into.copy else InsertBlock(text, width, rows.into, dialect)


class CopyBlock:
    """Lines of COPY in its text format."""

    def __init__(self, text: str, width: int | None) -> None:
        self._end = "\r\n" if text.endswith("\r\n") else "\n"
        lines = text.removesuffix(self._end).split(self._end)
        width = width or lines[0].count("\t") + 1
        if any(line.count("\t") != width - 1 for line in lines):
            raise Malformed
        cells = text.removesuffix(self._end).replace(self._end, "\t").split("\t")
        self.rows = len(lines)
        self.columns = [cells[k::width] for k in range(width)]

    @property
    def value(self) -> Callable[[str], str | None]:
        return copied

    @property
    def token(self) -> Callable[[str | None, str], str]:
        return to_copy

    def written(self, columns: Sequence[Tokens | None], into: str) -> str:
        kept = [column for column in columns if column is not None]
        return "".join("\t".join(cells) + self._end for cells in zip(*kept, strict=True))


class InsertBlock:
    """Rows of VALUES; `pieces` are what stands before a token, and the token, in turn, and the closing."""

    def __init__(self, text: str, width: int | None, into: Into, dialect: Dialect) -> None:
        self._literals = Literals(dialect)
        self._head = into.raw.decode().rstrip()
        body = text.rstrip().removesuffix(self._head)
        parts = _tokens(dialect, self._head).split(body)
        if any(parts[0:-1:3]):
            raise Malformed
        self._gaps, tokens, self._tail = parts[1::3], parts[2::3], parts[-1] + text[len(body) :]
        self._width = width or next((i for i, gap in enumerate(self._gaps[1:], 1) if ")" in gap), len(tokens))
        self.rows, over = divmod(len(tokens), self._width)
        if over or not self.rows or not self._regular():
            raise Malformed
        self.columns = [tokens[k :: self._width] for k in range(self._width)]

    @property
    def value(self) -> Callable[[str], str | None]:
        return self._literals.value

    @property
    def token(self) -> Callable[[str | None, str], str]:
        return self._literals.token

    def written(self, columns: Sequence[Tokens | None], into: str) -> str:
        pieces = [""] * (2 * len(self._gaps))
        first = next(k for k, column in enumerate(columns) if column is not None)
        for k, column in enumerate(columns):
            if column is not None:
                gaps = self._gaps[(0 if k == first else k) :: self._width]
                pieces[2 * k :: 2 * self._width] = gaps if k != first else [self._renamed(gap, into) for gap in gaps]
                pieces[2 * k + 1 :: 2 * self._width] = column
        return "".join(pieces) + self._renamed(self._tail, into)

    def _regular(self) -> bool:
        """A parenthesis closes and opens between rows, a comma stands between values, and nowhere else."""
        between = {gap for k in range(1, self._width) for gap in set(self._gaps[k :: self._width])}
        rows = set(self._gaps[self._width :: self._width])
        opened = self._gaps[0].strip() == "(" and self._tail.lstrip().startswith(")")
        return opened and all(gap.strip() == "," for gap in between) and all(")" in gap for gap in rows)

    def _renamed(self, gap: str, into: str) -> str:
        return gap.replace(self._head, into) if self._head in gap else gap


@lru_cache(maxsize=512)
def _tokens(dialect: Dialect, head: str) -> re.Pattern[str]:
    """What stands before a token, and the token: a literal, or any expression."""
    gap = rf"\s*+\)\s*+(?:,|;\s*+{re.escape(head)})\s*+\(\s*+|\s*+,\s*+|\s*+\(\s*+"
    inside = rf"[^'\"()]++|{dialect.string}"
    if dialect.prefixed:
        inside = rf"[^'\"()eE]++|{dialect.prefixed}[eE]|{dialect.string}"
    call = rf"\((?:{inside})*+\)"
    for _ in range(2):
        call = rf"\((?:{inside}|{call})*+\)"
    token = rf"(?:{dialect.prefixed}[^'\"(),\s]++|{dialect.string}|{call}|\s++(?![,)]))++"
    return re.compile(rf"(?s)({gap})({token})")
