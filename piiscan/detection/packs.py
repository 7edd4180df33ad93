"""Recognizer packs: YAML in, recognizers out; every unknown key is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import polars as pl
import yaml

from piiscan.errors import PackError
from piiscan.model.recognizer import Examples, HeaderWords, Pattern, Recognizer
from piiscan.model.tier import Role

CheckFunction = Callable[[pl.Series], pl.Series]
CanonicalFunction = Callable[[pl.Expr], pl.Expr]

_ROOT = "piiscan.recognizers"
_FIELDS = frozenset(
    "entity zh role tier source sees patterns lexicon check check_chance canonical chance bits header context"
    " in_text examples".split()
)


@cache
def packs() -> Mapping[str, tuple[Recognizer, ...]]:
    """Every pack that is installed: its name -> its recognizers, in file order."""
    return read(root())


def root() -> Traversable:
    """The folder of the packs that are installed."""
    return files(_ROOT)


def read(folder: Traversable) -> Mapping[str, tuple[Recognizer, ...]]:
    """Every pack in a folder of packs; code beside them is not run. Raises PackError for a broken declaration."""
    folders = sorted((f for f in folder.iterdir() if f.is_dir()), key=lambda f: f.name)
    return {f.name: loaded for f in folders if (loaded := tuple(_pack(f)))}


def recognizers() -> tuple[Recognizer, ...]:
    """All recognizers of all packs."""
    return tuple(r for pack in packs().values() for r in pack)


def by_entity() -> Mapping[str, Recognizer]:
    """The first recognizer of each entity."""
    return {r.entity: r for r in reversed(recognizers())}


@cache
def digest() -> str:
    """SHA-256 over every file of every pack: a finding names the packs that made it."""
    total = sha256()
    for folder in sorted((f for f in files(_ROOT).iterdir() if f.is_dir()), key=lambda f: f.name):
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith((".yaml", ".txt", ".py")):
                total.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"sha256:{total.hexdigest()}"


def check(recognizer: Recognizer) -> CheckFunction | None:
    """The recognizer's check: Series of canonical values -> Series of Boolean, same length."""
    return None if recognizer.check is None else _function(recognizer, "checks", recognizer.check)


def canonical(recognizer: Recognizer | None) -> CanonicalFunction:
    """The recognizer's canonical form (that of plain text for None), as an expression on a String column."""
    name = "text" if recognizer is None else recognizer.canonical
    found: CanonicalFunction = getattr(import_module(f"{_ROOT}.canonical"), name)
    return found


@cache
def lexicon(recognizer_id: str, name: str) -> pl.Series:
    """The words of a list, lower case, one a line in `<pack>/<name>.txt`; `#` starts a comment line."""
    pack = recognizer_id.partition("/")[0]
    lines = files(_ROOT).joinpath(pack, f"{name}.txt").read_text("utf-8").splitlines()
    words = {line.strip().lower() for line in lines if line.strip() and not line.startswith("#")}
    return pl.Series(name, sorted(words), pl.String)


def _pack(folder: Traversable) -> list[Recognizer]:
    themes = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return [
        _recognizer(f"{folder.name}/{name}", declared)
        for theme in themes
        for name, declared in yaml.load(theme.read_text("utf-8"), yaml.CSafeLoader).items()
    ]


def _recognizer(identity: str, declared: dict[str, Any]) -> Recognizer:
    if unknown := declared.keys() - _FIELDS:
        raise PackError(f"{identity}: unknown key {', '.join(sorted(unknown))}")
    header = dict(declared.pop("header", {}))
    unless = tuple(header.pop("unless", ()))
    if not all(isinstance(word, str) for words in (*header.values(), unless) for word in words):
        raise PackError(f"{identity}: header words must be text: YAML reads no, on, y as truth values unless quoted")
    try:
        return Recognizer(
            id=identity,
            role=Role(declared.pop("role")),
            patterns=tuple(Pattern(**pattern) for pattern in declared.pop("patterns", ())),
            header=HeaderWords(tuple(word for words in header.values() for word in words), unless),
            context=tuple(declared.pop("context", ())),
            examples=Examples(**{k: tuple(v) for k, v in declared.pop("examples", {}).items()}),
            **declared,
        )
    except (KeyError, TypeError, ValueError) as broken:
        raise PackError(f"{identity}: {broken}") from None


def _function(recognizer: Recognizer, module: str, name: str) -> CheckFunction:
    pack = recognizer.id.partition("/")[0]
    found: CheckFunction = getattr(import_module(f"{_ROOT}.{pack}.{module}"), name)
    return found
