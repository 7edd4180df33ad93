"""Masked copies of .xls files are in the form of .xlsx, and are called so wherever they lie."""

from __future__ import annotations

import gzip
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from piiscan import pipeline
from piiscan.errors import UsageError
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan
from tests.sources.binary_workbook import xls

KEY = MasterKey(sha256(b"the key of these tests").digest())
BOOK = xls({"客户": [["shop", "mobile"], *[["north", f"138{i * 48_611_779 % 10**8:08}"] for i in range(20)]]})


def planned(source: Path) -> Plan:
    return pipeline.plan(pipeline.scan(source, text="off"))


def masked(source: Path, copy: Path) -> None:
    plan = planned(source)
    pipeline.mask(source, copy, plan=plan, key=KEY)
    assert pipeline.verify(source, copy, plan=plan, key=KEY).passed
    assert not pipeline.verify(source, source, plan=plan, key=KEY).passed


def test_files_of_a_folder_and_members_of_archives_have_the_other_suffix(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xls").write_bytes(BOOK)
    (folder / "b.XLS.gz").write_bytes(gzip.compress(BOOK))
    (folder / "old").write_bytes(BOOK)
    with ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("sub/d.xls", BOOK)
    masked(folder, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.xlsx", "b.xlsx.gz", "c.zip", "old.xlsx"]
    assert ZipFile(tmp_path / "out" / "c.zip").namelist() == ["sub/d.xlsx"]


def test_a_single_archive_is_verified_too(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("d.xls", BOOK)
    masked(tmp_path / "c.zip", tmp_path / "out.zip")


def test_a_single_file_is_called_as_the_user_says_unless_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(BOOK)
    masked(tmp_path / "a.xls", tmp_path / "mine.xlsx")
    for name, better in {"out.xls": "out.xlsx", "out": "out.xlsx", "out.ods": "out.ods.xlsx"}.items():
        with pytest.raises(UsageError, match=f"written in the form of .xlsx: call it {better}$"):
            pipeline.mask(tmp_path / "a.xls", tmp_path / name, plan=planned(tmp_path / "a.xls"), key=KEY)
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize("archived", [False, True])
def test_a_name_that_is_taken_stops_the_copy(tmp_path: Path, archived: bool) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xls").write_bytes(BOOK)
    pipeline.mask(folder / "a.xls", folder / "a.xlsx", plan=planned(folder / "a.xls"), key=KEY)
    if archived:
        with ZipFile(folder / "c.zip", "w") as archive:
            for name in ("a.xls", "a.xlsx"):
                archive.write(folder / name, name)
                (folder / name).unlink()
    with pytest.raises(UsageError, match=r"a\.xls, .*a\.xlsx: the copies of both would be called a\.xlsx"):
        pipeline.mask(folder, tmp_path / "out", plan=planned(folder), key=KEY)
    assert not (tmp_path / "out").exists()
