"""Canary people go through scan, plan, mask and verify, and nobody stands in any byte that is left behind."""

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
from piiscan.sources import ReadOptions
from tests.leaks import canary, files
from tests.leaks.oracle import assert_no_leak
from tests.leaks.runner import Run, Runner

KEY = sha256(b"the key of these tests").digest()
LONG = ("id_no", "card", "iban")
PATTERNED = ("id_no", "mobile", "card", "iban", "email", "passport", "plate", "ip")
"""What patterns find in a text of which no row knows anything."""

Write = Callable[[pl.DataFrame, Path], Path]
CSV: dict[str, tuple[Write, str | None]] = {
    "csv": (files.write_csv, None),
    "csv, semicolons": (lambda people, path: files.write_csv(people, path, separator=";"), None),
    "csv, tabs": (lambda people, path: files.write_csv(people, path, separator="\t"), None),
    "csv, GB18030": (lambda people, path: files.write_csv(people, path, encoding="gb18030"), "gb18030"),
    "csv, BOM": (lambda people, path: files.write_csv(people, path, encoding="utf-8-sig"), None),
}
FORMATS: dict[str, tuple[Write, str | None]] = {
    **CSV,
    "jsonl": (files.write_jsonl, None),
    "parquet": (files.write_parquet, None),
}


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


def shared(source: Path, folder: Path, encoding: str | None = None) -> list[bytes]:
    """Scan, plan, mask and verify through the library; all that a user would see, as bytes."""
    options, key = ReadOptions(encoding=encoding), MasterKey(KEY)
    findings = pipeline.scan(source, options=options)
    plan = with_notes_as_text(pipeline.plan(findings, partner="acme"))
    assert not plan.undecided
    pipeline.mask(source, folder / "out" / source.name, plan=plan, key=key, options=options)
    verification = pipeline.verify(source, folder / "out" / source.name, plan=plan, key=key, options=options)
    assert [p for check in verification.checks for p in check.problems] == []
    assert verification.passed
    said = [pipeline.report(findings, form) for form in ("html", "json", "csv", "md", "table")]
    return [text.encode() for text in (*said, render_plan(plan), render(verification), render_json(verification))]


def left(
    people: pl.DataFrame, tmp_path: Path, streams: list[bytes], names: tuple[str, ...] = canary.IDENTIFIERS
) -> None:
    wanted = canary.identifiers(people, names)
    assert_no_leak(wanted, [tmp_path / "out", tmp_path / "tmp"], streams, canary.identifiers(people, LONG))


@pytest.mark.usefixtures("no_models")
@pytest.mark.parametrize("form", FORMATS)
def test_nobody_is_left_in_a_table(form: str, people: pl.DataFrame, tmp_path: Path) -> None:
    write, encoding = FORMATS[form]
    people = people.head(100)
    suffix = {"jsonl": ".jsonl", "parquet": ".parquet"}.get(form, ".csv")
    source = write(people, tmp_path / f"people{suffix}")
    left(people, tmp_path, shared(source, tmp_path, encoding))


@pytest.mark.usefixtures("no_models")
def test_nobody_is_left_in_a_log(people: pl.DataFrame, tmp_path: Path) -> None:
    source = files.write_text(people, tmp_path / "app.log")
    left(people, tmp_path, shared(source, tmp_path), PATTERNED)


@pytest.mark.usefixtures("no_models")
@pytest.mark.parametrize(("form", "n"), [("csv", 10_000), ("jsonl", 300), ("parquet", 300)])
def test_nobody_of_thousands_is_left(form: str, n: int, tmp_path: Path) -> None:
    """0 of n: with 95 % confidence at most 3 of n would be (the rule of three)."""
    many = canary.people(n, seed=71)
    source = FORMATS[form][0](many, tmp_path / f"people.{form}")
    left(many, tmp_path, shared(source, tmp_path))


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
