"""The reasons for and against one recognizer on one column."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from piiscan.detect.headers import Naming, naming
from piiscan.detect.verdict import weights
from piiscan.detect.verdict.view import ColumnView
from piiscan.model.evidence import Hits
from piiscan.model.finding import Reason
from piiscan.model.recognizer import Recognizer

_FEW = 8
"""Numbers below which check digits at chance prove nothing."""


def reasons(recognizer: Recognizer, view: ColumnView) -> list[Reason]:
    """All reasons of the column itself; empty where nothing at all speaks for the recognizer."""
    named = naming(view.header, recognizer.header)
    found = [*_values(recognizer, view, named)]
    if named.strength <= 0 and not any(reason.log_odds > 0 for reason in found):
        return []
    return [Reason("one column in twenty", weights.PRIOR), *_header(named), *found]


def _header(named: Naming) -> Iterator[Reason]:
    if named.strength:
        said = "denied by the words around it" if named.strength < 0 else "in the header"
        yield Reason(f"“{named.phrase}” {said}", round(weights.header(named.strength), 2))


def _values(recognizer: Recognizer, view: ColumnView, named: Naming) -> Iterator[Reason]:
    if view.evidence.filled == 0:
        return
    if recognizer.sees == "rows":
        yield from _every_row(recognizer, view)
    elif recognizer.sees == "sample":
        yield from _sampled(recognizer, view)
    elif named.strength > 0:
        yield from _fit(recognizer, view)


def _every_row(recognizer: Recognizer, view: ColumnView) -> Iterator[Reason]:
    hits, filled = view.evidence.hits.get(recognizer.id, Hits()), view.evidence.filled
    yield _presence(f"{hits.cells} of {filled} cells match", recognizer, hits.cells / filled, view)
    if hits.cells and recognizer.check:
        yield _check(hits, recognizer.check_chance)
    if view.counter and recognizer.check is None and hits.cells:
        yield Reason("integers that fill their range, like a counter", weights.SEQUENCE)


def _sampled(recognizer: Recognizer, view: ColumnView) -> Iterator[Reason]:
    share = view.fitting(recognizer)
    yield _presence(f"{share:.0%} of {len(view.values)} sampled values fit", recognizer, share, view)


def _presence(evidence: str, recognizer: Recognizer, share: float, view: ColumnView) -> Reason:
    independent = min(view.distinct, view.evidence.filled)
    weight = weights.surprise(share, recognizer.chance, independent, _most(recognizer))
    if weight == 0.0:
        weight = max(weights.VALUES_ABSENT, -float(independent))
    return Reason(f"{evidence}, {recognizer.chance:.2g} by chance", round(weight, 2))


def _most(recognizer: Recognizer) -> float:
    """A pattern can prove no more than its chance allows, however many values repeat the same structure."""
    serial = bool(recognizer.patterns) and all(p.edges == "digit" for p in recognizer.patterns)
    factor = weights.SERIAL_NUMBERS if serial else weights.DIVERSE_WORDS
    return min(weights.VALUES_CAP, factor * log(1 / max(recognizer.chance, 1e-6)))


def _check(hits: Hits, chance: float) -> Reason:
    share = hits.valid / hits.cells
    weight = weights.surprise(share, chance, hits.cells, weights.CHECK_CAP)
    if share <= 2 * chance and hits.cells >= _FEW:
        weight = weights.CHECK_AT_CHANCE
    return Reason(f"check holds for {hits.valid} of {hits.cells}, {chance:.2g} by chance", round(weight, 2))


def _fit(recognizer: Recognizer, view: ColumnView) -> Iterator[Reason]:
    if not (recognizer.patterns or recognizer.lexicon or recognizer.check):
        return
    share = view.fitting(recognizer)
    weight = weights.FITS if share >= 0.8 else weights.MISFITS * (1 - share / 0.8)
    yield Reason(f"{share:.0%} of {len(view.values)} sampled values fit the header", round(weight, 2))
