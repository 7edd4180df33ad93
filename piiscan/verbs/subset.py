"""subset: the rows that seeds choose, with all that they refer to and, if asked, all that refers to them.

Only columns of keys are held, never rows. First come the children of the seeds, and their children; then the parents
of all of these, and theirs, but no child of a parent that came so: else one city would bring all of its customers.
Sets of rows only grow, so circles end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.errors import PlanError, did_you_mean
from piiscan.model.subset import Seed
from piiscan.model.table import Constraints, Table
from piiscan.verbs.references import constraints_of, links
from piiscan.verbs.rows import LARGEST

SEED = 20260101
"""Of the random choice of a `limit`: by the values of the key, so the same wherever the rows lie."""

Narrowed = Callable[[Table, Sequence[str]], Iterator[pl.DataFrame]]
"""Some columns of all rows of a table."""

Masks = dict[str, pl.Series]
"""By key of a table, which of its rows are meant."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table that a subset has: those with these values in the columns, `rows` of `total`."""

    columns: tuple[str, ...]
    values: pl.DataFrame
    rows: int
    total: int

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        return frame.filter(_met(frame, self.columns, self.values))


@dataclass(frozen=True, slots=True)
class _Step:
    """From chosen rows of one table to the rows of another whose columns `to` have the same values."""

    here: str
    columns: tuple[str, ...]
    there: str
    to: tuple[str, ...]


def subset(tables: Sequence[Table], seeds: Sequence[Seed], narrowed: Narrowed) -> dict[str, Part]:
    """The part of each table, by its key; none of a table that nothing leads to.

    Raises PlanError for a seed that does not fit the tables, for a table that has no key, and for keys that take more
    memory than `LARGEST`.
    """
    by_key = {table.key: table for table in tables}
    for seed in seeds:
        if seed.table not in by_key:
            raise PlanError(f"subset: there is no table {seed.table}{did_you_mean(seed.table, list(by_key))}")
    down, up = _steps(tables)
    keys = {key: _key(table) for key, table in by_key.items() if _is_touched(key, seeds, down)}
    frames = _read(by_key, keys, seeds, [*down, *up], narrowed)
    chosen, leading = dict[str, pl.Series](), dict[str, pl.Series]()
    for seed in seeds:
        rows = _sown(seed, frames[seed.table], keys[seed.table])
        _add(chosen, seed.table, rows)
        if seed.children:
            _add(leading, seed.table, rows)
    for key, rows in _grown(leading, frames, down).items():
        _add(chosen, key, rows)
    chosen = _grown(chosen, frames, up)
    return {key: _part(keys[key], frames[key], rows) for key, rows in chosen.items()}


def _steps(tables: Sequence[Table]) -> tuple[list[_Step], list[_Step]]:
    """Down from parents to children, and up."""
    found = list(links(tables))
    down = [_Step(link.parent.key, link.to, link.child.key, link.columns) for link in found]
    return down, [_Step(step.there, step.to, step.here, step.columns) for step in down]


def _is_touched(key: str, seeds: Sequence[Seed], steps: Sequence[_Step]) -> bool:
    return any(key == seed.table for seed in seeds) or any(key in (step.here, step.there) for step in steps)


def _key(table: Table) -> tuple[str, ...]:
    constraints = constraints_of(table) or Constraints()
    found = next((columns for columns in constraints.unique if constraints.not_null.issuperset(columns)), None)
    if found is None:
        raise PlanError(f"{table.source}: a subset needs a primary key of every table that it leads to")
    return found


def _read(
    tables: Mapping[str, Table],
    keys: Mapping[str, tuple[str, ...]],
    seeds: Sequence[Seed],
    steps: Sequence[_Step],
    narrowed: Narrowed,
) -> dict[str, pl.DataFrame]:
    """The columns that matter, of all rows."""
    frames, size = {}, 0
    for key, columns in keys.items():
        linked = (name for step in steps if step.here == key for name in step.columns)
        asked = (name for seed in seeds if seed.table == key for name in _asked(seed, tables[key]))
        parts = []
        for frame in narrowed(tables[key], list(dict.fromkeys([*columns, *linked, *asked]))):
            parts.append(frame)
            if (size := size + int(frame.estimated_size())) > LARGEST:
                raise PlanError(f"subset: the keys of all tables take more than {LARGEST >> 20} MiB of memory")
        frames[key] = pl.concat(parts)
    return frames


def _asked(seed: Seed, table: Table) -> list[str]:
    """The columns in a condition."""
    names = [] if seed.where is None else condition(seed).meta.root_names()
    known = [column.name for column in table.columns]
    if unknown := [name for name in names if name not in known]:
        raise PlanError(f"subset: {seed.table} has no column {unknown[0]}{did_you_mean(unknown[0], known)}")
    return names


def condition(seed: Seed) -> pl.Expr:
    """The condition of a seed. Raises PlanError where it is none."""
    try:
        return pl.sql_expr(seed.where or "true")
    except pl.exceptions.PolarsError:  # its message repeats what was written
        raise PlanError(f"subset: the condition on {seed.table} is no expression of Polars' SQL") from None


def _sown(seed: Seed, frame: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """The rows that a seed means."""
    try:
        rows = frame.select(pl.repeat(value=True, n=pl.len()) & condition(seed).cast(pl.Boolean)).to_series()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # they carry cell values
        raise PlanError(
            f"subset: the condition on {seed.table} does not fit its columns: what is numeric, and dates of MySQL, are"
            " texts here: CAST(amount AS DOUBLE) > 100"
        ) from None
    rows = rows.fill_null(value=False)
    if seed.limit is None or seed.limit >= rows.sum():
        return rows
    order = pl.DataFrame({"row": rows.arg_true(), "hash": frame.filter(rows)[list(key)].hash_rows(SEED)})
    drawn = order.sort("hash", "row").head(seed.limit)["row"]
    return pl.Series(range(len(frame)), dtype=drawn.dtype).is_in(drawn.implode())


def _grown(chosen: Masks, frames: Mapping[str, pl.DataFrame], steps: Sequence[_Step]) -> Masks:
    """The rows, with all that the steps lead to from them."""
    grown = fresh = chosen
    while fresh:
        found: Masks = {}
        for step in steps:
            if step.here in fresh:
                values = frames[step.here].filter(fresh[step.here])[list(step.columns)]
                _add(found, step.there, _met(frames[step.there], step.to, values))
        fresh = {key: rows & ~grown[key] if key in grown else rows for key, rows in found.items()}
        fresh = {key: rows for key, rows in fresh.items() if rows.any()}
        grown = {**grown, **{key: rows | grown[key] if key in grown else rows for key, rows in fresh.items()}}
    return grown


def _met(frame: pl.DataFrame, columns: Sequence[str], values: pl.DataFrame) -> pl.Series:
    """Which rows have values that are among these; a reference with a null in it is none (SQL:2016, MATCH SIMPLE)."""
    here = pl.DataFrame([frame[name].alias(f"c{i}") for i, name in enumerate(columns)])
    there = pl.DataFrame([values[name].alias(f"c{i}") for i, name in enumerate(values.columns)])
    wanted = there.cast(here.schema, strict=False).drop_nulls().unique().with_columns(met=pl.lit(value=True))
    return here.join(wanted, on=here.columns, how="left", maintain_order="left")["met"].is_not_null()


def _add(masks: Masks, key: str, rows: pl.Series) -> None:
    masks[key] = masks[key] | rows if key in masks else rows


def _part(key: tuple[str, ...], frame: pl.DataFrame, rows: pl.Series) -> Part:
    return Part(key, frame.filter(rows)[list(key)], int(rows.sum()), len(frame))
