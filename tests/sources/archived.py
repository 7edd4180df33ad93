"""Archives made for tests, opening them, and copying them as a mask that changes nothing would."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Document, Table, leaves
from piiscan.sources import ReadOptions, open_targets, write_container

CSV = b"name,age\ncanary-7,0012\nx,\n"
TEXT = b"a line of text\nand another\n"


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.comment = comment
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return packed.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode, format=form) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.uname = len(content), 7, "canary-user"
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def members(path: Path, **options: object) -> dict[str, str]:
    """What lies in an archive: the keys of tables and texts with their formats, and of gaps with their reasons."""
    found = leaves(open_targets([str(path)], ReadOptions(**options)))
    return dict(_described(found, f"{path.parent}/"))


def gaps(path: Path) -> dict[str, str]:
    found = leaves(open_targets([str(path)], ReadOptions()))
    return dict(_described((item for item in found if isinstance(item, Incomplete)), f"{path.parent}/"))


def copied(path: Path, **options: object) -> bytes:
    """The archive again, with the same rows and lines in it."""
    [archive] = open_targets([str(path)], ReadOptions(**options))
    assert isinstance(archive, Container)
    copy = path.parent / "copies" / path.name
    write_container(archive, lambda member: member.batches() if isinstance(member, Table) else member.parts(), copy)
    return copy.read_bytes()


def _described(items: Iterator[Table | Document | Incomplete], folder: str) -> Iterator[tuple[str, str]]:
    for item in items:
        if isinstance(item, Incomplete):
            assert "canary" not in item.reason
            yield item.source.removeprefix(folder), item.reason
        else:
            yield item.key, item.format
