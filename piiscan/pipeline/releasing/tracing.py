"""release trace: a file that turned up somewhere, against the sketches of all deliveries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from piiscan.audit import Log
from piiscan.errors import SourceUnreadable
from piiscan.keys.scan_key import scan_key
from piiscan.model.finding import Incomplete
from piiscan.model.table import Table
from piiscan.model.trace import By, Suspect, Trace
from piiscan.pipeline.opening import Data, gap, opened
from piiscan.pipeline.releasing.sketches import Delivery, deliveries
from piiscan.pipeline.releasing.sketching import sketch_key
from piiscan.sources import ReadOptions
from piiscan.verbs.trace.bloom import Keys
from piiscan.verbs.trace.combinations import FIELDS, Grid, fields, grid, tries_of
from piiscan.verbs.trace.evidence import first_met, odds_of_pieces, odds_of_rows, rows_met
from piiscan.verbs.trace.pieces import cells_of, keys_of, pieces
from piiscan.verbs.trace.sketch import Known
from piiscan.verbs.trace.verdict import judged, ordered

__all__ = ["trace"]

_PIECES, _ROWS = 1 << 20, 2_000
"""Distinct pieces that are kept of a file, those with the least keys; rows whose combinations are looked at."""


def trace(data: Data, *, audit: Log | None = None, options: ReadOptions | None = None) -> Trace:
    """Which of the releases of the workspace a file, folder or text came from, whatever was made of it.

    What cannot be read of it, and releases whose sketch is missing or was changed, are incomplete. Raises UsageError.
    """
    log = audit or Log.here()
    known = list(deliveries(log))
    held = [one for one in known if isinstance(one, Delivery)]
    gaps = [one for one in known if isinstance(one, Incomplete)]
    if not known:
        return Trace("nothing", 0, 0, 1.0, ())
    file = _File(data, options or ReadOptions(), sketch_key(scan_key(log.home)))
    file.look()
    verdict, named, runner_up, false_alarm = judged([*_by_tokens(file, held), *_by_rows(file, held)])
    by_release = {one.standing.release: one for one in held}
    lines = file.explained([by_release[one.release] for one in named], [one.by for one in named]) if named else None
    return Trace(
        verdict=verdict,
        lines=file.lines,
        deliveries=len(held),
        false_alarm=false_alarm,
        suspects=() if lines is None else tuple(ordered(named, lines)),
        runner_up=runner_up,
        untraceable=tuple(one.standing.release for one in held if not one.sketch.known),
        incomplete=(*gaps, *file.gaps),
    )


def _by_tokens(file: _File, held: Sequence[Delivery]) -> Iterator[Suspect]:
    for one in held:
        if known := one.tokens:
            met = first_met(file.keys, known)
            expected = len(file.keys) * min(1.0, sum(each.chance for each in known))
            canaries = any(known[number].kind == "canaries" for number in np.unique(met[met >= 0]))
            seen = _suspect(one, "canaries" if canaries else "tokens", met, len(met), expected)
            yield replace(seen, odds=odds_of_pieces(met, known), columns=_columns(known, met))


def _by_rows(file: _File, held: Sequence[Delivery]) -> Iterator[Suspect]:
    for one in held:
        if (known := one.rows) and file.grids:
            met = np.concatenate([rows_met(cells, known) for cells in file.grids])
            tries = max(tries_of(cells) for cells in file.grids)
            expected = len(met) * min(1.0, sum(each.chance for each in known))
            first = np.where(met.any(axis=1), met.argmax(axis=1), -1)
            seen = _suspect(one, "rows", first, len(met), expected)
            yield replace(seen, odds=odds_of_rows(met, known, tries), columns=_columns(known, first))


def _suspect(one: Delivery, by: By, met: npt.NDArray[np.int64], pieces: int, expected: float) -> Suspect:
    standing = one.standing
    return Suspect(
        release=standing.release,
        partner=standing.partner,
        purpose=standing.purpose,
        sealed=standing.sealed,
        by=by,
        matched=int((met >= 0).sum()),
        pieces=pieces,
        expected=expected,
        odds=0.0,
    )


def _columns(known: Sequence[Known], met: npt.NDArray[np.int64]) -> tuple[str, ...]:
    """Those of the filters in which something was met, in their order."""
    found = (name for number in np.unique(met[met >= 0]) for name in known[number].columns)
    return tuple(dict.fromkeys(found))


class _File:
    """The leaked file: read once for what stands in it, and again for the lines in which that is."""

    def __init__(self, data: Data, options: ReadOptions, subkey: str) -> None:
        self._data, self._options, self._subkey = data, options, subkey
        self.keys: Keys = np.empty(0, np.uint64)
        self.grids: list[Grid] = []
        self.lines = 0
        self.gaps: list[Incomplete] = []

    def look(self) -> None:
        """Fill the distinct `keys` of its pieces, of more than a million a random part, and its first rows."""
        for part in self._parts(self.gaps.append):
            found = np.concatenate([self.keys, keys_of(pieces(part.cells)["value"].unique(), self._subkey)])
            self.keys = np.unique(found)[:_PIECES]
            if (room := _ROWS - sum(map(len, self.grids))) > 0:
                self.grids.append(np.unique(part.grid(self._subkey)[:room], axis=0))
            self.lines += part.lines

    def explained(self, held: Sequence[Delivery], by: Sequence[By]) -> npt.NDArray[np.bool_]:
        """Lines by deliveries: whether something of the delivery stands there."""
        found = [np.zeros((0, len(held)), np.bool_)]
        for part in self._parts(lambda missing: None):
            pairs = pieces(part.cells)
            rows, keys = pairs["row"].to_numpy(), keys_of(pairs["value"], self._subkey)
            cells = part.grid(self._subkey) if "rows" in by else np.empty((0, 0), np.uint64)
            lines = np.zeros((part.lines, len(held)), np.bool_)
            for number, (one, how) in enumerate(zip(held, by, strict=True)):
                if how == "rows":
                    lines[:, number] = rows_met(cells, one.rows).any(axis=1)
                else:
                    lines[rows[first_met(keys, one.tokens) >= 0], number] = True
            found.append(lines)
        return np.concatenate(found)

    def _parts(self, missing: Callable[[Incomplete], object]) -> Iterator[_Part]:
        for item in opened(self._data, self._options):
            if isinstance(item, Incomplete):
                missing(item)
                continue
            try:
                yield from map(_part, item.batches() if isinstance(item, Table) else item.parts())
            except (SourceUnreadable, pl.exceptions.PanicException) as failure:
                missing(gap(item, failure))


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows or lines of a file: their `cells` (`row`, `column`, `value`), and how many they are."""

    cells: pl.DataFrame
    columns: tuple[str, ...]
    lines: int

    def grid(self, subkey: str) -> Grid:
        return grid(self.cells if self.columns else fields(self.cells), self.columns or FIELDS, self.lines, subkey)


def _part(batch: pl.DataFrame | pl.Series) -> _Part:
    if isinstance(batch, pl.DataFrame):
        return _Part(cells_of(batch), tuple(batch.columns), len(batch))
    lines = batch.rename("line").to_frame()
    return _Part(cells_of(lines), (), len(lines))
