"""Names and comments in archives: bytes that rarely say in which encoding they are, and not always where they lead."""

from __future__ import annotations

import re
from posixpath import normpath

_LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)", re.DOTALL)


def text_of(raw: bytes) -> str:
    """UTF-8 where it is, GBK where that gives Chinese, else code page 437: what archivers write in that order."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        chinese = raw.decode("gbk", "ignore")
    return chinese if chinese.encode("gbk") == raw and _is_chinese(chinese) else raw.decode("cp437")


def _is_chinese(text: str) -> bool:
    """Most of what is not ASCII are characters in daily use: those that GB 2312 has."""
    foreign = [character for character in text if character > "\x7f"]
    return len("".join(foreign).encode("gb2312", "ignore")) > len(foreign)  # two bytes each


def misleading(name: str) -> str | None:
    """Why a member may not be called so, or None."""
    if not name:
        return "has no name"
    if "\0" in name:
        return "its name holds a NUL byte"
    if _LEADS_OUT.match(name):
        return "its name leads out of the archive: an absolute path, or one with .."
    return None


def tidy(name: str) -> str:
    """`./a//b` as `a/b`."""
    return normpath(name)
