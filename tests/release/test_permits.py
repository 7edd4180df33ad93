"""Where people are enrolled nobody turns a copy back alone: ways around it are refused and logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.errors import KeyRefused, PiiscanError, ReleaseRefused
from piiscan.model.plan import Plan
from piiscan.pipeline.permitting import Custody, permit
from piiscan.pipeline.unmasking import Unmasked, unmask
from piiscan.signing import permissions
from tests.pipeline.reversible import KEY, case
from tests.release.made import Office


@dataclass
class Asked:
    """A masked copy in a house, and who wants to turn it back."""

    office: Office
    copy: Path
    plan: Plan
    target: Path

    def leave(self, by: str = "bao", key: str | None = None, **changes: object) -> bytes:
        given = {"plan": self.plan, "columns": (), "reason": "case 17", "custodian": "tom"} | changes
        return permit(self.copy, by=by, key=self.office.key(key or by), house=self.office.house, **given)  # type: ignore[arg-type]

    def unmask(self, leave: bytes | None, by: str = "tom", sign: str | None = None, **changes: object) -> Unmasked:
        custody = Custody(self.office.house, by, self.office.key(sign or by), leave) if leave else None
        given = {"plan": self.plan, "key": KEY, "reason": "case 17"} | changes
        log = self.office.house.log
        return unmask(self.copy, self.target, audit=log, custody=custody, overwrite=True, **given)  # type: ignore[arg-type]

    @property
    def events(self) -> list[str]:
        return [entry.event for entry in self.office.house.log.entries()]


@pytest.fixture
def asked(house: Office, tmp_path: Path) -> Asked:
    made = case(tmp_path)
    copy = tmp_path / "copy.csv"
    pipeline.mask(made.source, copy, plan=made.plan, key=KEY, audit=house.house.log)
    return Asked(house, copy, made.plan, tmp_path / "clear.csv")


@pytest.mark.catalogue("D24")
def test_two_people_turn_it_back_and_both_are_on_record(asked: Asked) -> None:
    done = asked.unmask(asked.leave())
    assert done.rows == 30
    entry = asked.office.house.log.entries()[-1]
    assert (entry.event, entry.facts["approver"], entry.facts["custodian"]) == ("keys.unmask", "bao", "tom")
    assert asked.events[-2:] == ["keys.permit", "keys.unmask"]


def twice(asked: Asked) -> None:
    leave = asked.leave()
    asked.unmask(leave)
    asked.unmask(leave)


def another_copy(asked: Asked) -> None:
    leave = asked.leave()
    asked.copy.write_bytes(asked.copy.read_bytes().replace(b"\n", b"\n", 1) + b"\n")
    asked.unmask(leave)


def forged(asked: Asked) -> None:
    """The custodian signs what says that bao gave leave."""
    from piiscan.keys.signing import load_signer
    from piiscan.signing.envelope import Envelope, opened, sealed, signed

    honest = permissions.permission_in(opened(asked.leave(columns=("mobile",))).payload)
    payload = permissions.permission_payload(replace(honest, columns=()))
    asked.unmask(sealed(signed(Envelope(payload), load_signer(asked.office.key("tom")))))


def unlogged(asked: Asked) -> None:
    """bao signs in another workspace, of which this one's log knows nothing."""
    from tests.release.made import moved

    elsewhere = moved(asked.target.parent / "elsewhere", asked.office)
    asked.unmask(replace_office(asked, elsewhere).leave())


def replace_office(asked: Asked, office: Office) -> Asked:
    return Asked(office, asked.copy, asked.plan, asked.target)


WAYS: dict[str, Callable[[Asked], object]] = {
    "alone": lambda asked: asked.unmask(None),
    "no custodian": lambda asked: asked.unmask(asked.leave(), by="mei"),
    "key of another": lambda asked: asked.unmask(asked.leave(), sign="mei"),
    "leave of no approver": lambda asked: asked.leave(by="mei"),
    "leave for no custodian": lambda asked: asked.leave(custodian="mei"),
    "leave with another's key": lambda asked: asked.leave(by="bao", key="lin"),
    "used twice": twice,
    "another copy": another_copy,
    "another reason": lambda asked: asked.unmask(asked.leave(), reason="case 18"),
    "more columns": lambda asked: asked.unmask(asked.leave(columns=("mobile",))),
    "forged": forged,
    "not on record": unlogged,
}


@pytest.mark.catalogue("D24")
@pytest.mark.parametrize("name", WAYS)
def test_ways_around_are_refused_and_logged(name: str, asked: Asked) -> None:
    with pytest.raises(ReleaseRefused):
        WAYS[name](asked)
    assert asked.events[-1] == "release.refuse"
    assert asked.target.exists() == (name == "used twice")


def test_a_person_who_is_both_gives_no_leave_to_themselves(asked: Asked) -> None:
    asked.office.person("tom", ["custodian", "business"])
    asked.office.enrol("tom")
    with pytest.raises(ReleaseRefused, match="turn it back themselves"):
        asked.leave(by="tom")


def test_a_late_leave_is_refused(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from piiscan.pipeline import permitting

    monkeypatch.setattr(permitting, "_TO_USE", timedelta(days=-1))
    with pytest.raises(ReleaseRefused, match="ask anew"):
        asked.unmask(asked.leave())


def test_a_reason_names_nobody_and_another_key_does_not_help(asked: Asked) -> None:
    with pytest.raises(PiiscanError, match="name the case"):
        asked.leave(reason="13800138000 asked")
    with pytest.raises(KeyRefused):
        asked.leave(by="bao", key="masking")
