"""Who has approved may not any more: they left, or their role or key did."""

from __future__ import annotations

from tests.release.attempts.attempting import attempt, both, refused
from tests.release.made import Office, days


@attempt
def an_approver_has_left(office: Office, release: str) -> None:
    both(office, release)
    (office.folder / "register" / "people" / "lin.yaml").unlink()


@attempt
def an_approver_has_another_role_now(office: Office, release: str) -> None:
    both(office, release)
    office.person("lin", ["business"])
    office.enrol("lin")


@attempt
def a_key_was_revoked(office: Office, release: str) -> None:
    both(office, release)
    office.change("people", "lin", "}\n", f", revoked: {days(0)}}}\n")
    office.enrol("lin")


@attempt
def a_key_was_revoked_and_nobody_enrolled_that(office: Office, release: str) -> None:
    both(office, release)
    office.change("people", "lin", "}\n", f", revoked: {days(0)}}}\n")


@attempt
def a_key_has_expired(office: Office, release: str) -> None:
    office.approve(release, "bao")
    office.person("lin", ["compliance"], until=-1)
    office.enrol("lin")
    refused(lambda: office.approve(release, "lin"))
