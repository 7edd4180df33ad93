"""An evidence pack: one archive that a regulator can check, of what was found, decided, released and recorded.

Its index has the SHA-256 of every file in it; the same evidence gives the same octets. It holds names and counts, and
no value of the data: what was masked for partners is not in it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from piiscan.audit import REQUEST, Checkpoint, Log, signed, verify
from piiscan.audit.verification import checkpoint
from piiscan.errors import ReleaseRefused, UsageError
from piiscan.keys import MasterKey
from piiscan.model.version import later
from piiscan.pipeline.releasing.folder import DOCUMENTS, ENVELOPE, README
from piiscan.signing.envelope import opened
from piiscan.sources import replacing
from piiscan.transient import own_folder

__all__ = ["Checked", "check", "gathered", "write"]

INDEX, LOG, CHECKPOINT = "INDEX.json", "audit/audit.jsonl", "audit/checkpoint.txt"
_SCHEMA = "piiscan/evidence/1"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_KEPT = ("people", "removals", "assessments")
_MOST = 1 << 30


@dataclass(frozen=True, slots=True)
class Checked:
    """`problems` say what of the pack does not hold; `lines` are those of the log in it."""

    files: int
    lines: int
    problems: tuple[str, ...]


def gathered(
    log: Log, register: Path | None, documents: Mapping[str, bytes], key: MasterKey | None
) -> dict[str, bytes]:
    """Name -> content: `documents` as they are, the register, the log and what it names; a checkpoint by the key."""
    found = dict(documents)
    if register is not None:
        found |= {f"register/{_within(path, register)}": path.read_bytes() for path in sorted(register.rglob("*.yaml"))}
    for kind in _KEPT:
        found |= {f"{kind}/{path.name}": path.read_bytes() for path in sorted((log.home / kind).glob("*.json"))}
    for name in (ENVELOPE, README, *DOCUMENTS.values()):
        for path in sorted((log.home / "releases").glob(f"*/{name}")):
            found[f"releases/{path.parent.name}/{name}"] = path.read_bytes()
    if log.path.exists():
        found[LOG] = log.path.read_bytes()
        if key is not None:
            found[CHECKPOINT] = signed(checkpoint(log), key).encode()
    return found


def write(found: Mapping[str, bytes], place: Path) -> None:
    """Raises OutputFailed."""
    digests = {name: sha256(content).hexdigest() for name, content in sorted(found.items())}
    index = json.dumps({"schema": _SCHEMA, "files": digests}, indent=2, ensure_ascii=False).encode() + b"\n"
    with replacing(place) as stream, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in [(INDEX, index), *sorted(found.items())]:
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o100600 << 16, 3
            archive.writestr(entry, content)


def check(place: Path, checkpoints: Sequence[Checkpoint] = ()) -> Checked:
    """Whether each file is that of the index, the log holds, and each release is the one that the log names.

    Raises UsageError for what is no pack. `checkpoints` were kept elsewhere.
    """
    try:
        with ZipFile(place) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST:
                raise UsageError(f"{place}: more than {_MOST >> 20} MiB: no evidence pack")
            found = {name: archive.read(name) for name in archive.namelist()}
        index = json.loads(found.pop(INDEX))
        if newer := later(index["schema"], _SCHEMA):
            raise UsageError(f"{place}: {newer}")
        digests = dict(index["files"]) if index["schema"] == _SCHEMA else {}
    except (OSError, BadZipFile, KeyError, ValueError, TypeError, RuntimeError, EOFError, zlib.error):
        raise UsageError(f"{place}: no evidence pack, or a damaged one") from None
    problems = [*_changed(found, digests)]
    lines, more = _log(found, checkpoints)
    return Checked(len(found), lines, (*problems, *more))


def _changed(found: Mapping[str, bytes], digests: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*found, *digests}):
        if name not in found or name not in digests:
            yield f"{name} {'is not in the index' if name in found else 'is missing'}"
        elif sha256(found[name]).hexdigest() != digests[name]:
            yield f"{name} was changed"


def _log(found: Mapping[str, bytes], checkpoints: Sequence[Checkpoint]) -> tuple[int, list[str]]:
    """How many lines there are, and what does not hold."""
    if LOG not in found:
        return 0, ["there is no audit log in it"]
    with own_folder() as folder:
        log = Log(folder)
        log.path.write_bytes(found[LOG])
        log.path.chmod(0o600)
        verdict = verify(log, checkpoints)
        problems = [] if verdict.line is None else [f"{LOG}, line {verdict.line}: {verdict.wrong}"]
        entries = log.entries() if verdict.line is None else []
    asked = {str(e.facts.get("release")): str(e.facts.get("manifest")) for e in entries if e.event == REQUEST}
    envelopes = {name.split("/")[1]: text for name, text in found.items() if name.endswith(f"/{ENVELOPE}")}
    others = [name for name, document in envelopes.items() if _other(document, asked.get(name))]
    problems += [f"release {name} is not the one that the log names" for name in others]
    return verdict.size, [*problems, *verdict.broken]


def _other(document: bytes, manifest: str | None) -> bool:
    try:
        return sha256(opened(document).payload).hexdigest() != manifest
    except ReleaseRefused:
        return True


def _within(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
