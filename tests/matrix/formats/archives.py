"""Archives: the people in a folder of a zip or a tar, and in archives in archives."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import zstandard

Write = Callable[[pl.DataFrame, Path], None]
Pack = Callable[[dict[str, bytes]], bytes]


def _members(people: pl.DataFrame) -> dict[str, bytes]:
    """The people in two formats, in two folders."""
    parquet = io.BytesIO()
    people.drop("kept", strict=False).write_parquet(parquet)
    return {"a/first.csv": people.write_csv().encode(), "b/第二.parquet": parquet.getvalue()}


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def _nested(members: dict[str, bytes]) -> bytes:
    return _tar({"inner.zip": _zip({"inner.tar.gz": gzip.compress(_tar(members))})})


def _packed(pack: Pack) -> Write:
    def write(people: pl.DataFrame, path: Path) -> None:
        path.write_bytes(pack(_members(people)))

    return write


ROWS: Mapping[str, Write] = {
    "zip": _packed(_zip),
    "tar": _packed(_tar),
    "tar.gz": _packed(lambda members: gzip.compress(_tar(members))),
    "tar.zst": _packed(lambda members: zstandard.compress(_tar(members))),
    "tar, zip and tar.gz in it": _packed(_nested),
}
