"""No release without two people in two roles, neither of whom asked, over the very octets (reliability.md, D15)."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from piiscan.errors import PiiscanError
from piiscan.pipeline.releasing import house as clock
from piiscan.pipeline.releasing.sealing import seal
from piiscan.signing.envelope import Envelope
from piiscan.signing.manifests import manifest_in, payload_of
from tests.release.attempts import ATTEMPTS, ON_WEI_S, Attempt, both, refused, resign
from tests.release.made import Office


def at(monkeypatch: pytest.MonkeyPatch, shift: timedelta) -> None:
    class Shifted(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + shift

    monkeypatch.setattr(clock, "datetime", Shifted)


@pytest.mark.catalogue("D18", "D20")
@pytest.mark.parametrize(
    "changes",
    [
        {"partner": "other"}, {"purpose": "other"}, {"policy": "other"}, {"key": "0" * 16}, {"tier": 1}, {"k": 99},
        {"expires": "2099-01-01"}, {"seal_by": "2099-01-01"}, {"requester": "gus"}, {"assessment": "PIA-99"},
    ],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_a_manifest_that_says_something_else_has_no_signatures(
    changes: dict[str, object], house: Office, waits: str, tmp_path: Path
) -> None:
    both(house, waits)

    def changed(envelope: Envelope) -> Envelope:
        content = json.loads(envelope.payload)
        for name, instead in changes.items():
            named = isinstance(content["predicate"][name], dict)
            content["predicate"][name] = {**content["predicate"][name], "name": instead} if named else instead
        payload = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert payload_of(manifest_in(payload)) == payload
        return replace(envelope, payload=payload)

    resign(house, waits, changed)
    refused(lambda: seal(waits, tmp_path / "out", house=house.house))


# Signatures and events from elsewhere


def test_a_release_that_waited_too_long_is_not_sealed(
    house: Office, waits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(house, waits)
    at(monkeypatch, timedelta(days=8))
    refused(lambda: seal(waits, tmp_path / "out", house=house.house))
    assert not (tmp_path / "out").exists()


def test_a_clock_that_was_turned_back_stops_everything(
    house: Office, waits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(house, waits)
    at(monkeypatch, timedelta(days=-1))
    with pytest.raises(PiiscanError, match="clock"):
        seal(waits, tmp_path / "out", house=house.house)


@pytest.mark.catalogue("D15")
@pytest.mark.parametrize("name", ATTEMPTS)
def test_nobody_gets_around_two_approvals(name: str, house: Office, waits: str, tmp_path: Path) -> None:
    _not_sealed(ATTEMPTS[name], house, waits, tmp_path)


@pytest.mark.catalogue("D15")
@pytest.mark.parametrize("name", ON_WEI_S)
def test_nobody_gets_around_them_for_a_request_of_their_own(
    name: str, house: Office, wei_s: str, tmp_path: Path
) -> None:
    _not_sealed(ON_WEI_S[name], house, wei_s, tmp_path)


def _not_sealed(attempted: Attempt, office: Office, release: str, folder: Path) -> None:
    attempted(office, release)
    refused(lambda: seal(release, folder / "out", house=office.house))
    assert [path.name for path in folder.iterdir()] == ["house"]


@pytest.mark.catalogue("D15")
def test_what_was_refused_is_on_record_without_anything_of_the_data(house: Office, waits: str, tmp_path: Path) -> None:
    refused(lambda: seal(waits, tmp_path / "out", house=house.house))
    refused(lambda: house.approve(waits, "mei"))
    events = [entry for entry in house.house.log.entries() if entry.event == "release.refuse"]
    assert [(event.facts["action"], event.facts["why"]) for event in events] == [
        ("seal", ["signature"]),
        ("approve", ["approver"]),
    ]
    assert "customers" not in house.house.log.path.read_text()


@pytest.mark.catalogue("D15")
def test_there_are_forty_attempts_and_more() -> None:
    assert len(ATTEMPTS) + len(ON_WEI_S) + 2 >= 40


def test_two_approvals_by_two_people_in_two_roles_do(house: Office, waits: str, tmp_path: Path) -> None:
    """The attempts fail for what they do, not because nothing is ever sealed."""
    both(house, waits)
    assert seal(waits, tmp_path / "out", house=house.house).passed
    assert b64decode(json.loads((tmp_path / "out" / "release.json").read_bytes())["payload"])


@pytest.mark.parametrize("pair", [("gus", "bao"), ("bao", "gus"), ("gus", "lin"), ("lin", "gus"), ("wei", "gus")])
def test_one_with_both_roles_stands_for_the_one_that_is_missing(
    pair: tuple[str, str], house: Office, waits: str, tmp_path: Path
) -> None:
    for person in pair:
        house.approve(waits, person)
    assert seal(waits, tmp_path / "out", house=house.house).passed
