"""The same 200 people in every format, encoding and dialect: all found, all masked, nobody left, nothing kept lost."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan, Step
from piiscan.pipeline.detection import Detection
from piiscan.policy.plans import render_plan
from piiscan.reports.verification import render, render_json
from piiscan.sources import ReadOptions
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.matrix.formats import every_row
from tests.matrix.formats.fixed import widths_of
from tests.matrix.reading import named, places

ROWS = every_row()
KEY = MasterKey(sha256(b"the key of these tests").digest())
LONG = ("id_no", "card", "iban")
KEPT = ("007", "1e5", "TRUE", "9007199254740993", " x ", "", None, "0.10", "-0", "3 %")
"""Values that careless readers and writers change, in a column that names nobody."""

COPIED_AS = {".xls": ".xlsx"}
"""What nobody writes is written in another form."""


@pytest.fixture(scope="module")
def everybody() -> pl.DataFrame:
    """The people, all columns text, a note about every tenth of them, and a column `kept`."""
    noted = pl.when(pl.int_range(pl.len()) % 10 == 0).then("notes").otherwise(pl.lit("no call yet"))
    frame = canary.people(200, seed=41).with_columns(pl.col("birth_date").cast(pl.String), notes=noted)
    return frame.with_columns(pl.Series("kept", list(islice(cycle(KEPT), frame.height))))


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without models, and with a folder for temporary files that is searched, too."""
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)


@pytest.mark.catalogue("B46")
@pytest.mark.parametrize("row", ROWS)
def test_all_are_found_and_masked_and_nothing_kept_changes(row: str, everybody: pl.DataFrame, tmp_path: Path) -> None:
    source, target = (tmp_path / folder / f"people.{row.partition(',')[0]}" for folder in ("in", "out"))
    target = target.with_suffix(COPIED_AS.get(target.suffix, target.suffix))
    source.parent.mkdir()
    written = ROWS[row](everybody, source)
    planted = everybody if written is None else written

    options = reading(source)
    findings = pipeline.scan(source, options=options)
    assert_found(planted, source, findings, options)
    plan = with_notes_as_text(pipeline.plan(findings, partner="acme"))
    pipeline.mask(source, target, plan=plan, key=KEY, options=options)
    verification = pipeline.verify(source, target, plan=plan, key=KEY, options=options)

    assert [problem for check in verification.checks for problem in check.problems] == []
    assert verification.passed, verification.incomplete
    assert_kept(planted, source, target, options)
    said = [*(pipeline.report(findings, form) for form in ("html", "json", "csv", "md", "table")), render_plan(plan)]
    assert_nobody(planted, tmp_path, [*said, render(verification), render_json(verification)])


def reading(source: Path) -> ReadOptions:
    """As the caller must say it where a row has laid a list of widths beside its folder."""
    return ReadOptions(widths=widths if (widths := widths_of(source)).exists() else None)


def with_notes_as_text(plan: Plan) -> Plan:
    """Notes are to stay readable: the row's own people are taken out of them.

    Without a header a few notes among equal texts are undecided, and a person says that they are notes.
    """

    def decided(name: str, step: Step) -> Step:
        return Step("text") if name.endswith("notes") or step.operator is None else step

    tables = {
        key: replace(table, columns={name: decided(name, step) for name, step in table.columns.items()})
        for key, table in plan.tables.items()
    }
    return replace(plan, tables=tables)


def planted_values(planted: pl.DataFrame) -> list[str]:
    return canary.identifiers(planted, [name for name in canary.IDENTIFIERS if name in planted.columns])


def assert_found(planted: pl.DataFrame, source: Path, findings: Findings, options: ReadOptions) -> None:
    """Every identifier was read, and each column and text that holds one is told."""
    assert findings.complete, findings.incomplete
    told: set[tuple[str, str | None]] = {(t.key, c.name) for t in findings.tables for c in t.columns if c.entity}
    told |= {(text.key, None) for text in findings.documents if text.entities}
    wanted = set(planted_values(planted))
    seen = set[str]()
    for place in places(source, options):
        held = place.held(wanted)
        assert not held or (place.key, place.column) in told, (place.key, place.column)
        seen |= held
    assert len(seen) == len(wanted)


def assert_kept(planted: pl.DataFrame, source: Path, target: Path, options: ReadOptions) -> None:
    """The copy holds what the source holds; of formats that have no null, it is the empty text."""
    for name in {"kept", "goods"}.intersection(planted.columns):
        before, after = named(source, name, options), named(target, name, options)
        assert before == after
        assert [[value or "" for value in values] for values in after] == [planted[name].fill_null("").to_list()]


def assert_nobody(planted: pl.DataFrame, folder: Path, said: list[str]) -> None:
    long = [name for name in LONG if name in planted.columns]
    streams = [text.encode() for text in said]
    assert_no_leak(
        planted_values(planted), [folder / "out", folder / "tmp"], streams, canary.identifiers(planted, long)
    )
