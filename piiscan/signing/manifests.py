"""The manifest of a release as a statement about its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from piiscan.errors import SignatureRefused
from piiscan.model.release import Delivered, Manifest
from piiscan.model.typed import Misfit, plain, typed
from piiscan.signing.statement import parts, statement

__all__ = ["manifest_in", "payload_of"]

KIND = "piiscan:release/1"


def payload_of(manifest: Manifest) -> bytes:
    predicate = plain(manifest)
    del predicate["files"]
    return statement(KIND, [_subject(file) for file in manifest.files], predicate)


def manifest_in(payload: bytes) -> Manifest:
    """What was signed. Raises SignatureRefused for a payload that is not, octet for octet, that of a manifest."""
    subjects, predicate = parts(payload, KIND)
    try:
        manifest = typed(Manifest, {**predicate, "files": [_file(subject) for subject in subjects]})
        same = payload_of(manifest) == payload
    except (Misfit, KeyError, TypeError):
        same = False
    if not same or not manifest.files:
        raise SignatureRefused("what is signed is no manifest of a release")
    return manifest


def _subject(file: Delivered) -> dict[str, object]:
    """A resource descriptor of in-toto v1."""
    annotations = {"octets": file.octets, "plain": file.plain, "rows": file.rows}
    return {"annotations": annotations, "digest": {"sha256": file.sha256}, "name": file.name}


def _file(subject: Mapping[str, Any]) -> dict[str, object]:
    return {"name": subject["name"], "sha256": subject["digest"]["sha256"], **subject["annotations"]}
