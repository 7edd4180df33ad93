"""subject find: one person in cells, texts and masked copies, whatever the spelling; nobody else, and no value said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import polars as pl
import pytest

from tests.cli.conftest import Cli, silent


def spaced(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


@pytest.fixture
def place(crowd: pl.DataFrame, tmp_path: Path) -> Path:
    """A table of the crowd, notes about the person of row 6 in five spellings, and a log of everybody else."""
    (tmp_path / "data").mkdir()
    crowd.select("customer_id", "name_zh", "id_no", "mobile", "email").write_csv(tmp_path / "data" / "people.csv")
    who = crowd.row(6, named=True)
    lines = [
        f"call {spaced(who['mobile'])} again",
        "nothing here",
        f"GET /x?mail={quote(who['email'])}",
        f"身份证{who['id_no'].lower()}。",
        f"卡号 {who['card'][:4]}-{who['card'][4:8]}-{who['card'][8:12]}-{who['card'][12:]}",
    ]
    (tmp_path / "data" / "notes.txt").write_text("\n".join(lines) + "\n")
    others = crowd.filter(pl.int_range(pl.len()) != 6)
    (tmp_path / "data" / "app.log").write_text(
        "".join(f"user {m} {e} {i}\n" for m, e, i in others.select("mobile", "email", "id_no").iter_rows())
    )
    return tmp_path / "data"


def identifiers(crowd: pl.DataFrame, row: int = 6) -> bytes:
    return "\n".join(crowd.select("id_no", "mobile", "card", "email").row(row)).encode()


def sightings(cli: Cli, *args: object, stdin: bytes) -> list[dict[str, Any]]:
    run = cli("subject", "find", *args, "-f", "json", stdin=stdin)
    assert run.exit_code == 0
    found: list[dict[str, Any]] = json.loads(run.stdout)["sightings"]
    return found


def test_a_person_is_found_in_every_spelling_and_nobody_else(cli: Cli, crowd: pl.DataFrame, place: Path) -> None:
    found = sightings(cli, place, stdin=identifiers(crowd))
    assert {(one["key"], one["column"]): one["first"] for one in found} == {
        ("notes.txt", None): [1, 3, 4, 5],
        ("people.csv", "id_no"): [7],
        ("people.csv", "mobile"): [7],
        ("people.csv", "email"): [7],
    }
    assert all(one["sure"] for one in found)


def test_a_name_is_found_and_said_to_be_unsure(cli: Cli, crowd: pl.DataFrame, place: Path) -> None:
    name = crowd["name_zh"][6]
    found = sightings(cli, place, stdin=f"PERSON={name}".encode())
    rows = (crowd["name_zh"] == name).arg_true() + 1
    assert [(one["column"], one["first"], one["sure"]) for one in found] == [("name_zh", rows.to_list(), False)]


def test_a_masked_copy_is_searched_for_the_pseudonyms_of_its_partner(
    cli: Cli, crowd: pl.DataFrame, planned: Path, plain: Path
) -> None:
    cli("mask", plain, "out.csv", "--plan", planned, "--key", "env:KEY")
    copy = pl.read_csv(plain.parent / "out.csv")
    found = sightings(cli, "out.csv", "--plan", planned, "--key", "env:KEY", stdin=identifiers(crowd))
    assert {one["column"] for one in found} == {"id_no", "mobile", "card", "email"}
    assert all(one["first"] == [7] and one["token"] for one in found)
    assert sightings(cli, "out.csv", stdin=identifiers(crowd)) == []
    assert len(copy) == len(crowd)


def test_who_is_not_there_is_not_found(cli: Cli, crowd: pl.DataFrame, place: Path) -> None:
    run = cli("subject", "find", place, stdin=b"stranger@canary.invalid\n")
    assert (run.exit_code, run.stdout) == (0, b"nothing of this person was found\n")


def test_what_cannot_be_searched_is_incomplete(cli: Cli, crowd: pl.DataFrame, place: Path) -> None:
    (place / "broken.parquet").write_bytes(b"PAR1 no more")
    run = cli("subject", "find", place, stdin=identifiers(crowd))
    assert run.exit_code == 3
    assert b"not searched  " in run.stdout


def test_identifiers_come_from_a_file_or_stdin_and_are_never_said(
    cli: Cli, crowd: pl.DataFrame, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "who").write_bytes(identifiers(crowd))
    by_file = cli("subject", "find", place, "--from", tmp_path / "who")
    assert by_file.stdout == cli("subject", "find", place, stdin=identifiers(crowd)).stdout
    silent(by_file, crowd)
    assert max(map(len, by_file.stdout.decode().splitlines())) <= 80
    assert cli("subject", "find", place, stdin=b"\n").exit_code == 2


SYSTEM = """piiscan: system/1
name: crm
version: 1
owner: li.wei
effective: 2026-01-01
review: 2030-01-01
contact: crm@shop.example
sources: ["*/data/people.csv"]
"""


@pytest.mark.parametrize("asked", ["access", "correction", "erasure"])
def test_every_place_is_a_task_with_an_owner_and_a_day(
    asked: str, cli: Cli, crowd: pl.DataFrame, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "register" / "systems").mkdir(parents=True)
    (tmp_path / "register" / "systems" / "crm.yaml").write_text(SYSTEM)
    (place / "broken.parquet").write_bytes(b"PAR1 no more")
    when = ("--for", asked, "--received", "2026-11-24")
    run = cli("subject", "find", place, *when, "-f", "json", stdin=identifiers(crowd))
    tasks = {Path(task["source"]).name: task for task in json.loads(run.stdout)["tasks"]}
    assert set(tasks) == {"people.csv", "notes.txt", "broken.parquet"}
    assert {task["due"] for task in tasks.values()} == {"2026-12-24"}
    assert (tasks["people.csv"]["owner"], tasks["people.csv"]["system"]) == ("li.wei", "crm")
    assert (tasks["notes.txt"]["owner"], tasks["notes.txt"]["rows"]) == (None, 4)
    assert len({task["what"] for task in tasks.values()}) == 2
    shown = cli("subject", "find", place, *when, "--days", "15", stdin=identifiers(crowd))
    assert b"to do by 2026-12-09" in shown.stdout
    silent(shown, crowd)
