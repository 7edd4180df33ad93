"""An archive is a folder in a file: its members are read like files, and packed again in the same order."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import resource
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from piiscan.model.table import Table, leaves
from piiscan.sources import ReadOptions, open_targets
from tests.sources.archived import CSV, TEXT, copied, members, tarred, zipped
from tests.sources.roundtrip import read, steady

MEMBERS = {
    "b/t.csv": CSV,
    "a.txt": TEXT,
    "客户.jsonl": b'{"a": 1}\n{"a": 2}\n',
    "b/t.csv.gz": gzip.compress(CSV, mtime=0),
}
ARCHIVES = {
    "x.zip": zipped(MEMBERS),
    "x.tar": tarred(MEMBERS),
    "x.tar.gz": gzip.compress(tarred(MEMBERS)),
    "x.tar.zst": zstandard.compress(tarred(MEMBERS)),
    "x.tar.bz2": bz2.compress(tarred(MEMBERS)),
    "x.tar.xz": lzma.compress(tarred(MEMBERS)),
}
archives = pytest.mark.parametrize("name", ARCHIVES)


def unpacked(content: bytes) -> dict[str, bytes]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return {member.filename: packed.read(member) for member in packed.infolist()}
    if content.startswith(b"\x28\xb5\x2f\xfd"):
        content = zstandard.ZstdDecompressor().decompressobj().decompress(content)
    with tarfile.open(fileobj=io.BytesIO(content)) as packed:
        return {member.name: packed.extractfile(member).read() for member in packed}


@archives
def test_members_are_opened_like_files(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(ARCHIVES[name])
    formats = ["csv", "text", "jsonl", "csv"]
    assert members(tmp_path / name) == {f"{name}!{m}": form for m, form in zip(MEMBERS, formats, strict=True)}
    tables = [item for item in leaves(open_targets([str(tmp_path / name)], ReadOptions())) if isinstance(item, Table)]
    assert tables[0].source == f"{tmp_path / name}!b/t.csv"
    assert [table.name for table in tables] == ["t", "客户", "t"]
    assert read(tables[0]).rows() == read(tables[2]).rows() == [("canary-7", "0012"), ("x", None)]


@archives
def test_a_copy_holds_the_same_members_in_the_same_order(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(ARCHIVES[name])
    once, again = copied(tmp_path / name), copied(tmp_path / name)
    assert once == again
    assert once[:4] == ARCHIVES[name][:4] or name == "x.tar"
    copy = unpacked(once)
    assert list(copy) == list(MEMBERS)
    assert [copy.pop("b/t.csv.gz")[:4], *copy.values()] == [b"\x1f\x8b\x08\0", *list(MEMBERS.values())[:3]]


@pytest.mark.catalogue("B39")
def test_a_copy_has_no_times_owners_comments_or_extra_fields(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(tarred(MEMBERS))
    assert b"canary-user" not in copied(tmp_path / "x.tar")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.comment = b"canary-comment"
        member = zipfile.ZipInfo("t.csv", (2026, 1, 2, 3, 4, 6))
        member.comment, member.extra, member.external_attr = (
            b"canary-comment",
            b"\xfe\xca\x08\0canary-x",
            0o100777 << 16,
        )
        packed.writestr(member, CSV)
    copy = copied(tmp_path / "x.zip")
    [member] = zipfile.ZipFile(io.BytesIO(copy)).infolist()
    assert (member.date_time, member.extra, member.external_attr) == ((1980, 1, 1, 0, 0, 0), b"", 0o100600 << 16)
    assert b"canary-comment" not in copy
    assert b"canary-x" not in copy


def test_comments_are_read_as_a_text(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "x.tar", "w", pax_headers={"comment": "made by canary-7"}) as packed:
        packed.addfile(tarfile.TarInfo("t.csv"))
    assert members(tmp_path / "x.tar") == {"x.tar!t.csv": "is empty", "x.tar!(comments)": "comment"}
    (tmp_path / "x.zip").write_bytes(zipped({"t.csv": CSV}, comment="客户 canary-7\nsecond".encode("gbk")))
    assert members(tmp_path / "x.zip") == {"x.zip!t.csv": "csv", "x.zip!(comments)": "comment"}
    *_, comments = leaves(open_targets([str(tmp_path / "x.zip")], ReadOptions()))
    assert [part.to_list() for part in comments.parts()] == [["客户 canary-7\n", "second\n"]]


@pytest.mark.catalogue("C2")
def test_archives_may_lie_in_archives_five_deep(tmp_path: Path) -> None:
    content = zipped({"t.csv": CSV})
    for depth in range(4):
        content = zipped({"i.zip": content}) if depth % 2 else tarred({"i.tgz": content}, "w:gz")
    (tmp_path / "x.zip").write_bytes(content)
    key = "x.zip!i.zip!i.tgz!i.zip!i.tgz!t.csv"
    assert members(tmp_path / "x.zip") == {key: "csv"}
    inner = unpacked(copied(tmp_path / "x.zip"))
    for name in ("i.zip", "i.tgz", "i.zip", "i.tgz"):
        inner = unpacked(inner[name])
    assert inner == {"t.csv": CSV}
    (tmp_path / "x.zip").write_bytes(zipped({"o.zip": content}))
    assert members(tmp_path / "x.zip") == {
        key.replace("x.zip!", "x.zip!o.zip!", 1).removesuffix("!t.csv"): "nested deeper than 5"
    }


def test_what_a_member_is_called_in_gbk_utf8_or_cp437(tmp_path: Path) -> None:
    content = zipped({"kehu-1.csv": CSV, "b.txt": TEXT})
    for raw, name in (
        ("客户名单1".encode("gbk"), "客户名单1"),
        ("客户1.".encode(), "客户1."),
        (b"M\x81ller-1.c", "Müller-1.c"),
    ):
        (tmp_path / "x.zip").write_bytes(content.replace(b"kehu-1.csv"[: len(raw)], raw))
        assert next(iter(members(tmp_path / "x.zip"))).startswith(f"x.zip!{name}")


@given(
    st.dictionaries(
        st.text("abc./-_客户 ", min_size=1, max_size=200), st.binary(max_size=5_000), min_size=1, max_size=5
    )
)
@steady
def test_every_member_is_read_or_listed(contents: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.zip")
        path.write_bytes(zipped(contents))
        assert len(members(path)) <= sum(not name.endswith("/") or bool(contents[name]) for name in contents) + 1
        path.write_bytes(tarred(contents))
        assert members(path)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"exclude": ("*.txt",)}, ["b/t.csv", "客户.jsonl", "b/t.csv.gz"]),
        ({"exclude": ("b/*",)}, ["a.txt", "客户.jsonl"]),
        ({"exclude": ("x.zip!b/*",)}, ["a.txt", "客户.jsonl"]),
        ({"include": ("*.zip",)}, list(MEMBERS)),
        ({"include": ("*.zip!*.csv",)}, ["b/t.csv"]),
        ({"include": ("*.csv",)}, []),
    ],
)
def test_include_and_exclude_choose_members_too(tmp_path: Path, options: dict, expected: list[str]) -> None:
    (tmp_path / "x.zip").write_bytes(ARCHIVES["x.zip"])
    assert list(members(tmp_path / "x.zip", **options)) == [f"x.zip!{name}" for name in expected]
    if expected and "include" not in options:
        assert list(unpacked(copied(tmp_path / "x.zip", **options))) == expected


def test_every_method_of_packing_is_read(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
        (tmp_path / "x.zip").write_bytes(zipped({"t.csv": CSV}, method))
        assert members(tmp_path / "x.zip") == {"x.zip!t.csv": "csv"}


def test_streamed_and_large_archives_are_read(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("t.csv", CSV)
        with packed.open(zipfile.ZipInfo("u.csv"), "w", force_zip64=True) as stream:
            stream.write(CSV)
    (tmp_path / "x.zip").write_bytes(pipe.getvalue())
    assert members(tmp_path / "x.zip") == {"x.zip!t.csv": "csv", "x.zip!u.csv": "csv"}


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_are_read_in_every_kind_of_tar(tmp_path: Path, form: int) -> None:
    name = "/".join(["folder" * 8] * (2 if form == tarfile.USTAR_FORMAT else 4)) + "/t.csv"
    (tmp_path / "x.tar").write_bytes(tarred({name: CSV}, form=form))
    assert members(tmp_path / "x.tar") == {f"x.tar!{name}": "csv"}
    assert list(unpacked(copied(tmp_path / "x.tar"))) == [name]


def test_many_members_need_few_descriptors(tmp_path: Path) -> None:
    (tmp_path / "x.tar.gz").write_bytes(tarred({f"{i}.csv": b"a,b\n%d,1\n" % i for i in range(500)}, "w:gz"))
    former = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, former[1]))
    try:
        tables = list(leaves(open_targets([str(tmp_path / "x.tar.gz")], ReadOptions())))
        assert [read(table)["a"].item() for table in tables] == [str(i) for i in range(500)]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, former)
