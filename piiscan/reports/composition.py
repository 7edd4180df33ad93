"""What a partner has who holds two releases of one table, in words: names and counts, and no value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piiscan.model.composition import Composition, Overlap

__all__ = ["told"]

_SHOWN = 5


def told(composition: Composition) -> Iterator[str]:
    """A paragraph for each overlap, and for each release that could not be compared."""
    for overlap in composition.overlaps:
        yield " ".join([_both(overlap), *_apart(overlap), *_differing(overlap)])
    for missing in composition.incomplete:
        yield f"{missing.source}: {missing.reason}"


def _both(overlap: Overlap) -> str:
    other = "it" if overlap.other == overlap.table else overlap.other
    where = f"release {overlap.release} ({overlap.state}) holds {other} as well"
    return f"{overlap.table}: {where}, {overlap.others:,} rows there and {overlap.rows:,} here."


def _apart(overlap: Overlap) -> Iterator[str]:
    if overlap.apart == 0:
        yield "As many rows, but nothing proves that they are the same: who came or left is told by comparing."
    elif overlap.apart:
        rows = "1 row" if overlap.apart == 1 else f"{overlap.apart:,} rows"
        yield f"They differ by {rows}, less than {overlap.few}: who came or left is told by comparing."


def _differing(overlap: Overlap) -> Iterator[str]:
    if not overlap.differing:
        return
    shown = [f"{each.column} ({each.there} there, {each.here} here)" for each in overlap.differing[:_SHOWN]]
    yield f"They say different things in {_some(shown, len(overlap.differing))}."
    if overlap.joined:
        by = _some(overlap.joined[:_SHOWN], len(overlap.joined))
        yield f"Rows are joined by {by}: the partner has the finer of both, and k of neither holds for the two."
    else:
        by = _some(overlap.common[:_SHOWN], len(overlap.common))
        common = f"equal values in {by}, or " if overlap.common else ""
        yield f"No column joins their rows; {common}the order of rows may: k of neither holds for the two."


def _some(shown: Sequence[str], number: int) -> str:
    more = f" and {number - len(shown):,} more" if number > len(shown) else ""
    return f"{', '.join(shown)}{more}"
