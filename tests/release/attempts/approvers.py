"""Too few approve, or not those who may."""

from __future__ import annotations

from base64 import b64encode

from piiscan.keys.signing import create_signer
from piiscan.signing.envelope import signed
from tests.release.attempts.attempting import attempt, attempt_on_wei_s, refused, resign
from tests.release.made import PEOPLE, Office


@attempt
def nobody_approves(office: Office, release: str) -> None: ...


@attempt
def one_approves(office: Office, release: str) -> None:
    office.approve(release, "bao")


@attempt
def the_requester_approves(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "mei"))


@attempt_on_wei_s
def a_requester_with_an_approving_role_approves(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "wei"))


@attempt
def one_approves_twice(office: Office, release: str) -> None:
    office.approve(release, "gus")
    refused(lambda: office.approve(release, "gus"))


@attempt
def one_with_both_roles_approves_alone(office: Office, release: str) -> None:
    office.approve(release, "gus")


@attempt
def one_key_under_two_ids(office: Office, release: str) -> None:
    office.person("gus", PEOPLE["gus"], publics={"a": office.publics["gus"], "b": office.publics["gus"]})
    office.enrol("gus")
    office.approve(release, "gus")
    refused(lambda: office.approve(release, "gus"))


@attempt
def one_person_with_two_keys(office: Office, release: str) -> None:
    _, other = create_signer(office.key("gus2"), lambda signer: None)
    publics = {"a": office.publics["gus"], "b": b64encode(other.public).decode()}
    office.person("gus", PEOPLE["gus"], publics=publics)
    office.enrol("gus")
    office.approve(release, "gus")
    refused(lambda: office.approve(release, "gus", key="gus2"))
    resign(office, release, lambda envelope: signed(envelope, other))


@attempt
def two_of_one_role(office: Office, release: str) -> None:
    office.person("bob", ["business"])
    office.enrol("bob")
    office.approve(release, "bao")
    office.approve(release, "bob")


@attempt
def two_of_the_other_role(office: Office, release: str) -> None:
    office.person("liv", ["compliance"])
    office.enrol("liv")
    office.approve(release, "lin")
    office.approve(release, "liv")


@attempt
def a_custodian_approves(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "tom"))


@attempt
def somebody_without_a_record(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "zoe", key="lin"))


@attempt
def somebody_who_is_not_enrolled(office: Office, release: str) -> None:
    office.person("eve", ["compliance"])
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "eve"))


@attempt
def somebody_who_enrols_themselves(office: Office, release: str) -> None:
    office.person("eve", ["compliance"])
    refused(lambda: office.enrol("eve", by="eve"))
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "eve"))


@attempt
def somebody_whom_the_requester_enrols(office: Office, release: str) -> None:
    office.person("eve", ["compliance"])
    refused(lambda: office.enrol("eve", by="mei"))


@attempt
def somebody_whom_the_requester_enrols_in_anothers_name(office: Office, release: str) -> None:
    office.person("eve", ["compliance"])
    refused(lambda: clock_enrol(office, "eve", by="bao", key="mei"))


def clock_enrol(office: Office, name: str, by: str, key: str) -> None:
    from piiscan.pipeline.releasing.enrolling import enrol

    enrol(name, by=by, key=office.key(key), house=office.house)


@attempt
def an_approver_in_anothers_name(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "lin", key="bao"))
    refused(lambda: office.approve(release, "lin", key="mei"))


# The requester in disguise
