"""Thousands of canary people go through scan, plan, mask and verify, and nobody stands in any byte left behind.

`tests/matrix` does the same with few people in every shape of file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from piiscan.pipeline.detection import Detection
from piiscan.policy.plans import render_plan
from piiscan.reports.verification import render, render_json
from tests.leaks import canary, files
from tests.leaks.oracle import assert_no_leak
from tests.leaks.runner import Run, Runner

KEY = sha256(b"the key of these tests").digest()
LONG = ("id_no", "card", "iban")
Write = Callable[[pl.DataFrame, Path], Path]
FORMATS: dict[str, Write] = {"csv": files.write_csv, "jsonl": files.write_jsonl, "parquet": files.write_parquet}


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)


def with_notes_as_text(plan: Plan) -> Plan:
    """Notes are to stay readable: the row's own people are taken out of them."""
    tables = {
        key: replace(table, columns={n: Step("text") if n.endswith("notes") else s for n, s in table.columns.items()})
        for key, table in plan.tables.items()
    }
    return replace(plan, tables=tables)


def shared(source: Path, folder: Path) -> list[bytes]:
    """Scan, plan, mask and verify through the library; all that a user would see, as bytes."""
    key = MasterKey(KEY)
    findings = pipeline.scan(source)
    plan = with_notes_as_text(pipeline.plan(findings, partner="acme"))
    assert not plan.undecided
    pipeline.mask(source, folder / "out" / source.name, plan=plan, key=key)
    verification = pipeline.verify(source, folder / "out" / source.name, plan=plan, key=key)
    assert [p for check in verification.checks for p in check.problems] == []
    assert verification.passed
    said = [pipeline.report(findings, form) for form in ("html", "json", "csv", "md", "table")]
    return [text.encode() for text in (*said, render_plan(plan), render(verification), render_json(verification))]


def left(
    people: pl.DataFrame, tmp_path: Path, streams: list[bytes], names: tuple[str, ...] = canary.IDENTIFIERS
) -> None:
    wanted = canary.identifiers(people, names)
    assert_no_leak(wanted, [tmp_path / "out", tmp_path / "tmp"], streams, canary.identifiers(people, LONG))


@pytest.mark.catalogue("B2")
@pytest.mark.usefixtures("no_models")
@pytest.mark.parametrize(("form", "n"), [("csv", 10_000), ("jsonl", 300), ("parquet", 300)])
def test_nobody_of_thousands_is_left(form: str, n: int, tmp_path: Path) -> None:
    """0 of n: with 95 % confidence at most 3 of n would be (the rule of three)."""
    many = canary.people(n, seed=71)
    source = FORMATS[form](many, tmp_path / f"people.{form}")
    left(many, tmp_path, shared(source, tmp_path))


@pytest.mark.catalogue("B2")
def test_nobody_of_two_thousand_is_left_by_the_commands(run: Runner, tmp_path: Path) -> None:
    many = canary.people(2_000, seed=71).drop("notes")
    source = files.write_csv(many, tmp_path / "people.csv")
    env = {"PIISCAN_TEST_KEY": KEY.hex()}
    steps: list[tuple[str | Path, ...]] = [
        ("scan", source, "-f", "json", "-o", "findings.json"),
        ("report", "findings.json", "-f", "html", "-o", "report.html"),
        ("plan", "findings.json", "--partner", "acme", "-o", "plan.yaml"),
        ("mask", source, "out.csv", "--plan", "plan.yaml", "--key", "env:PIISCAN_TEST_KEY"),
        ("verify", source, "out.csv", "--plan", "plan.yaml", "--key", "env:PIISCAN_TEST_KEY"),
    ]
    done: list[Run] = []
    for step in steps:
        done.append(run(*step, env=env, cwd=done[0].cwd if done else None))
        assert done[-1].exit_code == 0, done[-1].stderr.decode()
    assert (done[0].cwd / "out.csv").exists()
    assert_no_leak(
        canary.identifiers(many),
        [path for one in done for path in one.created if path.exists()],
        [stream for one in done for stream in one.streams],
        canary.identifiers(many, LONG),
    )
