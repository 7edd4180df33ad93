"""The requester approves under another record, name, mailbox or key."""

from __future__ import annotations

from tests.release.attempts.attempting import attempt, refused
from tests.release.made import Office


def disguised(office: Office, release: str, **named: object) -> None:
    """mei has another record, with the role that is missing."""
    office.person("mia", ["compliance"], **named)  # type: ignore[arg-type]
    refused(lambda: office.enrol("mia"))
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "mia"))


@attempt
def the_requester_under_an_alias_of_their_mailbox(office: Office, release: str) -> None:
    disguised(office, release, contact="mei+approvals@corp.example")


@attempt
def the_requester_under_another_case_of_their_mailbox(office: Office, release: str) -> None:
    disguised(office, release, contact="MEI@Corp.Example")


@attempt
def the_requester_under_dots_in_their_mailbox(office: Office, release: str) -> None:
    disguised(office, release, contact="m.e.i@corp.example")


@attempt
def the_requesters_key_under_another_name_and_id(office: Office, release: str) -> None:
    (office.folder / "keys" / "mia").write_bytes((office.folder / "keys" / "mei").read_bytes())
    (office.folder / "keys" / "mia").chmod(0o600)
    disguised(office, release, publics={"other": office.publics["mei"]})


@attempt
def the_requester_under_another_case_of_their_name(office: Office, release: str) -> None:
    office.person("Mei", ["compliance"])
    refused(lambda: office.enrol("Mei"))
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "Mei"))


@attempt
def the_requester_under_letters_that_look_alike(office: Office, release: str) -> None:
    office.person("mеi", ["compliance"])
    refused(lambda: office.enrol("mеi"))
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "mеi"))


@attempt
def the_requester_gives_themselves_the_role(office: Office, release: str) -> None:
    office.change("people", "mei", "roles: [requester]", "roles: [requester, compliance]")
    refused(lambda: office.approve(release, "bao"))


# What changes after an approval
