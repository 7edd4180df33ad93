"""What the log of a Delta table says of one version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.lakes.kinds import DELTA_LOG
from piiscan.sources.lakes.place import Place
from piiscan.sources.lakes.refusing import refusing
from piiscan.sources.lakes.table import nesting_of
from piiscan.sources.nested import Nesting
from piiscan.sources.paths import ROOT, child

if TYPE_CHECKING:
    from deltalake import DeltaTable

FEATURES = {"deletionVectors", "timestampNtz", "columnMapping", "v2Checkpoint", "vacuumProtocolCheck"}
"""Reader features whose tables are read (PROTOCOL.md, "Valid Feature Names"), columns that are mapped excepted."""

_MAPPING = "delta.columnMapping.mode"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the version: what the log says of it. `keep` is False for rows that a deletion vector deletes."""

    path: str
    size: int
    values: Mapping[str, Any]
    keep: pl.Series | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`older` says what lies beside the version."""

    version: int
    schema: pl.Schema
    nesting: Nesting
    pieces: tuple[Piece, ...]
    older: str | None


def snapshot(place: Place, source: str, version: int | None) -> Snapshot:
    """The version, or the current one. Raises SourceUnreadable."""
    from deltalake import DeltaTable

    with refusing(source, "the log of its Delta table is damaged, or cannot be read"):
        table = DeltaTable(_uri(place, source), version=version)
        _require_readable(table, source)
        schema, pieces = pl.Schema(table.schema()), _pieces(table, source)
        nesting = nesting_of(schema, _comments(table), source)
    return Snapshot(table.version(), schema, nesting, pieces, _older(place, table.version(), pieces))


def _uri(place: Place, source: str) -> str:
    """What delta-rs opens: it decodes what looks encoded, so that it would find the table of another folder."""
    if "%" in place.uri:
        raise SourceUnreadable(
            source, "the path of its Delta table has a %, which delta-rs misreads: rename the folder"
        )
    return quote(place.uri, safe=":/") if "://" in place.uri else place.uri


def _require_readable(table: DeltaTable, source: str) -> None:
    """Raise SourceUnreadable for what would be read wrongly."""
    if table.metadata().configuration.get(_MAPPING, "none") != "none":
        raise SourceUnreadable(source, "its columns are mapped (delta.columnMapping): write it anew without")
    protocol = table.protocol()
    if protocol.min_reader_version > 3 or not FEATURES.issuperset(protocol.reader_features or ()):
        raise SourceUnreadable(source, "its Delta table needs features of a reader that piiscan does not have")


def _pieces(table: DeltaTable, source: str) -> tuple[Piece, ...]:
    """In the order of their names, so that a copy whose files are numbered keeps the order of the rows."""
    added = pl.DataFrame(table.get_add_actions())
    deleted = _deleted(table)
    columns = added.columns
    values = added["partition"].to_list() if "partition" in columns else [{}] * added.height
    pieces = [
        Piece(_within(path, source), size, value or {}, deleted.get(_within(path, source)))
        for path, size, value in zip(added["path"], added["size_bytes"], values, strict=True)
    ]
    if len(deleted) != sum(piece.keep is not None for piece in pieces):
        raise SourceUnreadable(source, "deletion vectors of its Delta table belong to no file of it")
    return tuple(sorted(pieces, key=lambda piece: (PurePosixPath(piece.path).name, piece.path)))


def _within(path: str, source: str) -> str:
    """The path of a file within the table, which the log has as a URI (RFC 2396)."""
    plain = unquote(path)
    if "://" in plain or plain.startswith("/") or ".." in plain.split("/"):
        raise SourceUnreadable(source, "its Delta table has files elsewhere, as a shallow clone has: name their table")
    return plain


def _deleted(table: DeltaTable) -> dict[str, pl.Series]:
    """Path within -> which of its rows are left."""
    if "deletionVectors" not in (table.protocol().reader_features or ()):
        return {}
    found = pl.DataFrame(table.deletion_vectors())
    root = table.table_uri.removeprefix("file://").rstrip("/")
    paths = [path.removeprefix("file://").removeprefix(root).lstrip("/") for path in found["filepath"]]
    return dict(zip(paths, found["selection_vector"], strict=True))


def _comments(table: DeltaTable) -> dict[str, str]:
    """Path -> comment, of whole columns."""
    said = ((field.name, field.metadata.get("comment")) for field in table.schema().fields)
    return {child(ROOT, name): comment for name, comment in said if isinstance(comment, str)}


def _older(place: Place, version: int, pieces: tuple[Piece, ...]) -> str | None:
    current = {piece.path for piece in pieces}
    data = (name for name in place.names() if name.endswith(".parquet") and not name.startswith(f"{DELTA_LOG}/"))
    beside = sum(name not in current for name in data)
    if beside:
        return (
            f"{beside:,} files of other versions lie beside its version {version}, with all that was removed: VACUUM it"
        )
    if any(piece.keep is not None for piece in pieces):
        return f"deleted rows stand in the files of version {version} still: REORG it with PURGE, then VACUUM it"
    return f"its log has the versions before {version}, too, with values of what was removed" if version else None
