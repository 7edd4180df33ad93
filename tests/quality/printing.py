"""The score as a page of 80 columns, or as JSON; of the held-out half totals per entity, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.quality.calibration import Bin, calibration_error
from tests.quality.labels import is_core
from tests.quality.scanning import Verdict
from tests.quality.scoring import Score, Tally, is_wrong, scored, wilson


def page(half: str, score: Score, bins: Sequence[Bin] = ()) -> Iterator[str]:
    yield f"{half}: {score.columns} columns in {score.tables} tables"
    yield ""
    yield from _section("entity, tier 3 and 4", {e: t for e, t in score.entities.items() if is_core(e)})
    yield _line("all", score.core)
    yield ""
    yield from _section("entity, tier 2", {e: t for e, t in score.entities.items() if not is_core(e)})
    yield _line("all", score.quasi)
    yield ""
    if half == "train":
        yield from _by_tag(score)
    low, high = wilson(score.too_high, score.negatives)
    share = f"{_share(score.too_high, score.negatives)} [{low:.3f} {high:.3f}]"
    yield f"tier 3 or 4 given to {score.too_high} of {score.negatives} columns without: {share}"
    yield ""
    yield from _reliability(bins)
    yield f"total {half}: P {score.core.precision:.3f} R {score.core.recall:.3f} F1 {score.core.f1:.3f}"


def _by_tag(score: Score) -> Iterator[str]:
    tags = {tag: tally for tag, tally in score.tags.items() if tag not in ("core", "quasi", "negative")}
    yield from _section("tag (tier 3 and 4)", tags, score.tag_columns)
    yield ""


def _reliability(bins: Sequence[Bin]) -> Iterator[str]:
    yield f"{'confidence of the best':26} {'n':>4}  {'mean':6} {'right':5} [95 %]"
    for one in bins:
        low, high = one.interval
        yield f"{f'{one.low:g} to {one.high:g}':26} {one.n:4}  {one.stated:.4f} {one.share:.3f} [{low:.3f} {high:.3f}]"
    yield f"expected calibration error {calibration_error(bins):.4f}"
    yield ""


def document(half: str, score: Score, bins: Sequence[Bin]) -> dict[str, object]:
    return {
        "columns": score.columns,
        "tables": score.tables,
        "core": score.core.as_dict(),
        "quasi": score.quasi.as_dict(),
        "negatives": score.negatives,
        "too_high": score.too_high,
        "entities": {entity: tally.as_dict() for entity, tally in sorted(score.entities.items())},
        "tags": {tag: tally.as_dict() for tag, tally in sorted(score.tags.items()) if half == "train"},
        "reliability": [one.as_dict() for one in bins],
        "calibration_error": calibration_error(bins),
    }


def as_json(scores: Mapping[str, Score], bins: Mapping[str, Sequence[Bin]]) -> str:
    halves = {half: document(half, score, bins[half]) for half, score in scores.items()}
    return json.dumps(halves, ensure_ascii=False, indent=1)


def errors(verdicts: Iterable[Verdict], most: int) -> Iterator[str]:
    """The first columns that count against the product; no value is shown."""
    wrong = [verdict for verdict in scored(verdicts) if is_wrong(verdict)]
    for verdict in wrong[:most]:
        column = verdict.column
        yield f"{verdict.table} / {column.header}: {column.label}, found {verdict.found}"
        yield f"    {', '.join(sorted(column.tags))}"


def _section(title: str, tallies: Mapping[str, Tally], columns: Mapping[str, int] | None = None) -> Iterator[str]:
    yield f"{title:26} {'n':>4}  {'P':5} {'[95 %]':13} {'R':5} {'[95 %]':13} {'F1':5}"
    for name, tally in sorted(tallies.items()):
        yield _line(name, tally, (columns or {}).get(name))


def _line(name: str, tally: Tally, columns: int | None = None) -> str:
    n = tally.hits + tally.misses if columns is None else columns
    precision = _interval(tally.hits, tally.hits + tally.alarms)
    recall = _interval(tally.hits, tally.hits + tally.misses)
    f1 = f"{tally.f1:.3f}" if tally.hits + tally.misses + tally.alarms else "-"
    return f"{name:26} {n:4}  {precision} {recall} {f1:5}"


def _interval(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{part / whole:.3f} [{low:.3f} {high:.3f}]" if whole else f"{'-':5} {'':13}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"
