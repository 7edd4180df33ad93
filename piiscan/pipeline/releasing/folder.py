"""A release while it waits: what was signed, what the signatures are about, and the masked files."""

from __future__ import annotations

import fcntl
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from piiscan.errors import ReleaseRefused, SignatureRefused, UsageError
from piiscan.model.release import Manifest
from piiscan.pipeline.releasing.house import document_in
from piiscan.signing.envelope import Envelope, opened, sealed
from piiscan.signing.manifests import manifest_in
from piiscan.sources import replacing, write_all
from piiscan.verbs.release.standing import Standing

__all__ = ["DOCUMENTS", "ENVELOPE", "README", "Folder", "poured", "releases", "write_envelope"]

ENVELOPE, README = "release.json", "README.md"
DOCUMENTS = {"scan": "findings.json", "plan": "plan.yaml", "verification": "verification.json"}
"""Field of the manifest -> the document of which it has the digest."""

_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
_CHUNK = 1 << 20


def releases(home: Path) -> Path:
    return home / "releases"


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one release in a workspace. Raises UsageError for what is no id of one."""

    home: Path
    release: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.release):
            raise UsageError("a release is called by 16 hex digits: see `piiscan release list`")

    @property
    def path(self) -> Path:
        return releases(self.home) / self.release

    def signed(self, standing: Standing) -> tuple[Envelope, Manifest]:
        """What was signed, and what that says. Raises SignatureRefused where it is not what was asked for."""
        envelope = opened(document_in(self.path / ENVELOPE))
        manifest = manifest_in(envelope.payload)
        if sha256(envelope.payload).hexdigest() != standing.manifest or manifest.release != self.release:
            raise SignatureRefused(f"release {self.release}: its manifest is not the one that was asked for")
        return envelope, manifest

    def refuse_changed(self, manifest: Manifest, pour: Callable[[str, Path], tuple[str, int]] | None = None) -> None:
        """Raise ReleaseRefused unless plan, scan, verification and files are those of the manifest.

        `pour` reads a file (its name, its place) for this and may copy what it reads; gives SHA-256 and octets.
        """
        pour = pour or (lambda name, place: poured(place))
        for field, name in DOCUMENTS.items():
            if f"sha256:{poured(self.path / name)[0]}" != getattr(manifest, field):
                raise ReleaseRefused({"changed": f"release {self.release}: {name} has changed since it was asked for"})
        found = {path.relative_to(self.path).as_posix() for path in (self.path / "data").rglob("*") if _is_entry(path)}
        if found | {README} != {file.name for file in manifest.files}:
            raise ReleaseRefused({"changed": f"release {self.release}: files were added to it or removed from it"})
        for file in manifest.files:
            if pour(file.name, self.path / file.name) != (file.sha256, file.octets):
                raise ReleaseRefused(
                    {"changed": f"release {self.release}: {file.name} has changed since it was asked for"}
                )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """While one process approves, rejects, seals or revokes, no other does."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            raise UsageError(f"there is no release {self.release}: see `piiscan release list`") from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def write_envelope(folder: Path, envelope: Envelope) -> None:
    with replacing(folder / ENVELOPE) as stream:
        write_all(stream, sealed(envelope))


def poured(place: Path, write: Callable[[bytes], object] = lambda chunk: None) -> tuple[str, int]:
    """SHA-256 and octets of a regular file, each octet told to `write` as it is read. Raises ReleaseRefused."""
    digest, octets = sha256(), 0
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError):  # there is no file whose name has a null byte
        raise ReleaseRefused({"changed": f"{place.name} cannot be read: it was removed, or is not a file"}) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ReleaseRefused({"changed": f"{place.name} is not a file"})
    with os.fdopen(descriptor, "rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            octets += len(chunk)
            write(chunk)
    return digest.hexdigest(), octets


def _is_entry(path: Path) -> bool:
    return path.is_symlink() or not path.is_dir()
