"""A file of a pack: what it declares, field by field; every unknown key is an error, and none repeats a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any

from piiscan.errors import PackError
from piiscan.model.recognizer import Recognizer
from piiscan.model.typed import Misfit, typed
from piiscan.strict_yaml import read

_FIELDS = frozenset(
    "entity zh role tier source sees patterns lexicon check check_chance canonical chance bits header context"
    " in_text examples".split()
)
_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
"""Of a word list or a function, which are looked for in files."""


def recognizers_in(theme: Traversable, pack: str) -> Iterator[Recognizer]:
    """The recognizers of a file. Raises PackError."""
    content = read(theme, PackError, aliases=True)
    if not isinstance(content, dict):
        raise PackError(f"{pack}/{theme.name}: must be a mapping of names to declarations")
    return (recognizer(f"{pack}/{name}", declared) for name, declared in content.items())


def recognizer(identity: str, declared: Any) -> Recognizer:
    """The recognizer that is declared so. Raises PackError."""
    if not isinstance(declared, dict):
        raise PackError(f"{identity}: must be a mapping")
    if unknown := declared.keys() - _FIELDS:
        raise PackError(f"{identity}: unknown key {', '.join(sorted(unknown))}")
    header = declared.get("header", {})
    try:
        made = typed(Recognizer, {**declared, "id": identity, "header": _header(header)})
    except Misfit as broken:
        raise PackError(f"{identity}: {broken}") from None
    for name in (made.lexicon, made.check, made.canonical):
        if name is not None and not _NAME.fullmatch(name):
            raise PackError(f"{identity}: a word list, check or canonical form is called by a plain name")
    return made


def _header(declared: Any) -> dict[str, list[Any]]:
    """The words of all languages together. Raises Misfit."""
    if not isinstance(declared, dict) or not all(isinstance(words, list) for words in declared.values()):
        raise Misfit("header must be a mapping of languages to lists of words")
    words = [word for language, listed in declared.items() if language != "unless" for word in listed]
    unless = declared.get("unless", [])
    if not all(isinstance(word, str) for word in (*words, *unless)):
        raise Misfit("header words must be text: YAML reads no, on, y as truth values unless quoted")
    return {"words": words, "unless": unless}
