"""Values as SQL writes them, read and written: strings and their escapes, NULL, numbers, octets in hexadecimal.

What is no literal (a call, a cast of something else) is its own text.
"""

from __future__ import annotations

import re
from functools import cached_property

from piiscan.sources.formats.sqldump.dialect import ESCAPED, Dialect

NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_BARE_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_ESCAPE = re.compile(r"(?s)\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|''|\"\"")
_MYSQL_ESCAPE = re.compile(r"(?s)\\(.)|''|\"\"")
_COPY_ESCAPE = re.compile(r"(?s)\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_MYSQL_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0", "Z": "\x1a", "%": "\\%", "_": "\\_"}
_TO_MYSQL = str.maketrans({"\\": "\\\\", "'": "\\'", '"': '\\"', "\0": "\\0", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z"})
_TO_COPY = str.maketrans({"\\": "\\\\", **{char: f"\\{letter}" for letter, char in _LETTERS.items()}})
_HEX = re.compile(r"(?i)(?:0x|(?:_binary\s*)?x')((?:[0-9a-f]{2})*)'?")
_UNISTR = re.compile(r"\\(?:\\|u?([0-9a-fA-F]{4})|\+([0-9a-fA-F]{6})|U([0-9a-fA-F]{8}))")


class Literals:
    """The values of an INSERT in one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def value(self, token: str) -> str | None:
        """What a token of an INSERT stands for; None is NULL."""
        first = token[:1]
        if first == "'" and token[-1] == "'":
            inner = token[1:-1]
            if "'" not in inner and not ("\\" in inner and self._dialect.escapes):
                return inner
        elif first.isdigit() or first == "-":
            if _BARE_NUMBER.fullmatch(token):
                return token
        elif token.upper() == "NULL":
            return None
        return self._unusual(token)

    def token(self, value: str | None, before: str) -> str:
        """A value as written in the place of the token `before`: numbers stay numbers where they can."""
        if value is None:
            return "NULL"
        if before[:1] != "'" and NUMBER.fullmatch(value) and _BARE_NUMBER.fullmatch(before):
            return value
        if self._dialect.escapes:
            return "'" + value.translate(_TO_MYSQL) + "'"
        return "'" + value.replace("'", "''") + "'"

    def text(self, token: str) -> str | None:
        """What a string literal holds, with or without a prefix; None for what is no string."""
        found = self._string.fullmatch(token)
        if found is None:
            return None
        prefix, quoted = found["prefix"].strip().lower(), found["string"]
        inner = quoted[1:-1]
        if prefix == "e":
            return _ESCAPE.sub(_escaped, inner)
        if self._dialect.escapes:
            return _MYSQL_ESCAPE.sub(_mysql_escaped, inner)
        return inner.replace(2 * quoted[0], quoted[0])

    def _unusual(self, token: str) -> str:
        if octets := _HEX.fullmatch(token):
            return _printable(bytes.fromhex(octets[1])) or token
        if (call := self._line_ends.fullmatch(token)) is not None:
            return self._with_line_ends(call, token)
        if (call := self._unistr.fullmatch(token)) is not None:
            return _UNISTR.sub(_code_point, self.text(call["string"]) or "")
        text = self.text(token)
        return token if text is None else text

    def _with_line_ends(self, call: re.Match[str], token: str) -> str:
        """`replace('a\\nb','\\n',char(10))` is how the shell of SQLite writes a value of two lines."""
        inner = self.value(call["inner"])
        return token if inner is None else inner.replace(call["mark"], chr(int(call["code"])))

    @cached_property
    def _string(self) -> re.Pattern[str]:
        """A string with its prefix (N, E, _utf8mb4, DATE) and its cast (::jsonb)."""
        plain = self._dialect.literal
        either = f"(?<=[eE]){ESCAPED}|{plain}" if self._dialect.name == "postgresql" else plain
        return re.compile(
            rf"(?is)(?P<prefix>(?:N|E|_\w+|DATE|TIME|TIMESTAMP|JSON)?\s*)(?P<string>{either})(?:\s*::[\w\s.\"\[\]()]+)?"
        )

    @cached_property
    def _line_ends(self) -> re.Pattern[str]:
        return re.compile(r"(?is)replace\((?P<inner>.*),\s*'(?P<mark>[^']+)',\s*char\((?P<code>1[03])\)\)")

    @cached_property
    def _unistr(self) -> re.Pattern[str]:
        return re.compile(r"(?is)unistr\((?P<string>'(?:[^']|'')*')\)")


def copied(field: str) -> str | None:
    """What a field of COPY stands for; None is NULL."""
    if "\\" not in field:
        return field
    return None if field == "\\N" else _COPY_ESCAPE.sub(_escaped, field)


def to_copy(value: str | None, before: str) -> str:
    """A value as COPY writes it, whatever stood there before."""
    return "\\N" if value is None else value.translate(_TO_COPY)


def _escaped(escape: re.Match[str]) -> str:
    """An escape of PostgreSQL: octal, hexadecimal, by letter; any other character is itself."""
    if not escape[0].startswith("\\"):
        return escape[0][0]
    groups = escape.groups()
    if groups[-1] is not None:
        return _LETTERS.get(groups[-1], groups[-1])
    octal, *codes = groups[:-1]
    return chr(int(octal, 8)) if octal else chr(int(next(filter(None, codes)), 16))


def _mysql_escaped(escape: re.Match[str]) -> str:
    letter = escape[1]
    return escape[0][0] if letter is None else _MYSQL_LETTERS.get(letter, letter)


def _code_point(escape: re.Match[str]) -> str:
    code = next(filter(None, escape.groups()), None)
    return "\\" if code is None else chr(int(code, 16))


def _printable(octets: bytes) -> str | None:
    """Octets that are text."""
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        return None
    return text if text and all(char.isprintable() or char.isspace() for char in text) else None
