"""What was approved changes: the partner, the purpose, or one bit."""

from __future__ import annotations

from tests.release.attempts.attempting import ATTEMPTS, attempt, both, refused
from tests.release.made import Office, days


@attempt
def the_partner_gets_a_higher_tier(office: Office, release: str) -> None:
    both(office, release)
    office.change("partners", "acme", "highest_tier: 2", "highest_tier: 4")


@attempt
def the_agreement_gets_longer(office: Office, release: str) -> None:
    both(office, release)
    office.change("partners", "acme", f"until: {days(90)}", f"until: {days(900)}")


@attempt
def the_purpose_needs_more(office: Office, release: str) -> None:
    both(office, release)
    office.change("purposes", "churn", "basis: consent", "basis: none")


def with_a_flip(office: Office, release: str, name: str) -> None:
    both(office, release)
    place = office.folder / "home" / "releases" / release / name
    octets = bytearray(place.read_bytes())
    octets[len(octets) // 2] ^= 1
    place.write_bytes(octets)


for changed in ("data/data-001.csv", "plan.yaml", "findings.json", "verification.json", "README.md", "release.json"):
    ATTEMPTS[f"one_bit_of_{changed}"] = lambda office, release, name=changed: with_a_flip(office, release, name)


@attempt
def one_bit_changes_between_two_approvals(office: Office, release: str) -> None:
    office.approve(release, "bao")
    place = office.folder / "home" / "releases" / release / "data" / "data-001.csv"
    place.write_bytes(place.read_bytes().replace(b"active", b"Active", 1))
    refused(lambda: office.approve(release, "lin"))


@attempt
def a_file_is_added(office: Office, release: str) -> None:
    both(office, release)
    (office.folder / "home" / "releases" / release / "data" / ".more.csv").write_text("a\n")


@attempt
def a_file_becomes_a_link_to_the_same_octets(office: Office, release: str) -> None:
    both(office, release)
    place = office.folder / "home" / "releases" / release / "data" / "data-001.csv"
    place.rename(office.folder / "elsewhere.csv")
    place.symlink_to(office.folder / "elsewhere.csv")
