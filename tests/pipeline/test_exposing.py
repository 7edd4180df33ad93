"""Data that stands open is told, with what would end it: by the mode of files, at rest, by grants, beside secrets."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.model.finding import Exposure
from piiscan.pipeline import exposing
from piiscan.sources.at_rest import encrypted_at_rest
from tests.leaks import canary

SECRET = "db_password = 'Zx9#kQ2mVt7w'\nAKIA2E0A8F3B9C7D5E1F\n"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that everybody can enter, with people of tier 4 and of tier 3 in files of their owner's."""
    people = canary.people(30, seed=3)
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        made.chmod(0o755)
        people.select("name_zh", "id_no").write_csv(made / "ids.csv")
        people.select("name_zh", "mobile").write_csv(made / "phones.csv")
        for file in made.iterdir():
            file.chmod(0o600)
        monkeypatch.setattr(exposing, "encrypted_at_rest", lambda place: False)
        yield made


def found(folder: Path) -> dict[str, list[Exposure]]:
    """By the name of the file, or of the folder."""
    findings = pipeline.scan(str(folder), text="off")
    by_name: dict[str, list[Exposure]] = {}
    for each in findings.exposure:
        by_name.setdefault(Path(each.source).name, []).append(each)
    return by_name


def test_what_everybody_can_read_has_a_remedy_and_the_remedy_helps(folder: Path) -> None:
    (folder / "phones.csv").chmod(0o644)
    (exposed,) = found(folder)["phones.csv"]
    assert (exposed.issue, exposed.tier) == ("readable by every user of the machine", 3)
    assert exposed.remedy == "chmod o-r it, or chmod o-x a folder above it"
    folder.chmod(0o700)
    assert "phones.csv" not in found(folder)


def test_tier_4_is_told_to_be_unencrypted_once_a_folder_and_tier_3_is_not(folder: Path) -> None:
    told = found(folder)
    assert "tier 4, not known to be encrypted" in told["ids.csv"][0].issue
    assert "phones.csv" not in told
    (folder / "again.csv").write_bytes((folder / "ids.csv").read_bytes())
    (folder / "again.csv").chmod(0o600)
    assert [each.issue for each in found(folder)[folder.name]] == ["tier 4 in 2 files, not known to be encrypted"]


def test_an_encrypted_disk_is_seen_through_what_it_is_made_of(tmp_path: Path) -> None:
    number = os.stat(tmp_path).st_dev
    place = f"{os.major(number)}:{os.minor(number)}"
    (tmp_path / "mounts").write_text(f"1 2 {place} / / rw - ext4 /dev/a rw\n")
    devices = tmp_path / "devices"
    (devices / place / "slaves").mkdir(parents=True)
    assert not encrypted_at_rest(tmp_path, devices, tmp_path / "mounts")
    for name, uuid in ("dm-1", "CRYPT-LUKS2-0000"), ("dm-2", "LVM-0000"):
        (devices / place / "slaves" / name / "dm").mkdir(parents=True)
        (devices / place / "slaves" / name / "dm" / "uuid").write_text(uuid)
    assert not encrypted_at_rest(tmp_path, devices, tmp_path / "mounts")
    (devices / place / "slaves" / "dm-2" / "dm" / "uuid").write_text("CRYPT-LUKS2-0001")
    assert encrypted_at_rest(tmp_path, devices, tmp_path / "mounts")
    (tmp_path / "mounts").write_text(f"1 2 {place} / / rw shared:1 - ecryptfs /dev/a rw\n")
    assert encrypted_at_rest(tmp_path, tmp_path / "none", tmp_path / "mounts")


def test_credentials_beside_people_are_told_and_alone_are_not(folder: Path) -> None:
    (folder / "deploy.txt").write_text(SECRET)
    (folder / "deploy.txt").chmod(0o600)
    (exposed,) = [each for each in found(folder)["deploy.txt"] if "credentials" in each.issue]
    assert "beside personal data in 2 files or tables here" in exposed.issue
    assert exposed.tier == 4
    assert "Zx9" not in exposed.said
    for name in ("ids.csv", "phones.csv"):
        (folder / name).unlink()
    assert [each for each in found(folder).get("deploy.txt", []) if "credentials" in each.issue] == []


def test_a_table_with_passwords_beside_its_people_is_told_and_with_hashes_is_not(folder: Path) -> None:
    people = canary.people(30, seed=3)
    for name in ("ids.csv", "phones.csv"):
        (folder / name).unlink()
    words = [f"Kx{n}#vb!{n * 7}Qz" for n in range(30)]
    people.select("email").with_columns(password=pl.Series(words)).write_csv(folder / "users.csv")
    told = [each.issue for each in found(folder)["users.csv"]]
    assert any("credentials (PASSWORD) beside personal data in it" in issue for issue in told)
