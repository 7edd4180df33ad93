"""How found data stands open: to every user, unencrypted, to many roles, beside what opens doors; and the remedy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from piiscan.model.finding import DocumentFinding, Exposure, TableFinding
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import SENSITIVE, Role
from piiscan.pipeline.naming import VeiledNames
from piiscan.pipeline.told import Entities, Lying
from piiscan.sources import exposure
from piiscan.sources.at_rest import encrypted_at_rest
from piiscan.sources.databases.server import Readers
from piiscan.sources.targets import shown

__all__ = ["exposures", "held_by_names", "left_behind"]

Finding = TableFinding | DocumentFinding

_PERSONAL = 3
"""Tier from which it matters who may read."""

_MANY = 5
"""Roles that may read a table, from more of which on someone should look at it; ours, and no standard's."""

_HARMLESS = ("PASSWORD_HASH",)
"""Secrets that belong beside the accounts that they are of."""


def exposures(
    findings: Sequence[Finding],
    files: Mapping[str, Lying],
    readers: Mapping[str, Readers],
    recognizers: Mapping[str, Recognizer],
) -> Iterator[Exposure]:
    """`files` and `readers` by source, recognizers by entity."""
    worst = _worst(findings, files)
    yield from _readable(worst)
    yield from _unencrypted(worst)
    yield from _granted(findings, readers)
    yield from _beside_secrets(findings, recognizers)


def left_behind(findings: Sequence[Finding], older: Mapping[str, str]) -> Iterator[Exposure]:
    """Older versions of a table (by source), which no copy has, but whoever reads the source."""
    remedy = "expire or vacuum what is older than you need"
    for finding in findings:
        if finding.source in older:
            yield Exposure(finding.source, older[finding.source], finding.tier, remedy)


def held_by_names(
    naming: VeiledNames, members: Mapping[str, Entities], columns: Mapping[str, Mapping[str, Entities]]
) -> Iterator[Exposure]:
    """Personal data in names of files, folders, `members` and columns."""
    rename = "rename it: names are in listings, logs and backups"
    for path, entities in sorted({**naming.held, **members}.items()):
        yield Exposure(shown(path), f"its name holds {_listed(entities)}", naming.tier(entities), rename)
    for source, held in columns.items():
        entities = tuple(dict.fromkeys(entity for found in held.values() for entity in found))
        of = f"of column {next(iter(held))} holds" if len(held) == 1 else f"of {len(held):,} columns hold"
        names = "the name" if len(held) == 1 else "the names"
        yield Exposure(source, f"{names} {of} {_listed(entities)}", naming.tier(entities), rename)


def _worst(findings: Sequence[Finding], files: Mapping[str, Lying]) -> dict[str, tuple[Path, int]]:
    """Each file once, by what it is called: where it lies, and the worst tier in it."""
    found: dict[str, tuple[Path, int]] = {}
    for finding in findings:
        file = files.get(finding.source)
        if file is not None and file.place:
            tier = found[file.source][1] if file.source in found else 1
            found[file.source] = Path(file.place), max(tier, finding.tier)
    return found


def _readable(worst: Mapping[str, tuple[Path, int]]) -> Iterator[Exposure]:
    for source, (place, tier) in worst.items():
        if tier >= _PERSONAL and (issue := exposure(place)):
            yield Exposure(source, issue, tier, "chmod o-r it, or chmod o-x a folder above it")


def _unencrypted(worst: Mapping[str, tuple[Path, int]]) -> Iterator[Exposure]:
    """One for all files of a folder: GB/T 35273-2020, 6.3 a) asks to encrypt what is sensitive where it is stored."""
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for source, (place, tier) in worst.items():
        if tier == SENSITIVE and not encrypted_at_rest(place):
            folders[str(PurePath(source).parent)].append(source)
    for folder, sources in folders.items():
        many = "" if len(sources) == 1 else f" in {len(sources):,} files"
        where = sources[0] if len(sources) == 1 else folder
        remedy = "encrypt the disk or the files, or keep masked copies"
        yield Exposure(where, f"tier {SENSITIVE}{many}, not known to be encrypted", SENSITIVE, remedy)


def _granted(findings: Sequence[Finding], readers: Mapping[str, Readers]) -> Iterator[Exposure]:
    for finding in findings:
        who = readers.get(finding.source)
        if who is None or finding.tier < _PERSONAL:
            continue
        if who.everybody:
            remedy = "REVOKE SELECT on it FROM PUBLIC, and grant it to the roles that need it"
            yield Exposure(finding.source, "every role of the server may SELECT it", finding.tier, remedy)
        elif who.roles > _MANY:
            remedy = "revoke SELECT from roles that do not need it, or give them a view without these columns"
            yield Exposure(finding.source, f"{who.roles:,} roles may SELECT it", finding.tier, remedy)


def _beside_secrets(findings: Sequence[Finding], recognizers: Mapping[str, Recognizer]) -> Iterator[Exposure]:
    people: defaultdict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if any(_is(entity, Role.DIRECT_IDENTIFIER, recognizers) for entity in _entities(finding)):
            people[_around(finding.source)].add(finding.source)
    for finding in findings:
        secrets = sorted(e for e in _entities(finding) if _is(e, Role.SECRET, recognizers) and e not in _HARMLESS)
        beside = people[_around(finding.source)]
        if secrets and beside:
            where = "it" if beside == {finding.source} else f"{len(beside):,} files or tables here"
            issue = f"credentials ({', '.join(secrets)}) beside personal data in {where}"
            remedy = "keep them in a secret store, and change them: who has the data has them, too"
            yield Exposure(finding.source, issue, SENSITIVE, remedy)


def _entities(finding: Finding) -> set[str]:
    if isinstance(finding, DocumentFinding):
        return set(finding.entities)
    columns = [column for column in finding.columns if column.status == "personal"]
    return {name for column in columns for name in (column.entity, *(column.in_text or ())) if name}


def _is(entity: str, role: Role, recognizers: Mapping[str, Recognizer]) -> bool:
    return entity in recognizers and recognizers[entity].role == role


def _around(source: str) -> str:
    """The database or archive that it is a part of, or the folder that it lies in."""
    container = source.rpartition("!")[0]
    return container or str(PurePath(source).parent)


def _listed(entities: Entities) -> str:
    return " and ".join(f"{'an' if entity[0] in 'AEIO' else 'a'} {entity}" for entity in entities)
