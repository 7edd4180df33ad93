"""Archives as attackers, other systems and broken disks make them: all is read or listed, and nothing gets out."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.archived import CSV, TEXT, copied, gaps, members, tarred, zipped
from tests.sources.roundtrip import opened, steady

TWO = zipped({"t.csv": CSV, "a.txt": TEXT}, zipfile.ZIP_STORED)
SECOND = TWO.index(b"PK\x03\x04", 1)
LIST = TWO.index(b"PK\x01\x02")
SECOND_LISTED = TWO.index(b"PK\x01\x02", LIST + 1)
END = TWO.index(b"PK\x05\x06")


def put(content: bytes, at: int, patch: bytes) -> bytes:
    return content[:at] + patch + content[at + len(patch) :]


def linked(mode: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("t.csv")
        link.create_system, link.external_attr = 3, mode << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", TEXT)
    return packed.getvalue()


def twice() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("t.csv", CSV)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("t.csv", CSV)
    return packed.getvalue()


MEMBER: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "encrypted": (put(put(TWO, 6, b"\1"), LIST + 8, b"\1"), "is encrypted"),
    "a symbolic link": (linked(stat.S_IFLNK | 0o777), "a symbolic link"),
    "a device": (linked(stat.S_IFCHR | 0o777), "not a regular file"),
    "a folder with bytes": (linked(stat.S_IFDIR | 0o777), "a folder that holds bytes"),
    "a name twice": (twice, "the same name"),
    "a wrong checksum": (put(put(TWO, 14, b"abcd"), LIST + 16, b"abcd"), "another checksum"),
    "other bytes than the checksum's": (put(TWO, TWO.index(CSV), b"N"), "another checksum"),
    "a size that is too small": (
        put(put(TWO, 22, struct.pack("<L", 9)), LIST + 24, struct.pack("<L", 9)),
        "another checksum or size",
    ),
    "headers that disagree on the name": (put(TWO, 30, b"u"), "its own header is not"),
    "headers that disagree on the method": (put(TWO, 8, b"\x08"), "its own header is not"),
    "headers that disagree on the size": (put(TWO, 22, b"\x09"), "its own header is not"),
    "an unknown method": (put(put(TWO, 8, b"\x61"), LIST + 10, b"\x61"), "packed with method 97"),
}


@pytest.mark.catalogue("C4")
@pytest.mark.parametrize("case", MEMBER)
def test_a_member_that_cannot_be_read_is_listed_and_the_rest_goes_on(tmp_path: Path, case: str) -> None:
    content, said = MEMBER[case]
    (tmp_path / "x.zip").write_bytes(content() if callable(content) else content)
    found = members(tmp_path / "x.zip")
    assert said in found["x.zip!t.csv"]
    assert found["x.zip!a.txt"] == "text"
    with zipfile.ZipFile(io.BytesIO(copied(tmp_path / "x.zip"))) as copy:
        assert copy.read("a.txt") == TEXT
        assert case == "a name twice" or copy.namelist() == ["a.txt"]


@pytest.mark.catalogue("C4")
@pytest.mark.parametrize("name", ["/t.csv", "../t.csv", "a/../../t.csv", "C:\\t.csv", "\\t.csv", "..\\t.csv", "a/.."])
def test_a_name_that_leads_out_is_listed(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"ok.csv": CSV, name: CSV}))
    (tmp_path / "y.tar").write_bytes(tarred({"ok.csv": CSV, name: CSV}))
    for path in (tmp_path / "x.zip", tmp_path / "y.tar"):
        [reason] = gaps(path).values()
        assert "leads out of the archive" in reason
        assert len(members(path)) == 2


def relocated(content: bytes, by: int) -> bytes:
    """TWO with `by` bytes put in before its second member, and what points behind them set right."""
    content = put(content, END + by + 16, struct.pack("<L", LIST + by))
    return put(content, SECOND_LISTED + by + 42, struct.pack("<L", SECOND + by))


def one_of_two() -> bytes:
    """TWO with only its second member in the list."""
    content = TWO[:LIST] + TWO[SECOND_LISTED:]
    end = END - (SECOND_LISTED - LIST)
    return put(content, end + 8, b"\1\0\1\0" + struct.pack("<L", END - SECOND_LISTED))


ARCHIVE: dict[str, tuple[bytes, str]] = {
    "bytes behind the end": (TWO + b"canary", "6 bytes follow on its end"),
    "bytes between members": (relocated(TWO[:SECOND] + b"canary" + TWO[SECOND:], 6), "6 bytes belong to none"),
    "a member that the list does not have": (one_of_two(), "bytes belong to none"),
    "another count": (put(TWO, END + 10, b"\x03"), "another number of members"),
    "one part of several": (put(TWO, END + 4, b"\x01"), "one part of a zip archive of several"),
    "no list": (TWO[:LIST], "the list of its members is missing"),
    "half a list": (TWO[:SECOND_LISTED] + TWO[END:], "the list of its members is missing"),
    "no members": (zipped({}), "holds no files"),
    "only folders": (zipped({"a/": b"", "a/b/": b""}), "holds no files"),
}  # fmt: skip


@pytest.mark.parametrize("case", ARCHIVE)
def test_what_belongs_to_no_member_is_listed_for_the_archive(tmp_path: Path, case: str) -> None:
    content, said = ARCHIVE[case]
    (tmp_path / "x.zip").write_bytes(content)
    assert any(said in reason for source, reason in gaps(tmp_path / "x.zip").items() if source == "x.zip")


@pytest.mark.catalogue("C1")
def test_members_that_overlap_are_listed(tmp_path: Path) -> None:
    inner = zipped({"inner.csv": CSV}, zipfile.ZIP_STORED)
    body, listing = inner[: inner.index(b"PK\x01\x02")], inner[inner.index(b"PK\x01\x02") : inner.index(b"PK\x05\x06")]
    outer = zipped({"outer.txt": body}, zipfile.ZIP_STORED)
    end = outer.index(b"PK\x05\x06")
    size = end - outer.rindex(b"PK\x01\x02") + len(listing)
    outer = outer[:end] + put(listing, 42, struct.pack("<L", outer.index(body))) + outer[end:]
    (tmp_path / "x.zip").write_bytes(put(outer, end + len(listing) + 8, struct.pack("<2HL", 2, 2, size)))
    assert "as in a zip bomb" in gaps(tmp_path / "x.zip")["x.zip!inner.csv"]


@pytest.mark.catalogue("C1", "C3")
def test_bombs_are_refused_member_by_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiscan.sources.allowance.FLOOR", 1 << 20)
    rows = b"a,b\n" * (1 << 17)
    (tmp_path / "x.zip").write_bytes(zipped({"ok.csv": CSV, "1.csv": rows, "2.csv": rows, "3.csv": CSV}))
    (tmp_path / "y.zip").write_bytes(zipped({f"{i}.zip": zipped({"t.csv": rows}) for i in range(4)}))
    for path, refused in (
        (tmp_path / "x.zip", ["2.csv", "3.csv"]),
        (tmp_path / "y.zip", ["1.zip!t.csv", "2.zip", "3.zip"]),
    ):
        found = gaps(path)
        assert list(found) == [f"{path.name}!{name}" for name in refused]
        assert all("decompression bomb" in reason for reason in found.values())


@pytest.mark.catalogue("C2", "C3")
def test_an_archive_of_too_many_members_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (
        "allowance",
        "formats.archives.archive",
        "formats.archives.zip.directory",
        "formats.archives.zip.layout",
    ):
        monkeypatch.setattr(f"piiscan.sources.{module}.MEMBERS", 20)
    many = {f"{i}.csv": CSV for i in range(12)}
    (tmp_path / "x.zip").write_bytes(zipped({f"{i}.csv": CSV for i in range(25)}))
    (tmp_path / "y.tar").write_bytes(tarred({f"{i}.csv": CSV for i in range(25)}))
    (tmp_path / "z.zip").write_bytes(zipped({"1.zip": zipped(many), "2.zip": zipped(many)}))
    for path, last in (
        (tmp_path / "x.zip", "20.csv"),
        (tmp_path / "y.tar", "20.csv"),
        (tmp_path / "z.zip", "2.zip!6.csv"),
    ):
        [(source, reason)] = gaps(path).items()
        assert source == f"{path.name}!{last}"
        assert "more than 20 members" in reason


TAR = tarred({"t.csv": CSV, "a.txt": TEXT})
TARS: dict[str, tuple[bytes, str, str]] = {
    "without an end": (TAR[: 4 * 512], "x.tar", "its end is missing"),
    "a member that is cut short": (TAR[:1540], "x.tar", "cut short"),
    "a damaged header": (put(TAR, 1024 + 150, b"\7"), "x.tar", "bytes that are no member"),
    "bytes behind the end": (TAR + b"canary", "x.tar", "bytes that are no member"),
    "another archive behind the end": (TAR + TAR, "x.tar", "bytes that are no member"),
}


@pytest.mark.parametrize("case", TARS)
def test_a_tar_that_does_not_end_well_is_a_gap(tmp_path: Path, case: str) -> None:
    content, source, said = TARS[case]
    (tmp_path / "x.tar").write_bytes(content)
    assert said in gaps(tmp_path / "x.tar")[source]
    assert members(tmp_path / "x.tar")["x.tar!t.csv"] == "csv"


@pytest.mark.catalogue("C4")
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (tarfile.SYMTYPE, "a symbolic link"),
        (tarfile.LNKTYPE, "a hard link"),
        (tarfile.CHRTYPE, "a device"),
        (tarfile.FIFOTYPE, "a named pipe"),
    ],
)
def test_a_member_of_a_tar_that_is_no_file_is_listed(tmp_path: Path, kind: bytes, said: str) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        member = tarfile.TarInfo("l.csv")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    (tmp_path / "x.tar").write_bytes(packed.getvalue()[:512] + TAR)
    assert said in members(tmp_path / "x.tar")["x.tar!l.csv"]
    assert copied(tmp_path / "x.tar") == copied_of(tmp_path / "y.tar", TAR)


def copied_of(path: Path, content: bytes) -> bytes:
    path.write_bytes(content)
    return copied(path)


def test_a_header_of_a_tar_that_claims_gigabytes_is_not_read(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 1 << 33
    (tmp_path / "x.tar").write_bytes(header.tobuf() + bytes(1 << 20))
    assert "damaged or cut short" in gaps(tmp_path / "x.tar")["x.tar"]


@pytest.mark.parametrize("magic", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01\0", b"\x04\x22\x4d\x18"])
def test_other_archives_are_named(tmp_path: Path, magic: bytes) -> None:
    (tmp_path / "x").write_bytes(magic + bytes(100))
    assert "which is not read: unpack it" in opened(tmp_path / "x").reason


@given(st.integers(0, len(TWO) - 1), st.binary(min_size=1, max_size=4), st.booleans())
@steady
def test_no_damage_is_a_traceback(tmp_path_factory: pytest.TempPathFactory, at: int, patch: bytes, cut: bool) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    for name, content in (("x.zip", TWO), ("x.tar", TAR[:2560]), ("x.tar.gz", gzip.compress(TAR))):
        damaged = put(content, at % len(content), patch)
        (folder / name).write_bytes(damaged[:at] if cut else damaged)
        assert members(folder / name)
