"""Masking fails in every way there is, and nobody stands in what is said about it or left behind."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.span import Span
from piiscan.pipeline.detection import Detection
from piiscan.policy.plans import render_plan
from piiscan.sources import open_targets
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.options import ReadOptions
from piiscan.transforms import Context
from piiscan.transforms.pseudonym import Pseudonym
from piiscan.verbs.classify import schema_digest
from tests.leaks import canary, files
from tests.leaks.oracle import assert_no_leak
from tests.leaks.runner import ROOT
from tests.verbs.made import STEPS, TODAY

SECRET = sha256(b"the key of these tests").digest()
PEOPLE = canary.people(40, seed=13)
CANARIES = canary.identifiers(PEOPLE)
STEP = {name: step for name, step in STEPS.items() if name in PEOPLE.columns}
Patch = pytest.MonkeyPatch


def wrong(step: Step, **parameters: object) -> Callable[[Patch], dict[str, Step]]:
    """The mobile column's step has these parameters."""
    return lambda patch: {**STEP, "mobile": Step(step.operator, parameters, "CN_MOBILE")}


def raising(failure: Callable[[str], BaseException]) -> Callable[..., object]:
    """Fails with all that it was given in its message, as careless libraries do."""

    def fail(*given: object, **named: object) -> object:
        raise failure(f"{given} {named} {PEOPLE.rows()}")

    return fail


def broken_operator(patch: Patch) -> dict[str, Step]:
    def number(self: object, values: pl.Expr, context: Context) -> pl.Expr:
        return values.str.strptime(pl.Date, "%Y", strict=True).cast(pl.String)

    patch.setattr(Pseudonym, "expression", number)
    return STEP


def engine(failure: Callable[[str], BaseException]) -> Callable[[Patch], dict[str, Step]]:
    def patched(patch: Patch) -> dict[str, Step]:
        patch.setattr(Detection, "find", raising(failure))
        return STEP

    return patched


def outside(patch: Patch) -> dict[str, Step]:
    """The text engine names characters that are not there."""
    patch.setattr(
        Detection, "find", lambda self, texts, own, holds: [[Span(0, 10_000, "PERSON", 1.0, "x")]] * len(texts)
    )
    return STEP


def iterator(failure: Callable[[str], BaseException]) -> Callable[[Patch], dict[str, Step]]:
    """The source fails after its first rows."""

    def patched(patch: Patch) -> dict[str, Step]:
        read = RegularTable.batches

        def batches(self: RegularTable) -> Iterator[pl.DataFrame]:
            yield next(read(self)).head(5)
            raise failure(str(PEOPLE.rows()))

        patch.setattr(RegularTable, "batches", batches)
        return STEP

    return patched


FAILURES: dict[str, Callable[[Patch], dict[str, Step]]] = {
    "an unknown operator": wrong(Step("blur")),
    "an unknown parameter": wrong(Step("mask"), kept=3),
    "a parameter of another type": wrong(Step("mask"), keep_prefix="three"),
    "a parameter out of range": wrong(Step("mask"), keep_prefix=99),
    "a form that is not there": wrong(Step("generalize"), to="nothing"),
    "a rule without default": wrong(Step("text"), spans={"PERSON": {"operator": "replace"}}),
    "an undecided column": wrong(Step(None)),
    "an operator that Polars fails in": broken_operator,
    "a text engine that fails": engine(ValueError),
    "a text engine that runs out of memory": engine(MemoryError),
    "a text engine outside of the text": outside,
    "a source that Polars fails in": iterator(pl.exceptions.ComputeError),
    "a source that fails": iterator(OSError),
    "a key error with a value": iterator(KeyError),
}


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """The command sets handlers of its own."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return files.write_csv(PEOPLE, tmp_path / "people.csv")


def plan_for(source: Path, steps: dict[str, Step]) -> Plan:
    (table,) = open_targets([str(source)], ReadOptions())
    assert isinstance(table, RegularTable)
    about = {"name": "test", "version": 1, "digest": "sha256:0"}
    tables = {source.name: TablePlan(schema_digest(table.columns), steps)}
    return Plan(about, None, "acme", TODAY, None, "refuse", tables)


@pytest.mark.catalogue("B28")
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_says_no_value_and_leaves_nothing(
    failure: str, source: Path, tmp_path: Path, monkeypatch: Patch, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = plan_for(source, FAILURES[failure](monkeypatch))
    (tmp_path / "place").mkdir()
    script = _command(["mask", source, tmp_path / "place" / "new" / "out.csv", "--key", "env:K"], plan, tmp_path)
    monkeypatch.setenv("K", SECRET.hex())
    monkeypatch.setattr("sys.argv", script)
    from piiscan.cli import main

    with pytest.raises(SystemExit) as ended:
        main()
    said = "".join(capfd.readouterr()).encode()
    assert ended.value.code in (2, 3, 4)
    assert said.startswith(b"piiscan: ")
    assert list((tmp_path / "place").iterdir()) == []
    assert_no_leak(CANARIES, [tmp_path / "place"], [said])


@pytest.mark.catalogue("C20")
def test_a_full_disk_says_no_value_and_leaves_nothing(source: Path, tmp_path: Path) -> None:
    plan = plan_for(source, STEP)
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "old.csv").write_text("a,b\n1,2\n")
    script = _command(["mask", source, tmp_path / "place" / "old.csv", "--key", "env:K", "--overwrite"], plan, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", "from piiscan.cli import main; main()", *script[1:]],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        env={"K": SECRET.hex(), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 4
    assert done.stderr.startswith(f"piiscan: {tmp_path / 'place' / 'old.csv'}: ".encode())
    assert {path.name: path.read_text() for path in (tmp_path / "place").iterdir()} == {"old.csv": "a,b\n1,2\n"}
    assert_no_leak(CANARIES, [tmp_path / "place"], [done.stdout, done.stderr])


@pytest.mark.catalogue("B28")
def test_the_library_says_no_value_either(source: Path, tmp_path: Path, monkeypatch: Patch) -> None:
    plan = plan_for(source, broken_operator(monkeypatch))
    with pytest.raises(Exception, match="cannot be masked") as failed:
        pipeline.mask(source, tmp_path / "out.csv", plan=plan, key=MasterKey(SECRET))
    chain: list[BaseException | None] = [failed.value]
    while chain[-1] is not None:
        shown = None if chain[-1].__suppress_context__ else chain[-1].__context__
        chain.append(chain[-1].__cause__ or shown)
    assert_no_leak(CANARIES, [], [repr(one).encode() for one in chain[:-1]])


def _command(words: list[object], plan: Plan, folder: Path) -> list[str]:
    (folder / "plan.yaml").write_text(render_plan(plan), "utf-8")
    return ["piiscan", *map(str, words), "--plan", str(folder / "plan.yaml")]
