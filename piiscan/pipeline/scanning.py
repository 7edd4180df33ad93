"""scan: every table and text behind the targets, folded and judged; what cannot be read is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from time import monotonic

import piiscan
from piiscan.detection import packs
from piiscan.errors import UsageError
from piiscan.model.decision import Decision
from piiscan.model.finding import Findings, Incomplete, TableFinding
from piiscan.model.policy import Policy
from piiscan.model.table import Container, Item
from piiscan.pipeline.deciding import decided
from piiscan.pipeline.detection import Detection, TextMode
from piiscan.pipeline.exposing import exposures, held_by_names, left_behind
from piiscan.pipeline.gathering import gathered
from piiscan.pipeline.naming import VeiledNames
from piiscan.pipeline.notice import Notice, Progress
from piiscan.pipeline.opening import Data, Engine, units_of, veiled_names
from piiscan.pipeline.remembering import Cache, Memory, basis
from piiscan.pipeline.taking import Leaf, Taking, taking
from piiscan.pipeline.told import Told
from piiscan.pipeline.workers import Workers
from piiscan.policy.policies import default_policy
from piiscan.policy.tier_schemes import load_scheme
from piiscan.sources import ReadOptions
from piiscan.sources.spark.session import is_spark
from piiscan.sources.units import Unit
from piiscan.verbs.grade import grade, grade_document
from piiscan.verbs.joins import joined
from piiscan.verbs.references import links


def scan(
    data: Data,
    *,
    policy: Policy | None = None,
    scheme: str | None = None,
    text: TextMode = "auto",
    sample: int | float | None = None,
    as_of: date | None = None,
    options: ReadOptions | None = None,
    decisions: Sequence[Decision] = (),
    progress: Progress | None = None,
    notice: Notice | None = None,
    cache: Cache | None = None,
    engine: Engine = "local",
    jobs: int | None = 1,
) -> Findings:
    """Findings for a path, several paths, or data in memory: of Polars, Arrow, pandas or Spark.

    `scheme` names a legal scheme, whose levels are given beside the tiers (that of the policy). `text` says what
    models see, `sample` how many rows (int) or what share of them (float) are looked at, `as_of` the day that ages
    are computed against (today), `decisions` what people have decided of columns: those that hold no longer, or mean
    no column, are told to `notice`. What the `cache` (`piiscan.pipeline.remembering.Cache`: a folder and a key) says
    of files that are as they were is not looked for again. The `engine` that reads rows is Spark for its own DataFrames
    in any case. `jobs` is how many small files are read at the same time (None: one by each processor): the processes
    that read them import the caller's main module, which has to say `if __name__ == "__main__":`. Raises UsageError
    for a target that does not exist, and for what Spark would not do alike, SourceUnreadable for data in memory that
    is no table, PolicyError for an unknown scheme and for decisions that contradict each other.
    """
    began, started = monotonic(), datetime.now(UTC)
    policy = policy or default_policy()
    policy = policy if scheme is None else replace(policy, scheme=scheme)
    detection = Detection(policy, as_of or started.date(), text)
    naming = veiled_names()
    levels = load_scheme(policy.scheme, detection.by_entity)
    tell = notice or (lambda said: None)
    reading = replace(options or ReadOptions(), sample=sample, notice=tell)
    memory = cache and Memory(cache, basis(policy, text, sample, reading), detection.as_of)
    say: Progress = progress or (lambda source: None)
    if engine == "spark" or is_spark(data):
        opened, taken = _on_spark(data, reading, naming, detection, memory, say)
    else:
        scanner = memory.scanner(detection.scanner) if memory else detection.scanner
        opened, taken = units_of(data, reading, naming), taking(detection, scanner, reading, naming, say)
    told = gathered(opened, taken, memory, Workers(jobs, detection, reading), say)
    found = decided([table.finding for table in told.tables], decisions, policy.thresholds, detection.as_of, tell)
    tables = [grade(table, levels) for table in _joined(found, told)]
    documents = [grade_document(document, levels) for document in told.documents]
    for said in memory.said() if memory else ():
        tell(said)
    return Findings(
        tool={"name": "piiscan", "version": piiscan.__version__, "packs": packs.digest()},
        policy={"name": policy.name, "version": policy.version, "scheme": policy.scheme},
        as_of=detection.as_of.isoformat(),
        started=started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=round(monotonic() - began, 3),
        tables=tuple(tables),
        documents=tuple(documents),
        incomplete=(*told.incomplete, *_unsettled(found, told)),
        exposure=(
            *exposures([*tables, *documents], told.lying, told.readers, detection.by_entity),
            *left_behind(tables, {table.finding.source: table.older for table in told.tables if table.older}),
            *held_by_names(naming, told.named, told.held),
        ),
    )


def _on_spark(
    data: Data,
    options: ReadOptions,
    naming: VeiledNames,
    detection: Detection,
    memory: Memory | None,
    progress: Progress,
) -> tuple[Iterator[Unit], Taking]:
    """What there is to open, and who looks at it."""
    from piiscan.pipeline.spark.opening import opened
    from piiscan.pipeline.spark.scanning import refuse, scan_table

    refuse(detection, options.sample)
    if memory is not None:
        raise UsageError("nothing is remembered of what Spark reads: leave the cache out")
    whole = Unit("", (), lambda: list(opened(data, options, naming)))
    look = partial(scan_table, detection)
    return iter([whole]), Taking(detection, naming, _undivided, look, progress)


def _undivided(items: Sequence[Item]) -> Iterator[Leaf]:
    return (item for item in items if not isinstance(item, Container))


def _joined(found: Sequence[TableFinding], told: Told) -> list[TableFinding]:
    hashes = {(t.finding.source, name): hashes for t in told.tables for name, hashes in t.hashes.items()}
    telling = {(t.finding.source, name) for t in told.tables for name in t.telling}
    return joined(found, hashes, telling, links(told.related))


def _unsettled(tables: Sequence[TableFinding], told: Told) -> Iterator[Incomplete]:
    """Columns of bytes that are no text, as long as nothing was found in them, and nobody has decided them."""
    undecoded = {table.finding.source: table.undecoded for table in told.tables}
    for table in tables:
        for column in table.columns:
            count = undecoded[table.source].get(column.name, 0)
            if count and column.status == "undecided":
                yield Incomplete(table.source, f"column {column.name}: {count:,} values are bytes that are no text")
