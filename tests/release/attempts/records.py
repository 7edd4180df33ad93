"""The log or the standing of a release says something else."""

from __future__ import annotations

from piiscan.keys.signing import load_signer
from piiscan.pipeline.releasing.approving import approve, reject, revoke
from piiscan.signing.envelope import signed
from tests.release.attempts.attempting import attempt, both, refused, resign
from tests.release.made import Office


@attempt
def an_event_is_added_by_hand(office: Office, release: str) -> None:
    office.approve(release, "bao")
    log = office.folder / "home" / "audit.jsonl"
    line = log.read_bytes().splitlines()[-1].replace(b'"bao"', b'"lin"')
    log.write_bytes(log.read_bytes() + line + b"\n")
    resign(office, release, lambda envelope: signed(envelope, load_signer(office.key("lin"))))


@attempt
def the_rejection_is_taken_out_of_the_log(office: Office, release: str) -> None:
    both(office, release)
    reject(release, by="lin", reason="no", house=office.house)
    office.house.log.append("mask", {"rows": 1})
    log = office.folder / "home" / "audit.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(line for line in lines if b"release.reject" not in line))


@attempt
def the_log_is_another_one(office: Office, release: str) -> None:
    both(office, release)
    (office.folder / "home" / "audit.jsonl").unlink()


@attempt
def after_a_rejection(office: Office, release: str) -> None:
    both(office, release)
    reject(release, by="lin", reason="too much", house=office.house)
    refused(lambda: approve(release, by="gus", key=office.key("gus"), house=office.house))


@attempt
def after_it_was_revoked(office: Office, release: str) -> None:
    both(office, release)
    revoke(release, by="bao", reason="the partner asked for it", house=office.house)
