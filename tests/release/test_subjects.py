"""Who asks to be erased is found in every delivery, by the pseudonyms that its partner got."""

from __future__ import annotations

from pathlib import Path

from piiscan.keys import load
from piiscan.pipeline.releasing.finding import find_delivered
from piiscan.pipeline.releasing.sealing import seal
from tests.release.made import PURPOSE, Office, customers


def joined(house: Office) -> None:
    """The purpose joins by mobile."""
    house.write("purposes", "churn", PURPOSE.replace("needs:\n", "needs:\n  - {entity: CN_MOBILE, why: joins}\n"))


def test_a_person_is_found_in_sealed_deliveries_and_nobody_else(house: Office, tmp_path: Path) -> None:
    joined(house)
    mobile = customers()["mobile"][6]
    key, log = load(house.key("masking")), house.house.log
    release = house.approved()
    assert find_delivered([mobile], key, log).sightings == ()
    seal(release, tmp_path / "out", house=house.house)
    (seen,) = find_delivered([mobile], key, log).sightings
    assert (seen.source, seen.first, seen.token) == (f"release {release} to acme: data-001.csv", (7,), True)
    assert find_delivered(["13900000000"], key, log).sightings == ()


def test_a_delivery_of_another_key_is_incomplete(house: Office, tmp_path: Path) -> None:
    from piiscan import keys

    joined(house)
    seal(house.approved(), tmp_path / "out", house=house.house)
    keys.create(house.key("other"))
    (missing,) = find_delivered([customers()["mobile"][6]], load(house.key("other")), house.house.log).incomplete
    assert "ask again with that one" in missing.reason
