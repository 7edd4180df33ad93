"""What a partner has already is told before they get more of it, to who asks and to who approves, and on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import rmtree

import polars as pl
import pytest

from piiscan import keys
from piiscan.model.composition import Composition
from piiscan.model.policy import Match, Rule
from piiscan.pipeline.releasing.approving import reject, revoke
from piiscan.pipeline.releasing.requesting import Reading
from piiscan.pipeline.releasing.sealing import seal
from piiscan.pipeline.releasing.showing import shown
from piiscan.policy.policies import default_policy
from piiscan.reports.release import releases_json, render_release
from tests.leaks import canary
from tests.release.made import PURPOSE, Office, customers, moved, partner

Change = Callable[[Office], dict[str, object]]
"""What becomes of the office after the first release, and what is asked for differently."""

PEOPLE = customers(44)


def holding(rows: pl.DataFrame) -> Change:
    def change(office: Office) -> dict[str, object]:
        rows.write_csv(office.source)
        return {}

    return change


def purpose(text: str) -> Change:
    def change(office: Office) -> dict[str, object]:
        office.write("purposes", "churn", text)
        return {}

    return change


def as_before(office: Office) -> dict[str, object]:
    return {}


def by_another_key(office: Office) -> dict[str, object]:
    keys.create(office.key("later"))
    return {"key": office.key("later"), **purpose(FINER)(office)}


FINER = PURPOSE.replace("step: 10", "step: 5")


def hidden(office: Office) -> dict[str, object]:
    policy, drop = default_policy(), Rule(Match(column="status"), "drop")
    return {"policy": replace(policy, rules=(drop, *policy.rules))}


def withdrawn(office: Office) -> dict[str, object]:
    """Three have agreed no longer."""
    PEOPLE.head(40).with_columns(agreed=pl.Series(["no"] * 3 + ["yes"] * 37)).write_csv(office.source)
    return purpose(f"{PURPOSE}consent: agreed\n")(office)


TOLD: dict[str, tuple[Change, list[str]]] = {
    "one more": (
        holding(PEOPLE.head(41)),
        ["40 rows there and 41 here", "differ by 1 row, less than 11", "who came or left is told"],
    ),
    "some less": (holding(PEOPLE.head(37)), ["40 rows there and 37 here", "differ by 3 rows, less than 11"]),
    "withdrawn": (withdrawn, ["40 rows there and 37 here", "differ by 3 rows, less than 11"]),
    "one for another": (
        holding(pl.concat([PEOPLE.head(39), PEOPLE[40:41]])),
        ["As many rows, but nothing proves that they are the same"],
    ),
    "finer": (
        purpose(FINER),
        ["birth_date (generalize step 10 there, generalize step 5 here)", "joined by customer_id", "the finer of both"],
    ),
    "left out later": (hidden, ["status (keep there, drop here)", "joined by customer_id"]),
    "other tokens": (
        by_another_key,
        ["birth_date (generalize step 10", "No column joins their rows; equal values in status, or the order of rows"],
    ),
    "on another day": (
        lambda office: {"reading": Reading("off", as_of=date(2020, 1, 1))},
        ["birth_date (generalize as_of", "joined by customer_id"],
    ),
    "renamed": (
        lambda office: {"renamed": PEOPLE.head(41)},
        ["later.csv: release", "holds customers.csv as well", "differ by 1 row"],
    ),
}


def delivered(office: Office, folder: Path) -> str:
    release = office.approved()
    seal(release, folder / release, house=office.house)
    return release


def asked(office: Office, change: Change) -> tuple[str, list[str]]:
    """A later release, and what whoever asks for it is told."""
    said = list[str]()
    named = change(office)
    reading = named.pop("reading", Reading("off"))
    if isinstance(rows := named.pop("renamed", None), pl.DataFrame):
        office.source.unlink()
        office = Renamed(office.folder, office.publics)
        rows.write_csv(office.source)
    assert isinstance(reading, Reading)
    release = office.request(reading=replace(reading, notice=said.append), **named).release
    return release, [line for line in said if line.startswith("warning: ")]


class Renamed(Office):
    @property
    def source(self) -> Path:
        return self.folder / "later.csv"


def beside(office: Office, release: str) -> Composition:
    found = shown(release, office.house.log).composition
    assert found is not None
    return found


def recorded(office: Office, release: str) -> tuple[list[str], int]:
    facts = next(e.facts for e in office.house.log.entries() if e.facts.get("release") == release)
    return facts["overlaps"], facts["not_compared"]


@pytest.fixture(scope="session")
def once(first: tuple[Office, str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, str]:
    """An office in which nothing waits, and what it has delivered."""
    folder = tmp_path_factory.mktemp("delivered")
    office = moved(folder / "house", first[0])
    for release in first[1:]:
        reject(release, by="bao", reason="another one", house=office.house)
    holding(PEOPLE.head(40))(office)
    return office, delivered(office, folder)


@pytest.fixture
def office(once: tuple[Office, str], tmp_path: Path) -> Office:
    return moved(tmp_path / "house", once[0])


@pytest.fixture
def held(once: tuple[Office, str]) -> str:
    """The release that the partner has."""
    return once[1]


@pytest.mark.catalogue("B34")
@pytest.mark.parametrize("name", TOLD)
def test_what_two_releases_tell_together_is_told_to_who_asks_and_who_approves_and_on_record(
    name: str, office: Office, held: str
) -> None:
    change, parts = TOLD[name]
    release, (warning,) = asked(office, change)
    read = " ".join(render_release(shown(release, office.house.log)).split()).replace("overlaps ", "")
    for part in (f"release {held} (sealed) holds", *parts):
        assert part in warning
        assert part in read
    assert recorded(office, release) == ([held], 0)


def stock(office: Office) -> dict[str, object]:
    pl.DataFrame({"sku": range(41), "stock": range(41)}).write_csv(office.source)
    return purpose(PURPOSE.replace("column: status", "column: stock"))(office)


QUIET: dict[str, Change] = {
    "the same again": as_before,
    "many more": holding(customers(60)),
    "another table": lambda office: {"renamed": PEOPLE.head(41).rename({"status": "state"})},
    "another table of that name": stock,
}


@pytest.mark.catalogue("B34")
@pytest.mark.parametrize("name", QUIET)
def test_nothing_is_told_where_two_releases_tell_nothing_more_together(name: str, office: Office) -> None:
    release, warnings = asked(office, QUIET[name])
    assert warnings == []
    assert "overlaps" not in render_release(shown(release, office.house.log))
    assert recorded(office, release) == ([], 0)


@pytest.mark.catalogue("B34")
def test_what_another_partner_has_is_not_told(office: Office) -> None:
    office.write("partners", "bolt", partner().replace("acme", "bolt"))
    release, warnings = asked(office, lambda office: {"partner": "bolt", **purpose(FINER)(office)})
    assert warnings == []
    assert beside(office, release) == Composition(())


def test_what_was_delivered_counts_after_it_was_revoked_and_what_never_left_does_not(office: Office, held: str) -> None:
    for release in (held, office.approved()):
        revoke(release, by="bao", reason="case 7", house=office.house)
    release, (warning,) = asked(office, holding(PEOPLE.head(41)))
    assert f"release {held} (revoked) holds" in warning
    assert recorded(office, release) == ([held], 0)


def test_two_that_wait_know_of_each_other(office: Office) -> None:
    office.write("partners", "bolt", partner().replace("acme", "bolt"))
    first = office.request(partner="bolt").release
    second, (warning,) = asked(office, lambda office: {"partner": "bolt", **purpose(FINER)(office)})
    assert f"release {first} (0 of 2 approvals)" in warning
    assert [each.release for each in beside(office, first).overlaps] == [second]


@pytest.mark.parametrize("ruined", ["findings.json", "plan.yaml", "verification.json", "release.json", "."])
def test_a_release_that_cannot_be_read_is_named_as_not_compared(ruined: str, office: Office, held: str) -> None:
    folder = office.folder / "home" / "releases" / held
    if ruined == ".":
        rmtree(folder)
    else:
        (folder / ruined).write_bytes((folder / ruined).read_bytes() + b" ")
    release, (warning,) = asked(office, purpose(FINER))
    assert f"release {held}: what it holds is missing or was changed" in warning
    assert recorded(office, release) == ([], 1)


@pytest.mark.parametrize("ruined", ["plan.yaml", "release.json"])
def test_a_release_that_was_changed_is_shown_and_not_as_one_that_overlaps_with_none(
    ruined: str, office: Office
) -> None:
    release, _ = asked(office, purpose(FINER))
    place = office.folder / "home" / "releases" / release / ruined
    place.write_bytes(place.read_bytes() + b" ")
    read = render_release(shown(release, office.house.log))
    assert (f"overlaps   release {release}: what it holds is missing" in read) == (ruined == "plan.yaml")
    assert ("changed or missing" in read) == (ruined == "release.json")


def test_the_same_is_the_same_when_it_is_encrypted(office: Office) -> None:
    pyrage = pytest.importorskip("pyrage")
    office.write("partners", "acme", partner(more=f"key: {pyrage.x25519.Identity.generate().to_public()}\n"))
    assert asked(office, as_before)[1] == []


def test_canaries_do_not_count_as_people(office: Office) -> None:
    release, _ = asked(office, lambda office: {"canaries": 3})
    (overlap,) = beside(office, release).overlaps
    assert (overlap.rows, overlap.others, overlap.apart) == (40, 40, 0)


def test_the_policy_says_what_is_few(office: Office) -> None:
    holding(PEOPLE.head(42))(office)
    release, warnings = asked(office, lambda office: {"policy": replace(default_policy(), k=2)})
    assert warnings == []
    assert beside(office, release).overlaps == ()


class Tables(Office):
    @property
    def source(self) -> Path:
        return self.folder / "tables"


@pytest.mark.parametrize(("rows", "told"), [(31, ["a.csv"]), (30, ["a.csv", "b.csv"])])
def test_of_a_folder_a_table_is_quiet_whose_rows_are_proven_to_be_the_same(
    rows: int, told: list[str], office: Office
) -> None:
    """Files of a delivery have names that say nothing: which table one is, its rows tell."""
    tables = Tables(office.folder, office.publics)
    tables.source.mkdir()
    PEOPLE.head(30).write_csv(tables.source / "a.csv")
    PEOPLE.tail(rows).write_csv(tables.source / "b.csv")
    first = tables.request().release
    PEOPLE[1:31].write_csv(tables.source / "a.csv")
    overlaps = beside(tables, tables.request().release).overlaps
    assert [(each.table, each.apart) for each in overlaps if each.release == first] == [(name, 0) for name in told]


def test_it_is_in_the_json_and_holds_nobody(office: Office, held: str) -> None:
    release, (warning,) = asked(office, by_another_key)
    text = releases_json([shown(release, office.house.log)])
    (overlap,) = json.loads(text)["releases"][0]["composition"]["overlaps"]
    assert (overlap["release"], overlap["table"], overlap["apart"]) == (held, "customers.csv", None)
    assert not [value for value in canary.identifiers(canary.people(44, seed=31)) if value in text + warning]
