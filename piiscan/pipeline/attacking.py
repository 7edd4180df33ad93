"""attack: a masked copy, its source and its plan, into what attackers get out of the copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.keys import MasterKey, load
from piiscan.model.attack import Attack, Attacks
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan
from piiscan.model.table import COMMENT, Document, Table
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import Data, in_memory, place_of
from piiscan.pipeline.pairing import laid_out, matched
from piiscan.sources import ReadOptions
from piiscan.sources.stores.urls import StoreUrl
from piiscan.verbs.attack import Residue, attack_table
from piiscan.verbs.mask import Masker

_BLOCK, _OVERLAP = 1 << 20, 1 << 9
"""Octets of a file that are searched at once, and again with those behind them."""


def attack(
    masked: Data,
    source: Data,
    *,
    plan: Plan,
    key: str | MasterKey | None = None,
    options: ReadOptions | None = None,
) -> Attacks:
    """Every attack on every table of the copy, and a search for identifiers through all of its cells, texts and files.

    With `key` the dictionary is tried once more by somebody who holds it. Raises PlanError where the plan does not fit.
    """
    masking = Masking(plan, load(key) if isinstance(key, str) else key)
    found = matched(source, masked, masking, options or ReadOptions())
    attacks, incomplete = list[Attack](), list(found.incomplete)
    residue, tables = Residue(masking.means.recognizers), list[tuple[Masker, Table]]()
    for original, copy in found.pairs:
        if copy is None:
            if original.format != COMMENT:
                incomplete.append(Incomplete(original.source, "has no copy"))
        elif isinstance(original, Table) and isinstance(copy, Table):
            masker = masking.table(original)
            try:
                copy = _as_it_lies(original, copy, masker)
                attacks += attack_table(masker, copy, residue)
                tables.append((masker, copy))
            except SourceUnreadable as unread:
                incomplete.append(Incomplete(unread.source, unread.reason))
    texts = [copy for _, copy in found.pairs if isinstance(copy, Document)]
    incomplete += _search(residue, tables, texts, masked)
    return Attacks((*attacks, *residue.attacks()), tuple(incomplete))


def _as_it_lies(original: Table, copy: Table, masker: Masker) -> Table:
    """A copy that has more than its plan leaves, as one that was never masked, is read as any file."""
    return copy if len(copy.columns) > len(masker.kept) else laid_out(original, copy, masker)


def _search(
    residue: Residue, tables: list[tuple[Masker, Table]], texts: list[Document], masked: Data
) -> Iterator[Incomplete]:
    """All cells, texts and octets of the copy."""
    try:
        for masker, copy in tables:
            for batch in copy.batches():
                residue.search_cells(masker, batch)
        for text in texts:
            for part in text.parts():
                residue.search_text(part.drop_nulls())
    except SourceUnreadable as unread:
        yield Incomplete(unread.source, unread.reason)
    place = None if in_memory(masked) else place_of(masked)
    if isinstance(place, StoreUrl):
        yield Incomplete(
            str(place), "its octets lie in a store, and were not searched: fetch it, and attack what you have"
        )
    for path in _files(place) if isinstance(place, Path) else []:
        for block in _blocks(path):
            residue.search_text(pl.Series([block.decode("latin-1")]))


def _files(root: Path) -> list[Path]:
    return [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file())


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        before = b""
        while block := file.read(_BLOCK):
            yield before + block
            before = block[-_OVERLAP:]
