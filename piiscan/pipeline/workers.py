"""Small files are scanned by processes of their own: the columns of three rows keep no two threads busy."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any

import polars as pl

from piiscan.engines.processes import Processes
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.opening import veiled_names
from piiscan.pipeline.taking import taking
from piiscan.pipeline.told import Told
from piiscan.sources import ReadOptions, alone
from piiscan.sources.found import Found
from piiscan.sources.units import Unit

__all__ = ["Workers"]

_MOST = 8
"""Processes at once, where nobody says how many. Each takes 150 MiB, with models 350."""

_FIRST = 32
"""Small files that are read in this process first, which takes as long as starting others."""

_SMALL = 4 << 20
"""Bytes up to which a file is small."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How all files are scanned."""

    detection: Detection
    reading: Mapping[str, Any]


class Workers:
    """For one run, in the context of its `processes`."""

    def __init__(self, number: int | None, detection: Detection, options: ReadOptions) -> None:
        self._number = number or min(_MOST, pl.thread_pool_size())
        self.processes = Processes(self._number)
        self._detection, self._options = detection, options
        self._met = 0

    def fits(self, unit: Unit) -> bool:
        """Whether it is for them; as long as few have been asked for, none is."""
        if self._number < 2 or unit.alone is None or not _small(unit.alone[0]):
            return False
        self._met += 1
        return self._met > _FIRST

    def told(self, unit: Unit) -> Told | None:
        """What one that fits says; None where nobody could tell, as it is to be read here."""
        assert unit.alone is not None
        try:
            return self.processes.submit(_told, self._way, *unit.alone).result()
        except Exception:  # it is met again here, where it is known what to make of it
            return None

    @cached_property
    def _way(self) -> bytes:
        options = self._options
        reading = {f.name: getattr(options, f.name) for f in fields(options) if f.name not in ("naming", "notice")}
        return pickle.dumps(_Way(replace(self._detection), reading))


def _small(file: Found) -> bool:
    try:
        return os.stat(os.fspath(file.path)).st_size <= _SMALL
    except OSError:
        return False


def _told(way: bytes, file: Found, name: str) -> Told | None:
    """In a worker. None for a table that is needed whole when all are compared."""
    told = _worker(way).told(file, name)
    return None if told.related else told


@lru_cache(maxsize=1)
def _worker(way: bytes) -> _Worker:
    return _Worker(pickle.loads(way))


class _Worker:
    def __init__(self, way: _Way) -> None:
        self._naming = veiled_names()
        self._options = ReadOptions(**way.reading, naming=self._naming)
        self._taking = taking(way.detection, way.detection.scanner, self._options, self._naming, lambda source: None)

    def told(self, file: Found, name: str) -> Told:
        self._naming.call(os.fspath(file.path), name)
        return self._taking.told(alone(file, self._options))
