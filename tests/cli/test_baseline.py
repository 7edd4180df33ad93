"""scan --baseline and --waivers: what is new counts, what is known or answered for does not; no value is in it."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.model.item import Item
from piiscan.verbs.baseline import HEAD, compare, fingerprints, parse, render
from tests.cli.conftest import Cli
from tests.leaks import canary, oracle

KEYED = ("--key", "env:KEY", "--fail-on", "3")


@pytest.fixture
def data(crowd: pl.DataFrame, tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    crowd.select("customer_id", "mobile").write_csv(tmp_path / "data" / "people.csv")
    return tmp_path / "data"


def test_what_is_known_does_not_fail_and_what_is_new_does(cli: Cli, crowd: pl.DataFrame, data: Path) -> None:
    assert cli("scan", data, "--fail-on", "3").exit_code == 1
    assert cli("scan", data, "--baseline", "b", *KEYED).exit_code == 2
    assert cli("scan", data, "--baseline", "b", "--update-baseline", *KEYED).exit_code == 0
    again = cli("scan", data, "--baseline", "b", *KEYED)
    assert (again.exit_code, b"0 new, 0 changed, 0 resolved" in again.stderr) == (0, True)
    crowd.select("id_no").write_csv(data / "more.csv")
    new = cli("scan", data, "--baseline", "b", *KEYED)
    assert (new.exit_code, b"new: more.csv: id_no: personal CN_RESIDENT_ID, tier 4" in new.stderr) == (1, True)
    for file in data.iterdir():
        file.unlink()
    (data / "clean.csv").write_text("colour\nred\n")
    assert b" 0 changed" in (gone := cli("scan", data, "--baseline", "b", *KEYED)).stderr
    assert re.search(rb"[1-9] resolved", gone.stderr)


def test_a_baseline_holds_no_value_no_name_no_time_and_is_the_same_again(
    cli: Cli, crowd: pl.DataFrame, data: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        cli("scan", data, "--baseline", name, "--update-baseline", *KEYED)
    text = (tmp_path / "one").read_text()
    assert text == (tmp_path / "two").read_text()
    assert re.fullmatch(rf"{re.escape(HEAD)}\n([0-9a-f]{{32}} [A-Za-z_ ,0-9]+\n)+", text)
    assert "people" not in text
    assert "mobile" not in text
    assert re.search(r"20\d\d", re.sub("^[0-9a-f]{32}", "", text, flags=re.MULTILINE)) is None
    oracle.assert_no_leak(canary.identifiers(crowd), [tmp_path / "one"], {})


def test_another_key_knows_nothing_and_the_workspace_has_its_own(cli: Cli, data: Path, tmp_path: Path) -> None:
    cli("scan", data, "--baseline", "b", "--update-baseline")
    assert (tmp_path / ".piiscan" / "scan.key").stat().st_mode & 0o777 == 0o600
    assert cli("scan", data, "--baseline", "b", "--fail-on", "3").exit_code == 0
    assert cli("scan", data, "--baseline", "b", *KEYED).exit_code == 1


def test_what_is_no_baseline_is_refused_by_line(cli: Cli, data: Path, tmp_path: Path) -> None:
    (tmp_path / "b").write_text(f"{HEAD}\n<<<<<<< ours\n")
    run = cli("scan", data, "--baseline", "b", *KEYED)
    assert (run.exit_code, b"line 2 is no finding" in run.stderr) == (2, True)


ITEMS = st.builds(
    Item,
    st.sampled_from(["a.csv", "b.csv"]),
    st.text(max_size=3),
    st.sampled_from(["personal", "undecided"]),
    st.just(3),
)


@given(st.lists(ITEMS), st.lists(ITEMS), st.lists(ITEMS))
def test_what_two_branches_knew_is_known_to_their_merge(base: list[Item], ours: list[Item], theirs: list[Item]) -> None:
    """By `git merge` with `merge=union`: the lines of both, in any order, twice or not."""
    keyed = [fingerprints([*base, *more], "00") for more in (ours, theirs)]
    first, second = (render(each).splitlines() for each in keyed)
    merged = parse("\n".join([*first, *reversed(second[1:])]))
    for each in keyed:
        seen = compare(each, merged)
        assert (seen.new, seen.changed) == ((), ())


def waiver(expires: str, source: str = "people.csv") -> str:
    said = f'source: {source}, about: "*", owner: li.wei, reason: moved in May, expires: {expires}'
    return f"piiscan: waivers/1\nwaivers:\n  - {{{said}}}\n"


def test_what_somebody_answers_for_does_not_count_until_its_day(cli: Cli, data: Path, tmp_path: Path) -> None:
    options = ("--fail-on", "3", "--waivers", "w.yaml")
    (data / "people.csv").chmod(0o600)
    (tmp_path / "w.yaml").write_text(waiver("2999-01-01"))
    run = cli("scan", data, *options)
    assert (run.exit_code, b"mobile" in run.stdout) == (0, True)
    (tmp_path / "w.yaml").write_text(waiver("2026-01-01"))
    run = cli("scan", data, *options)
    assert (run.exit_code, b"expired on 2026-01-01: ask li.wei" in run.stderr) == (1, True)
    (tmp_path / "w.yaml").write_text(waiver("2999-01-01", source="nothing.csv"))
    assert b"means nothing that was found" in cli("scan", data, *options).stderr
    (tmp_path / "w.yaml").write_text(waiver("2999-01-01").replace("reason: moved in May, ", ""))
    assert cli("scan", data, *options).exit_code == 2
