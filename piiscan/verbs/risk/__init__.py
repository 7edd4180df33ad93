"""risk: how small the crowds are in which the people of a table stand, and what would make them larger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from piiscan.model.risk import Crowds, TableRisk
from piiscan.verbs.risk.alternatives import WhatIf
from piiscan.verbs.risk.diversity import diversity
from piiscan.verbs.risk.grouping import grouped
from piiscan.verbs.risk.population import unique_in_population

__all__ = ["risk"]


def risk(
    table: str,
    batches: Callable[[], Iterator[pl.DataFrame]],
    entities: Mapping[str, str | None],
    sensitive: Sequence[str] = (),
    *,
    population: int | None = None,
    as_of: date | None = None,
) -> TableRisk:
    """`batches` reads the table as text; it is read once, once more for each sensitive attribute, and where `as_of` is
    given (the day that ages are computed against) a few times for each quasi-identifier, to say what would help.
    """
    if not entities:
        return TableRisk(table, entities, Crowds({}))
    quasi = list(entities)
    found = grouped(batches(), quasi)
    counted = found.sizes.value_counts()
    crowds = Crowds(dict(sorted(zip(counted[:, 0].to_list(), counted[:, 1].to_list(), strict=True))), found.empty)
    diversities = (diversity(name, grouped(batches(), quasi, name)) for name in sensitive)
    return TableRisk(
        table,
        entities,
        crowds,
        tuple(filter(None, diversities)),
        unique_in_population(crowds, population) if population else None,
        tuple(WhatIf(batches, entities, as_of).alternatives()) if as_of else (),
    )
