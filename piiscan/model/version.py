"""Documents say what they are: `piiscan/findings/1` is version 1 of findings. A later version is never guessed at."""

from __future__ import annotations

import re

__all__ = ["later"]


def later(said: object, *known: str) -> str | None:
    """What to tell whoever gave a document of a later version than one of those that are read here; else None.

    The message holds nothing of the document but the number of its version.
    """
    for one in known:
        kind, _, version = one.rpartition("/")
        found = re.fullmatch(rf"{re.escape(kind)}/([1-9][0-9]{{0,5}})", said, re.ASCII) if type(said) is str else None
        if found and int(found[1]) > int(version):
            newer = f"{kind}/{found[1]}"
            return f"it is {newer}, of a later piiscan, and this one reads {one}: update piiscan, or make it anew"
    return None
