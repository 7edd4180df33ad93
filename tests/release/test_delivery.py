"""What a partner can tell of a delivery with nothing but it and one fingerprint (reliability.md, D21 and D22)."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

import pytest

from piiscan.audit import Log
from piiscan.errors import AuditRefused, DestinationRefused, PiiscanError, ReleaseRefused, UsageError
from piiscan.model.release import Delivery
from piiscan.pipeline.releasing import folder as reading
from piiscan.pipeline.releasing.receiving import receive
from piiscan.pipeline.releasing.sealing import seal
from tests.release.made import TODAY, Office, files


def checked(delivery: Path, sealed: tuple[Path, str]) -> Delivery:
    return receive(delivery, fingerprint=sealed[1])


@pytest.mark.catalogue("D22")
def test_a_partner_verifies_without_keys_network_register_or_workspace(
    delivery: Path, sealed: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*args: object, **named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", no)
    monkeypatch.setenv("PIISCAN_HOME", str(tmp_path / "nowhere"))
    monkeypatch.chdir(tmp_path)
    received = checked(delivery, sealed)
    assert received.passed
    assert {person.name for person in received.signers} == {"mei", "bao", "lin"}
    assert not (tmp_path / "nowhere").exists()
    assert files(delivery) == [
        "README.md", "data/data-001.csv", "people/001.json", "people/002.json", "people/003.json", "release.json",
    ]  # fmt: skip


def test_nothing_of_the_house_is_in_it_but_people_who_signed(delivery: Path) -> None:
    everything = b"".join((delivery / name).read_bytes() for name in files(delivery))
    for name in (b"customers.csv", b"id_no", b"mobile", b"tom", b"gus"):
        assert name not in everything.replace(b"customer_id", b"")


def test_without_a_fingerprint_it_vouches_for_itself_and_nothing_is_proven(delivery: Path) -> None:
    received = receive(delivery, fingerprint=None)
    assert (received.passed, received.problems) == (False, ())


@pytest.mark.catalogue("D18")
@pytest.mark.parametrize("added", ["more.csv", "data/.hidden", "people/nested/004.json", "people/004.txt"])
def test_a_file_that_nobody_signed_is_seen(added: str, delivery: Path, sealed: tuple[Path, str]) -> None:
    (delivery / added).parent.mkdir(exist_ok=True)
    (delivery / added).write_text("{}")
    assert not checked(delivery, sealed).passed


def test_a_file_that_is_missing_or_a_link_is_seen(delivery: Path, sealed: tuple[Path, str]) -> None:
    for name in files(delivery):
        kept = delivery.parent / "kept"
        (delivery / name).rename(kept)
        assert not checked(delivery, sealed).passed, name
        (delivery / name).symlink_to(kept)
        assert not checked(delivery, sealed).passed, name
        (delivery / name).unlink()
        kept.rename(delivery / name)


def test_a_delivery_that_has_expired_says_so(delivery: Path, sealed: tuple[Path, str]) -> None:
    assert receive(delivery, fingerprint=sealed[1], day=TODAY + timedelta(days=90)).passed
    late = receive(delivery, fingerprint=sealed[1], day=TODAY + timedelta(days=91))
    assert not late.passed
    assert "expired" in late.problems[0]


def test_what_is_no_folder_is_no_delivery(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        receive(tmp_path / "nothing", fingerprint=None)
    assert not receive(tmp_path, fingerprint=None).passed


# Sealing


def approved(house: Office, release: str) -> str:
    house.approve(release, "bao")
    house.approve(release, "lin")
    return release


@pytest.mark.catalogue("D21")
@pytest.mark.parametrize("kind", ["other octets", "a link", "a pipe", "nothing"])
def test_a_file_that_is_swapped_while_it_is_copied_is_not_delivered(
    kind: str, house: Office, waits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The swap comes after the file was opened, or just before: what was read is what was signed, or nothing goes."""
    import os

    place = house.folder / "home" / "releases" / approved(house, waits) / "data" / "data-001.csv"
    original, opening = place.read_bytes(), os.open

    def swapping(path: object, flags: int, *more: object, **named: object) -> int:
        if Path(str(path)) == place:
            place.unlink()
            if kind == "other octets":
                place.write_bytes(original[::-1])
            elif kind == "a link":
                (tmp_path / "other.csv").write_bytes(original)
                place.symlink_to(tmp_path / "other.csv")
            elif kind == "a pipe":
                os.mkfifo(place)
        return opening(path, flags, *more, **named)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(reading.os, "open", swapping)
    with pytest.raises(ReleaseRefused):
        seal(waits, tmp_path / "out", house=house.house)
    assert not (tmp_path / "out").exists()


@pytest.mark.catalogue("D14")
@pytest.mark.parametrize("broken", ["open to others", "a folder", "gone bad"])
def test_no_audit_no_delivery(broken: str, house: Office, waits: str, tmp_path: Path) -> None:
    log = Log(house.folder / "home").path
    approved(house, waits)
    if broken == "open to others":
        log.chmod(0o644)
    elif broken == "a folder":
        log.rename(log.with_name("kept"))
        log.mkdir()
    else:
        log.write_bytes(log.read_bytes().replace(b'"lin"', b'"liz"'))
    with pytest.raises(AuditRefused):
        seal(waits, tmp_path / "out", house=house.house)
    assert not (tmp_path / "out").exists()


@pytest.mark.catalogue("D14")
def test_a_full_disk_for_the_log_leaves_no_delivery(
    house: Office, waits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(house, waits)

    def full(*args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("piiscan.audit.log.os.pwrite", full)
    with pytest.raises(PiiscanError):
        seal(waits, tmp_path / "out", house=house.house)
    assert not (tmp_path / "out").exists()


def test_a_destination_that_is_there_or_in_the_workspace_is_refused(house: Office, waits: str, tmp_path: Path) -> None:
    approved(house, waits)
    (tmp_path / "out").mkdir()
    for wrong in (tmp_path / "out", house.folder / "home" / "out"):
        with pytest.raises(DestinationRefused):
            seal(waits, wrong, house=house.house)


def test_it_may_be_sealed_again_with_the_same_octets(house: Office, waits: str, tmp_path: Path) -> None:
    approved(house, waits)
    for out in ("one", "two"):
        seal(waits, tmp_path / out, house=house.house)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    for name in files(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
