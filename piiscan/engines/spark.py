"""The loop on a cluster: a partition is folded, or masked, where its rows lie, by the functions of the local loop.

What leaves an executor is evidence, merged there as far as it goes, or masked rows. Functions are sent with names and
references in them, never with a key. Of what fails, its kind and place are told: messages of others may hold values.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NoReturn, TypeVar

from piiscan import errors
from piiscan.engines import local
from piiscan.errors import PiiscanError, SourceUnreadable, UsageError

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

    Work = Callable[[Iterator[RecordBatch]], Iterator[RecordBatch]]

E = TypeVar("E", bound=local.Evidence)
B = TypeVar("B")

_MERGERS = 8
"""Tasks that merge at the same time, at most."""

_EVIDENCE = "name string, evidence binary"
_ENVELOPE, _TOLD = "<piiscan {} piiscan>", re.compile(r"<piiscan (\{.*?\}) piiscan>")
_LOST = "Spark could not read it to its end: the driver's log says more"


def fold(
    rows: DataFrame,
    read: Callable[[Iterator[RecordBatch]], Iterator[B]],
    evidence: Callable[[B], Iterable[tuple[str, E]]],
    names: int,
    source: str,
) -> dict[str, E]:
    """The merged evidence of all partitions, by name, of which there are so many.

    Raises SourceUnreadable, which names `source`, and what the functions raise of piiscan's own errors.
    """
    parts = rows.mapInArrow(partial(_careful, partial(_folded, read, evidence)), _EVIDENCE)
    mergers = max(1, min(names, _MERGERS))
    merged = parts.repartition(mergers, "name").mapInArrow(partial(_careful, _merged), _EVIDENCE)
    with telling(source):
        return {row["name"]: pickle.loads(row["evidence"]) for row in merged.collect()}


def mapped(rows: DataFrame, work: Work, schema: StructType) -> DataFrame:
    """The rows as `work` makes them, once somebody asks for them."""
    return rows.mapInArrow(partial(_careful, work), schema)


@contextmanager
def telling(source: str) -> Iterator[None]:
    """Turn what Spark raises into the error that an executor told, or into SourceUnreadable."""
    try:
        yield
    except (PiiscanError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as failed:
        _raise(str(failed), source)


def _raise(said: str, source: str) -> NoReturn:
    if found := _TOLD.search(said):
        told = json.loads(found[1])
        kind, message = getattr(errors, told["kind"]), told["message"]
        if kind is SourceUnreadable:
            raise SourceUnreadable(source, message.removeprefix(f"{source}: ")) from None
        if not issubclass(kind, errors.ReleaseRefused):
            raise kind(message) from None
    if "No module named" in said:
        raise UsageError("an executor lacks piiscan, or what it needs: install the same on all of them") from None
    raise SourceUnreadable(source, _LOST) from None


def _careful(work: Work, batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """What is raised here stands in logs of the cluster: it holds no value."""
    try:
        yield from work(batches)
    except PiiscanError as failed:
        _tell(type(failed).__name__, str(failed))
    except Exception as failed:
        _tell("PiiscanError", f"an executor failed on its rows ({type(failed).__name__})")


def _tell(kind: str, message: str) -> NoReturn:
    told = json.dumps({"kind": kind, "message": message})
    raise RuntimeError(_ENVELOPE.format(told)) from None  # a traceback shows this line, too, which is to hold no mark


def _folded(
    read: Callable[[Iterator[RecordBatch]], Iterator[B]],
    evidence: Callable[[B], Iterable[tuple[str, E]]],
    batches: Iterator[RecordBatch],
) -> Iterator[RecordBatch]:
    return _written(local.fold(read(batches), evidence))


def _merged(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """A name stands in one partition only."""
    found = (
        zip(batch["name"].to_pylist(), map(pickle.loads, batch["evidence"].to_pylist()), strict=True)
        for batch in batches
    )
    return _written(local.fold(found, iter))


def _written(evidence: Mapping[str, E]) -> Iterator[RecordBatch]:
    import pyarrow

    for name, found in evidence.items():
        yield pyarrow.RecordBatch.from_pydict({"name": [name], "evidence": [pickle.dumps(found)]})
