"""find: one person in files, folders, tables and texts, and in masked copies by the tokens that they got there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from piiscan.detection import packs
from piiscan.errors import SourceUnreadable
from piiscan.keys import MasterKey, load
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan, Step
from piiscan.model.table import Document, Table
from piiscan.model.text import as_text
from piiscan.model.whereabouts import Sighting, Whereabouts
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.opening import Data, gap, opened
from piiscan.policy.policies import default_policy
from piiscan.sources import ReadOptions
from piiscan.transforms import Context, build
from piiscan.verbs.find import TOKEN, Identifier, Sought
from piiscan.verbs.mask import canonical_of

_FIRST = 10
"""Rows of a sighting that are numbered."""


def find(
    data: Data,
    identifiers: Sequence[str],
    *,
    plan: Plan | None = None,
    key: str | MasterKey | None = None,
    options: ReadOptions | None = None,
) -> Whereabouts:
    """Where the person of these identifiers stands: `ENTITY=value`, or a value alone, whose kind is found out.

    With the `plan` and `key` of a masked copy their pseudonyms are looked for, too. Raises KeyRefused.
    """
    recognizers = packs.by_entity()
    known = identified(identifiers)
    secret = load(key) if isinstance(key, str) else key
    tokens = list(_tokens(known, plan, secret and secret.at(plan.key_version))) if plan else []
    search = _Search(Sought(known, recognizers, tokens))
    sightings: list[Sighting] = []
    gaps: list[Incomplete] = []
    for item in opened(data, options or ReadOptions()):
        if isinstance(item, Incomplete):
            gaps.append(item)
            continue
        try:
            sightings += search.table(item) if isinstance(item, Table) else search.document(item)
        except (SourceUnreadable, pl.exceptions.PanicException) as failure:
            gaps.append(gap(item, failure))
    return Whereabouts(tuple(sightings), tuple(gaps))


def identified(identifiers: Sequence[str]) -> list[Identifier]:
    entities = packs.by_entity()
    said = [text.partition("=") for text in identifiers]
    values = [value if mark and name in entities else f"{name}{mark}{value}" for name, mark, value in said]
    kinds = [name if mark and name in entities else None for name, mark, _ in said]
    found = Detection(default_policy(), date.today(), "off").spans(pl.Series("value", values, pl.String))
    return [
        Identifier(value, kind or next((s.entity for s in spans if (s.start, s.end) == (0, len(value))), None))
        for value, kind, spans in zip(values, kinds, found, strict=True)
    ]


def _tokens(known: Sequence[Identifier], plan: Plan, key: MasterKey | None) -> Iterator[str]:
    """What the plan's operators made of the identifiers, wherever that is the same for the same value."""
    steps = {
        (step.operator, str(step.parameters), step.entity, step.domain): step
        for table in plan.tables.values()
        for step in table.columns.values()
    }
    for step in steps.values():
        values = [one.value for one in known if one.entity in (None, step.entity)]
        if step.operator and values:
            yield from _masked(step, values, plan, key)


def _masked(step: Step, values: Sequence[str], plan: Plan, key: MasterKey | None) -> Iterator[str]:
    operator = build(step.operator or "", step.parameters)
    promises = operator.promises
    if not (promises.needs_key and promises.deterministic and promises.column) or operator.reads() or operator.typed:
        return
    context = Context(
        key=key,
        partner=plan.partner,
        entity=step.entity,
        domain=step.domain or step.entity or "value",
        as_of=plan.as_of,
        canonical=canonical_of(step.entity, packs.by_entity()),
    )
    masked = pl.DataFrame({"value": values}).select(operator.expression(pl.col("value"), context)).to_series()
    yield from masked.drop_nulls()


class _Search:
    def __init__(self, sought: Sought) -> None:
        self._sought = sought

    def table(self, table: Table) -> list[Sighting]:
        met = [self._met(as_text(batch), start) for batch, start in _numbered(table)]
        return self._sightings(table, pl.concat(met)) if met else []

    def document(self, document: Document) -> list[Sighting]:
        met, start = [], 0
        for part in document.parts():
            met.append(self._met(part.rename("").to_frame(), start))
            start += len(part)
        return self._sightings(document, pl.concat(met)) if met else []

    def _met(self, texts: pl.DataFrame, start: int) -> pl.DataFrame:
        """`column`, `row` of the whole table, `entity`."""
        columns = (
            column.list.join("\x1f", ignore_nulls=True) if column.dtype == pl.List else column for column in texts
        )
        found = [
            self._sought.standing_in(column).select(
                pl.lit(column.name).alias("column"), pl.col("row").cast(pl.UInt64) + start, "entity"
            )
            for column in columns
        ]
        empty = pl.DataFrame(schema={"column": pl.String, "row": pl.UInt64, "entity": pl.String})
        return pl.concat([empty, *found])

    def _sightings(self, item: Table | Document, met: pl.DataFrame) -> list[Sighting]:
        return [self._sighting(item, str(name), rows) for (name,), rows in met.group_by("column", maintain_order=True)]

    def _sighting(self, item: Table | Document, column: str, met: pl.DataFrame) -> Sighting:
        entities = sorted(met["entity"].unique())
        rows = met["row"].unique().sort()
        return Sighting(
            source=item.source,
            key=item.key,
            column=column or None,
            rows=len(rows),
            first=tuple(int(row) + 1 for row in rows.head(_FIRST)),
            entities=tuple(entity for entity in entities if entity != TOKEN),
            sure=any(map(self._sought.sure, entities)),
            token=TOKEN in entities,
        )


def _numbered(table: Table) -> Iterator[tuple[pl.DataFrame, int]]:
    start = 0
    for batch in table.batches():
        yield batch, start
        start += len(batch)
