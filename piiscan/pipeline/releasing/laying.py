"""A masked copy as files of a delivery: their names say nothing, rows are counted, a partner's key encrypts them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from piiscan.errors import ReleaseRefused
from piiscan.model.finding import Findings, Incomplete
from piiscan.model.register import Purpose
from piiscan.model.release import Delivered
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.pipeline.opening import opened
from piiscan.pipeline.releasing.folder import poured
from piiscan.sources import ReadOptions, refusal, text_encodings
from piiscan.sources.copies import is_loose
from piiscan.verbs.review_rows import rows

__all__ = ["Laid", "laid", "past_term"]


@dataclass(frozen=True, slots=True)
class Laid:
    """The files under their new names; `rows` are those of tables only."""

    files: tuple[Delivered, ...]
    rows: int


def laid(source: Path, copy: Path, folder: Path, options: ReadOptions, recipient: str | None) -> Laid:
    """Move the copy (a file or folder) to `folder/data`; where it is encrypted, `folder/plain` keeps what can be read.

    Raises ReleaseRefused where a file cannot be read back, KeyRefused for a recipient that is none.
    """
    encodings = text_encodings([item for item in opened(source, options, refusal) if not isinstance(item, Incomplete)])
    places = [copy] if copy.is_file() else sorted(path for path in copy.rglob("*") if path.is_file())
    found, tables = [], 0
    for number, place in enumerate(places, 1):
        key = place.relative_to(copy.parent if copy.is_file() else copy)
        encoding = encodings.get(key.as_posix(), options.encoding)
        in_tables, in_texts = _counted(place, replace(options, encoding=encoding))
        file = _moved(place, folder, Path("data") / _name(key, number), in_tables + in_texts, recipient)
        found.append(file)
        tables += in_tables
    return Laid(tuple(found), tables)


def past_term(source: Path, findings: Findings, purpose: Purpose, options: ReadOptions) -> int:
    """Rows that are older than the purpose allows, or of which nobody can tell, where no copy can leave them out."""
    term = purpose.retention
    if term is None:
        return 0
    dated = {table.key for table in findings.tables if any(column.name == term.column for column in table.columns)}
    past = 0
    for item in opened(source, options):
        if isinstance(item, Table) and item.key in dated and not is_loose(item):
            texts = (as_text(batch.select(term.column)) for batch in item.batches())
            seen = rows(texts, (), term, date.fromisoformat(findings.as_of))
            past += (seen.expired or 0) + (seen.undated or 0)
    return past


def _moved(place: Path, folder: Path, name: Path, count: int, recipient: str | None) -> Delivered:
    if recipient is None:
        return _delivered(place, folder, name, count)
    from piiscan.keys.age import encrypt

    encrypted = place.with_name(f"{place.name}.age")
    encrypt(place, encrypted, recipient)
    plain = _delivered(place, folder, Path("plain", *name.parts[1:]), count)
    return replace(_delivered(encrypted, folder, name.with_name(f"{name.name}.age"), count), plain=plain.sha256)


def _delivered(place: Path, folder: Path, name: Path, count: int) -> Delivered:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    place.rename(folder / name)
    return Delivered(name.as_posix(), *poured(folder / name), count)


def _name(key: Path, number: int) -> Path:
    """`data-001.csv`, in the folders of its partitions (`region=HN`), which are columns of the table."""
    partitions = [part for part in key.parts[:-1] if "=" in part]
    suffixes = [suffix for suffix in key.suffixes if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 9]
    return Path(*partitions, f"data-{number:03}{''.join(suffixes[-2:])}")


def _counted(place: Path, options: ReadOptions) -> tuple[int, int]:
    """Rows of the tables, and lines of the texts, of a file."""
    tables = texts = 0
    for item in opened(place, replace(options, include=(), exclude=())):
        if isinstance(item, Incomplete):
            raise ReleaseRefused({"copy": f"{item.source}: {item.reason}"}, incomplete=True)
        if isinstance(item, Table):
            tables += sum(len(batch) for batch in item.batches())
        else:
            texts += sum(len(part) for part in item.parts())
    return tables, texts
