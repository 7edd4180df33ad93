"""Recognizer packs: folders of YAML in, recognizers out, with their checks, canonical forms and word lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

import polars as pl

from piiscan.detection.declarations import recognizers_in
from piiscan.model.recognizer import Recognizer

CheckFunction = Callable[[pl.Series], pl.Series]
CanonicalFunction = Callable[[pl.Expr], pl.Expr]

_ROOT = "piiscan.recognizers"


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
    return [recognizer for theme in themes for recognizer in recognizers_in(theme, folder.name)]


def _function(recognizer: Recognizer, module: str, name: str) -> CheckFunction:
    pack = recognizer.id.partition("/")[0]
    found: CheckFunction = getattr(import_module(f"{_ROOT}.{pack}.{module}"), name)
    return found
