"""Rows of nobody, put among the rows of a verified copy: what turns up with one of them came from this delivery.

A canary is a row of the source masked with a key of its own, so that its tokens are formed as all others are and stand
for nobody. What it keeps is what that row kept: no crowd gets smaller, and no value comes in that was not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import numpy as np
import polars as pl

from piiscan.errors import ReleaseRefused
from piiscan.keys import MasterKey
from piiscan.model.table import Table, innermost
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.pairing import laid_out, matched
from piiscan.pipeline.recording import steps
from piiscan.pipeline.releasing.verified import Verified
from piiscan.sources import write_table
from piiscan.sources.copies import is_loose
from piiscan.verbs.mask import Masker

__all__ = ["Canaries", "planted"]

Canaries = Mapping[str, pl.DataFrame]
"""By key of the table, masked."""

_DOMAIN, _FEW = "canaries", 10


def planted(copy: Verified, number: int) -> Canaries:
    """Put `number` canaries into each table of the copy, in places that the scan key draws.

    Raises ReleaseRefused where they could not pass for rows, or could not be told.
    """
    if any(step.unmask for step in steps(copy.plan)):
        raise _refused("a copy that may be unmasked has none: their tokens lead back to nothing")
    masking, drawing = Masking(copy.plan, copy.key), Masking(copy.plan, _derived(copy, "tokens"))
    found = matched(copy.source, copy.place, masking, copy.options)
    canaries = dict[str, pl.DataFrame]()
    for original, other in found.pairs:
        if not isinstance(original, Table) or not isinstance(other, Table):
            raise _refused(f"{original.key} is no table")
        masker = masking.table(original)
        copied = laid_out(original, other, masker)
        _refuse_unfit(masker, copied)
        rows = sum(map(len, copied.batches()))
        random = Random(_subkey(copy, f"places {original.key}"))
        chosen = _drawn(masker, sorted(random.sample(range(rows), min(number, rows))))
        canaries[original.key] = drawing.table(original).batch(chosen)
        place = copy.place / other.key if copy.place.is_dir() else copy.place
        _rewrite(copied, canaries[original.key], sorted(random.sample(range(rows), len(chosen))), place)
    return canaries


def _refuse_unfit(masker: Masker, copied: Table) -> None:
    """Raise ReleaseRefused where a canary would show, or nothing of it could be told."""
    keyed = {name for name in masker.kept if masker.operators[name].promises.needs_key}
    if not any(masker.operators[name].promises.unique for name in keyed):
        raise _refused(f"{copied.key} has no column of tokens that are one person's alone")
    if not is_loose(innermost(copied)):
        raise _refused(f"the copy of {copied.key} is written record by record beside its source")
    first = next(copied.batches(), pl.DataFrame())
    for column in first.select(name for name in first.columns if name not in keyed):
        if column.drop_nulls().n_unique() * 2 > max(len(column), _FEW):
            raise _refused(f"column {column.name} of {copied.key} tells rows by what is kept: it would say that twice")


def _drawn(masker: Masker, places: list[int]) -> pl.DataFrame:
    """The rows of the source that became those of the copy at these places."""
    found, start = list[pl.DataFrame](), 0
    for batch in masker.source():
        here = [place - start for place in places if start <= place < start + len(batch)]
        found.append(batch[here])
        start += len(batch)
    return pl.concat(found)


def _rewrite(copied: Table, canaries: pl.DataFrame, before: list[int], place: Path) -> None:
    """The file once more, with a canary before each of these rows."""
    written = place.with_name(f"canaries-{place.name}")
    write_table(copied, _among(copied.batches(), canaries, before), written)
    written.replace(place)


def _among(batches: Iterator[pl.DataFrame], canaries: pl.DataFrame, before: list[int]) -> Iterator[pl.DataFrame]:
    start = done = 0
    for batch in batches:
        here = [place - start for place in before if start <= place < start + len(batch)]
        rows = canaries[done : done + len(here)].select(batch.columns).cast(batch.schema)
        order = np.argsort(np.concatenate([here, np.arange(len(batch))]), kind="stable")
        yield pl.concat([rows, batch])[order]
        start, done = start + len(batch), done + len(here)


def _derived(copy: Verified, use: str) -> MasterKey:
    return MasterKey(bytes.fromhex(_subkey(copy, use)))


def _subkey(copy: Verified, use: str) -> str:
    """Another one for each release: a canary is in one delivery, and in no other."""
    return copy.secret.subkey(_DOMAIN, None, f"{copy.release} {use}")


def _refused(why: str) -> ReleaseRefused:
    return ReleaseRefused({"canaries": f"canaries cannot be put in: {why}"})
