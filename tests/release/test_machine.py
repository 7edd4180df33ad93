"""From request to delivery in any order, with crashes and changed files between: what gets out was approved by two.

A model says of every step whether it is to be done; the release must do it, or refuse it and leave nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from piiscan.audit import verify
from piiscan.errors import PiiscanError
from piiscan.model.release import Delivery
from piiscan.pipeline.releasing import approving, sealing
from piiscan.pipeline.releasing.approving import reject, revoke
from piiscan.pipeline.releasing.folder import DOCUMENTS, Folder
from piiscan.pipeline.releasing.receiving import receive
from piiscan.pipeline.releasing.sealing import seal
from tests.catalogue.size import size
from tests.release.made import PEOPLE, Office, moved, partner

APPROVERS = {name for name, roles in PEOPLE.items() if {"business", "compliance"} & set(roles)}
people = st.sampled_from([*sorted(PEOPLE), *sorted(APPROVERS), *sorted(APPROVERS)])


class Killed(BaseException):
    """As if the process had ended here."""


def done(work: Callable[[], object]) -> bool:
    try:
        work()
    except PiiscanError:
        return False
    return True


class Release(RuleBasedStateMachine):
    """One release of mei's, and what is true of it."""

    begun: ClassVar[tuple[Office, str]]
    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(mkdtemp(dir=self.folder))
        self.office, self.release = moved(self.home / "house", self.begun[0]), self.begun[1]
        self.approvals: set[str] = set()
        self.whole: dict[Path, bytes] = {}
        self.ended = self.lapsed = False
        self.delivered: list[Delivery] = []
        self.tries = 0

    @property
    def held(self) -> bool:
        """Whether nothing but approvals may be missing."""
        return not (self.ended or self.lapsed or self.whole)

    @property
    def two(self) -> bool:
        """Whether two of them stand for business and for compliance, each for one."""
        pairs = ((one, other) for one in self.approvals for other in self.approvals - {one})
        return any("business" in PEOPLE[one] and "compliance" in PEOPLE[other] for one, other in pairs)

    def place(self) -> Path:
        self.tries += 1
        return self.home / f"out-{self.tries}"

    @initialize(given=st.sampled_from([(), ("bao",), ("lin",), ("bao", "lin"), ("gus", "lin"), ("bao", "gus")]))
    def approvals_given(self, given: tuple[str, ...]) -> None:
        for by in given:
            self.approve_with(by, by)

    @rule(by=people)
    def approve(self, by: str) -> None:
        self.approve_with(by, by)

    @rule(by=people, key=people)
    def approve_with(self, by: str, key: str) -> None:
        fit = self.held and by == key and by in APPROVERS - self.approvals
        assert done(lambda: self.office.approve(self.release, by, key)) == fit
        self.approvals |= {by} if fit else set()

    @rule(by=st.sampled_from(sorted(APPROVERS)))
    def die_while_approving(self, by: str) -> None:
        """After it stands in the log, and before there is a signature: it is none, and can be made again."""
        with mock.patch.object(approving, "write_envelope", side_effect=Killed):
            try:
                done(lambda: self.office.approve(self.release, by))
            except Killed:
                assert self.held
                assert by not in self.approvals

    @rule()
    def seal(self) -> None:
        place = self.place()
        sealed = done(lambda: self.delivered.append(seal(self.release, place, house=self.office.house)))
        assert sealed == (self.held and self.two) == place.exists()
        if sealed:
            assert receive(place, fingerprint=self.delivered[-1].fingerprint).passed

    @rule()
    def die_while_sealing(self) -> None:
        """After it stands in the log, and before there is a delivery: there is none, and it can be made."""
        place = self.place()
        with mock.patch.object(sealing, "publish", side_effect=Killed):
            try:
                done(lambda: seal(self.release, place, house=self.office.house))
            except Killed:
                assert self.held
                assert self.two
        assert not place.exists()

    @precondition(lambda self: not self.ended and self.tries > 2)
    @rule(end=st.sampled_from([reject, revoke]))
    def end(self, end: Callable[..., None]) -> None:
        sealed = any(entry.event == "release.seal" for entry in self.office.house.log.entries())
        self.ended = done(lambda: end(self.release, by="lin", reason="too much", house=self.office.house))
        assert self.ended or (end is reject and sealed)

    @precondition(lambda self: not self.whole)
    @rule(which=st.integers(0, 20), at=st.integers(0, 10**6), bit=st.integers(0, 7))
    def flip(self, which: int, at: int, bit: int) -> None:
        folder = Folder(self.office.house.log.home, self.release).path
        files = [*sorted((folder / "data").iterdir()), *(folder / name for name in DOCUMENTS.values())]
        file = files[which % len(files)]
        content = bytearray(self.whole.setdefault(file, file.read_bytes()))
        content[at % len(content)] ^= 1 << bit
        file.write_bytes(content)

    @precondition(lambda self: self.whole)
    @rule()
    def put_back(self) -> None:
        for file, content in self.whole.items():
            file.write_bytes(content)
        self.whole = {}

    @rule()
    def agreement_lapses_or_is_renewed(self) -> None:
        self.lapsed = not self.lapsed
        self.office.write("partners", "acme", partner(until=-1) if self.lapsed else partner())

    @rule(octets=st.integers(1, 60))
    def tear(self, octets: int) -> None:
        """A writer died in the middle of a line of the log."""
        path = self.office.house.log.path
        line = path.read_bytes().splitlines()[-1]
        path.write_bytes(path.read_bytes().rstrip(b"\n") + b"\n" + line[:octets])
        self.office.house.log.append("mask", {"rows": 1})

    @invariant()
    def the_log_holds(self) -> None:
        """And knows of every delivery."""
        log = self.office.house.log
        assert verify(log).size == len(log.entries())
        assert sum(entry.event == "release.seal" for entry in log.entries()) >= len(self.delivered)


@pytest.mark.catalogue("D15", "D21", "C21")
def test_nothing_gets_out_but_what_two_people_approved(first: tuple[Office, str, str], tmp_path: Path) -> None:
    begun, folder = first[:2], tmp_path
    machine = type("Begun", (Release,), {"begun": begun, "folder": folder})
    runs = size(15, 100, 1000)
    run_state_machine_as_test(machine, settings=settings(max_examples=runs, stateful_step_count=25, deadline=None))
