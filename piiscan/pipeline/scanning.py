"""scan: every table and text behind the targets, folded and judged; what cannot be read is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from time import monotonic
from typing import TypeVar

import polars as pl

import piiscan
from piiscan.detection import packs
from piiscan.engines.local import several
from piiscan.errors import SourceUnreadable
from piiscan.model.decision import Decision
from piiscan.model.finding import DocumentFinding, Findings, Incomplete, TableFinding
from piiscan.model.policy import Policy
from piiscan.model.table import Aging, Constrained, Document, Table, innermost
from piiscan.model.text import as_text
from piiscan.pipeline.deciding import decided
from piiscan.pipeline.detection import Detection, TextMode
from piiscan.pipeline.exposing import Entities, exposures, held_by_names, left_behind
from piiscan.pipeline.naming import VeiledNames
from piiscan.pipeline.notice import Notice, Progress
from piiscan.pipeline.opening import Data, Engine, files, gap, parts, veiled_names
from piiscan.pipeline.veiling import VeiledTable
from piiscan.policy.policies import default_policy
from piiscan.policy.tier_schemes import load_scheme
from piiscan.sources import ReadOptions, compression_of, encoding_of
from piiscan.sources.databases.server import Readers, ServerTable
from piiscan.sources.files import FromFile, SourceFile
from piiscan.sources.spark.session import is_spark
from piiscan.verbs.classify import classify
from piiscan.verbs.grade import grade, grade_document
from piiscan.verbs.joins import joined, telling
from piiscan.verbs.references import links
from piiscan.verbs.scan import Scanned
from piiscan.verbs.scan import scan as scan_table
from piiscan.verbs.scan_document import scan_document

Found = TypeVar("Found", TableFinding, DocumentFinding)
Look = Callable[[Table], Scanned]


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
    engine: Engine = "local",
) -> Findings:
    """Findings for a path, several paths, a Polars frame, an Arrow table or a DataFrame of Spark.

    `scheme` names a legal scheme, whose levels are given beside the tiers (that of the policy). `text` says what
    models see, `sample` how many rows (int) or what share of them (float) are looked at, `as_of` the day that ages
    are computed against (today), `decisions` what people have decided of columns: those that hold no longer, or mean
    no column, are told to `notice`. The `engine` that reads rows is Spark for its own DataFrames in any case. Raises
    UsageError for a target that does not exist, and for what Spark would not do alike; PolicyError for an unknown
    scheme and for decisions that contradict each other.
    """
    began, started = monotonic(), datetime.now(UTC)
    policy = policy or default_policy()
    policy = policy if scheme is None else replace(policy, scheme=scheme)
    detection = Detection(policy, as_of or started.date(), text)
    naming = veiled_names()
    levels = load_scheme(policy.scheme, detection.by_entity)
    reading = replace(options or ReadOptions(), notice=notice or (lambda said: None))
    items, look = _engine(engine, data, reading, naming, detection, sample)
    run = _Run(detection, look, progress or (lambda source: None))
    for item, scanned in several(items, run.scanned, _at_once):
        run.take(item, scanned)
    found = decided(run.tables, decisions, policy.thresholds, detection.as_of, notice or (lambda said: None))
    tables = [grade(table, levels) for table in joined(found, run.sketches, run.telling, links(run.related))]
    documents = [grade_document(document, levels) for document in run.documents]
    return Findings(
        tool={"name": "piiscan", "version": piiscan.__version__, "packs": packs.digest()},
        policy={"name": policy.name, "version": policy.version, "scheme": policy.scheme},
        as_of=detection.as_of.isoformat(),
        started=started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=round(monotonic() - began, 3),
        tables=tuple(tables),
        documents=tuple(documents),
        incomplete=(*run.incomplete, *run.unsettled(found)),
        exposure=(
            *exposures([*tables, *documents], run.files, run.readers, detection.by_entity),
            *left_behind(tables, run.older),
            *held_by_names(naming, run.columns),
        ),
    )


def _engine(
    engine: Engine,
    data: Data,
    options: ReadOptions,
    naming: VeiledNames,
    detection: Detection,
    sample: int | float | None,
) -> tuple[Iterator[Table | Document | Incomplete], Look]:
    """What is to be looked at, and who looks at the tables among it."""
    if engine == "local" and not is_spark(data):
        return parts(files(data, options, naming), naming), lambda table: scan_table(table, detection.scanner, sample)
    from piiscan.pipeline.spark.opening import opened
    from piiscan.pipeline.spark.scanning import refuse
    from piiscan.pipeline.spark.scanning import scan_table as scan_on_spark

    refuse(detection, sample)
    return opened(data, options, naming), partial(scan_on_spark, detection)


@dataclass
class _Run:
    """What has been found so far."""

    detection: Detection
    look: Look
    progress: Progress
    tables: list[TableFinding] = field(default_factory=list)
    documents: list[DocumentFinding] = field(default_factory=list)
    incomplete: list[Incomplete] = field(default_factory=list)
    sketches: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    telling: set[tuple[str, str]] = field(default_factory=set)
    related: list[Table] = field(default_factory=list)
    undecoded: dict[tuple[str, str], int] = field(default_factory=dict)
    files: dict[str, SourceFile | None] = field(default_factory=dict)
    columns: dict[str, Mapping[str, Entities]] = field(default_factory=dict)
    older: dict[str, str] = field(default_factory=dict)
    readers: dict[str, Readers] = field(default_factory=dict)

    def scanned(self, item: Table | Document | Incomplete) -> Scanned | None:
        """The evidence of a table. Nothing of the run is touched: several of them are looked at at the same time."""
        if isinstance(item, Incomplete):
            return None
        self.progress(item.source)
        return self.look(item) if isinstance(item, Table) else None

    def take(self, item: Table | Document | Incomplete, scanned: Callable[[], Scanned | None]) -> None:
        if isinstance(item, Incomplete):
            self.incomplete.append(item)
            return
        file = _file(item)
        self.files[item.source] = file and file.outermost
        if isinstance(item, VeiledTable):
            self.columns[item.source] = item.held
        inner = innermost(item) if isinstance(item, Table) else None
        if isinstance(inner, Aging) and inner.older is not None:
            self.older[item.source] = inner.older
        try:
            if isinstance(item, Document):
                self._document(item)
            elif (evidence := scanned()) is not None:
                self._table(item, evidence)
            if isinstance(inner, ServerTable):
                self.readers[item.source] = inner.readers()
        except (SourceUnreadable, pl.exceptions.PanicException) as failure:
            self.incomplete.append(gap(item, failure))

    def _table(self, table: Table, scanned: Scanned) -> None:
        found = classify(scanned, self.detection.judge, self._every_text(table))
        self.tables.append(_coded(found, _file(table)))
        self.related += [table] if isinstance(innermost(table), Constrained) else []
        for column in found.columns:
            evidence = scanned.evidence[column.name]
            self.sketches[table.source, column.name] = frozenset(evidence.sketch.hashes)
            if telling(evidence.sketch):
                self.telling.add((table.source, column.name))
            if evidence.undecoded:
                self.undecoded[table.source, column.name] = evidence.undecoded

    def unsettled(self, tables: Sequence[TableFinding]) -> Iterator[Incomplete]:
        """Columns of bytes that are no text, as long as nothing was found in them, and nobody has decided them."""
        for table in tables:
            for column in table.columns:
                count = self.undecoded.get((table.source, column.name), 0)
                if count and column.status == "undecided":
                    yield Incomplete(table.source, f"column {column.name}: {count:,} values are bytes that are no text")

    def _document(self, document: Document) -> None:
        from piiscan.detection.text import language

        d = self.detection
        models = d.spans if d.reads_names else None
        found = scan_document(document, d.by_entity, d.patterns.spans, models, language, d.text == "full")
        self.documents.append(_coded(found, _file(document)))

    def _every_text(self, table: Table) -> Callable[[str], Iterator[pl.Series]] | None:
        return partial(_texts, table) if self.detection.text == "full" else None


def _at_once(item: Table | Document | Incomplete) -> int:
    inner = innermost(item) if isinstance(item, Table) else item
    return inner.at_once if isinstance(inner, ServerTable) else 1


def _texts(table: Table, column: str) -> Iterator[pl.Series]:
    for batch in table.batches():
        texts = as_text(batch.select(column))[column]
        yield texts.explode() if isinstance(texts.dtype, pl.List) else texts


def _file(item: Table | Document) -> SourceFile | None:
    """The file that a table or text lies in."""
    inner = innermost(item) if isinstance(item, Table) else item
    return inner.file if isinstance(inner, FromFile) else None


def _coded(found: Found, file: SourceFile | None) -> Found:
    """With the encoding and compression of the file."""
    if file is None:
        return found
    return replace(found, encoding=encoding_of(file), compression=compression_of(file))
