"""verify looks at all that lies in a copy, and says so where it could not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import PlanError
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan
from piiscan.pipeline.detection import Detection
from piiscan.policy.plans import render_plan
from tests.leaks import canary, files
from tests.leaks.runner import Runner

SECRET = sha256(b"the key of these tests").digest()
KEY = MasterKey(SECRET)
PEOPLE = canary.people(12, seed=3)


@pytest.fixture(autouse=True, scope="module")
def no_models() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Detection, "engine", property(lambda self: self.patterns))
        yield


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory, no_models: None) -> Path:
    """A source of two tables and a log, and its masked copy."""
    folder = tmp_path_factory.mktemp("honest")
    (folder / "in" / "sub").mkdir(parents=True)
    files.write_csv(PEOPLE, folder / "in" / "people.csv")
    files.write_jsonl(PEOPLE, folder / "in" / "sub" / "people.jsonl")
    (folder / "in" / "app.log").write_text("".join(f"INFO call {m} now\n" for m in PEOPLE["mobile"]))
    pipeline.mask(folder / "in", folder / "out", plan=planned(folder), key=KEY)
    return folder


@pytest.fixture
def folder(honest: Path, tmp_path: Path) -> Path:
    """The same, to be spoilt."""
    copytree(honest, tmp_path, dirs_exist_ok=True)
    return tmp_path


def planned(folder: Path) -> Plan:
    return pipeline.plan(pipeline.scan(folder / "in"), partner="acme")


@pytest.fixture(scope="module")
def plan(honest: Path) -> Plan:
    return planned(honest)


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def log(change: Callable[[str], str]) -> Callable[[Path], None]:
    return lambda out: rewrite(out / "app.log", change)


FAULTS: dict[str, Callable[[Path], object]] = {
    "an extra file": lambda out: (out / "more.csv").write_text("a,b\n1,2\n"),
    "a hidden file": lambda out: (out / ".more.csv").write_text("a,b\n1,2\n"),
    "a file in a hidden folder": lambda out: ((out / ".more").mkdir(), (out / ".more" / "a.csv").write_text("a\n")),
    "a missing table": lambda out: (out / "people.csv").unlink(),
    "a missing text": lambda out: (out / "app.log").unlink(),
    "another name": lambda out: (out / "people.csv").rename(out / "persons.csv"),
    "another format": lambda out: (out / "people.csv").write_text("nothing but prose stands here. " * 30),
    "a line of the log unmasked": log(lambda text: f"INFO call {PEOPLE['mobile'][0]} now\n" + text.partition("\n")[2]),
    "a value in another line": log(lambda text: text.replace("INFO", f"INFO {PEOPLE['mobile'][9]}", 1)),
    "a name in a line": log(lambda text: text.replace("INFO", f"INFO {PEOPLE['name_zh'][9]}", 1)),
    "a line dropped": log(lambda text: text.partition("\n")[2]),
    "lines in another order": log(lambda text: "".join(reversed(text.splitlines(keepends=True)[:-1])) + "INFO\n"),
    "a word of a line changed": log(lambda text: text.replace("now", "then", 1)),
    "a path of the JSON lost": lambda out: rewrite(
        out / "sub" / "people.jsonl", lambda text: text.replace('"kind":', '"sort":')
    ),
    "a value of the JSON back": lambda out: rewrite(
        out / "sub" / "people.jsonl", lambda text: text.replace('"kind":"id_no"', f'"kind":"{PEOPLE["id_no"][5]}"', 1)
    ),
}


def test_an_honest_copy_passes(folder: Path, plan: Plan) -> None:
    assert pipeline.verify(folder / "in", folder / "out", plan=plan, key=KEY).passed


@pytest.mark.catalogue("B1")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(fault: str, folder: Path, plan: Plan) -> None:
    FAULTS[fault](folder / "out")
    assert not pipeline.verify(folder / "in", folder / "out", plan=plan).passed


def test_the_log_of_another_partner_is_seen(folder: Path, plan: Plan) -> None:
    pipeline.mask(folder / "in", folder / "other", plan=replace(plan, partner="other"), key=KEY)
    os.replace(folder / "other" / "app.log", folder / "out" / "app.log")
    verification = pipeline.verify(folder / "in", folder / "out", plan=plan, key=KEY)
    assert [(c.table, c.name) for c in verification.checks if not c.passed] == [("app.log", "risk")]


@pytest.mark.parametrize("side", ["in", "out"])
def test_what_cannot_be_read_is_never_verified(side: str, folder: Path, plan: Plan) -> None:
    (folder / side / "people.csv").write_bytes(b"PAR1 damaged")
    verification = pipeline.verify(folder / "in", folder / "out", plan=plan, key=KEY)
    assert not verification.passed
    assert verification.incomplete


def test_a_link_in_the_copy_is_never_verified(folder: Path, plan: Plan) -> None:
    (folder / "out" / "link.csv").symlink_to(folder / "in" / "people.csv")
    assert pipeline.verify(folder / "in", folder / "out", plan=plan, key=KEY).incomplete


def test_a_source_without_the_tables_of_the_plan_is_refused(folder: Path, plan: Plan) -> None:
    (folder / "in" / "people.csv").unlink()
    (folder / "out" / "people.csv").unlink()
    with pytest.raises(PlanError, match=r"people\.csv of the plan is not in the source"):
        pipeline.verify(folder / "in", folder / "out", plan=plan, key=KEY)


def test_the_command_ends_with_1_for_a_leak_and_with_2_where_nothing_is_there(
    run: Runner, folder: Path, plan: Plan
) -> None:
    (folder / "plan.yaml").write_text(render_plan(plan))
    common = ("--plan", folder / "plan.yaml", "--key", "env:K")
    rewrite(folder / "out" / "people.csv", lambda text: text.replace("\n", f"\n{PEOPLE['id_no'][0]}", 1))
    leaked = run("verify", folder / "in", folder / "out", *common, env={"K": SECRET.hex()})
    assert leaked.exit_code == 1
    assert PEOPLE["id_no"][0].encode() not in b"".join(leaked.streams)
    assert run("verify", folder / "in", folder / "absent", *common, env={"K": SECRET.hex()}).exit_code == 2


def test_frames_are_verified_in_memory() -> None:
    plan = pipeline.plan(pipeline.scan(PEOPLE), partner="acme")
    copy = pipeline.mask(PEOPLE, plan=plan, key=KEY)
    assert isinstance(copy, pl.DataFrame)
    assert pipeline.verify(PEOPLE, copy, plan=plan, key=KEY).passed
    assert not pipeline.verify(PEOPLE, PEOPLE, plan=plan, key=KEY).passed
