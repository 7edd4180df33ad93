"""What all units say, in their order, whether it is remembered, or they are read by workers or here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from piiscan.engines.local import several
from piiscan.pipeline.notice import Progress
from piiscan.pipeline.remembering import Look, Memory
from piiscan.pipeline.taking import Taking
from piiscan.pipeline.told import Told
from piiscan.pipeline.workers import Workers
from piiscan.sources.units import Unit

__all__ = ["gathered"]

_AHEAD = 16
"""Files that are waited for at the same time."""


class _Asked(NamedTuple):
    """A unit, what was looked up of it, what is remembered, and whether it is for workers."""

    unit: Unit
    look: Look | None
    known: Told | None
    apart: bool


def gathered(
    units: Iterator[Unit], taking: Taking, memory: Memory | None, workers: Workers, progress: Progress
) -> Told:
    """What is remembered is not opened."""
    total = Told()
    with workers.processes:
        answers = several(_asked(units, memory, workers), partial(_told, workers, progress), _at_once)
        for asked, answer in answers:  # which has a name, so that processes are stopped before they are waited for
            told = answer() or taking.told(asked.unit)
            if memory and asked.known is None:
                memory.keep(asked.look, told)
            total.add(told)
    return total


def _asked(units: Iterator[Unit], memory: Memory | None, workers: Workers) -> Iterator[_Asked]:
    for unit in units:
        look = memory.look(unit) if memory else None
        known = memory.recall(look) if memory else None
        yield _Asked(unit, look, known, known is None and workers.fits(unit))


def _told(workers: Workers, progress: Progress, asked: _Asked) -> Told | None:
    """None for what is to be read here."""
    if not asked.apart:
        return asked.known
    progress(asked.unit.source)
    return workers.told(asked.unit)


def _at_once(asked: _Asked) -> int:
    return _AHEAD if asked.apart or asked.known is not None else 1
