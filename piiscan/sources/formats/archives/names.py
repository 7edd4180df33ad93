"""Names and comments in archives: bytes that rarely say in which encoding they are, and not always where they lead."""

from __future__ import annotations

import re
from posixpath import normpath

_LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)", re.DOTALL)
_WRITTEN_IN_CHINESE = re.compile(r"[\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\r\n\t]*")


def text_of(raw: bytes) -> str:
    """UTF-8 where it is, GBK where that gives Chinese, else code page 437: what archivers write in that order."""
    for encoding in ("utf-8", "gbk"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _WRITTEN_IN_CHINESE.fullmatch(text):
            return text
    return raw.decode("cp437")


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
