"""A delivery as its partner reads it: the first octet chooses what of it the others are, a signed document as it is,
or what is signed in it, with good signatures.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import reduce
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from piiscan.keys.signing import Signer
from piiscan.model.register import Person, SigningKey
from piiscan.model.release import Delivered, Enrolment, Manifest, Named
from piiscan.pipeline.releasing.receiving import receive
from piiscan.signing.ed25519 import fingerprint
from piiscan.signing.enrolments import enrolment_payload
from piiscan.signing.envelope import Envelope, sealed, signed
from piiscan.signing.manifests import payload_of
from tests.fuzz.promise import CANARY, Told

RUNS = 15_000
_DAY, _END = date(2026, 1, 1), date(2027, 1, 1)
_ROLES = {"bao": "business", "lin": "compliance", "mei": "requester"}
_SIGNERS = {name: Signer(Ed25519PrivateKey.from_private_bytes(bytes([i] * 32))) for i, name in enumerate(_ROLES)}
_DOCUMENTS = ("people/1.json", "people/2.json", "people/3.json", "release.json")


def _person(name: str) -> Person:
    key = SigningKey(f"{name}-1", b64encode(_SIGNERS[name].public).decode(), _DAY, _END)
    return Person(name, 1, CANARY, _DAY, _END, (_ROLES[name],), f"{name}@corp.example", (key,))


def _sealed(payload: bytes, names: Sequence[str]) -> bytes:
    return sealed(reduce(signed, (_SIGNERS[name] for name in names), Envelope(payload)))


_NAMED = Named("x", 1, "sha256:00")
_MANIFEST = Manifest(
    "0123456789abcdef", _DAY, "mei", _NAMED, _NAMED, CANARY, "SG", CANARY, _NAMED, {"x": CANARY},
    *(CANARY,) * 4, key_version=1, k=5, tier=2, removed=0, canaries=0, seal_by=_END, expires=_END,
    files=(Delivered("data/a.csv", "00", 1, 1), Delivered("README.md", "00", 1, 0, "00")),
)  # fmt: skip
_PAYLOADS = [enrolment_payload(Enrolment(_person(name), "bao", _DAY)) for name in _ROLES] + [payload_of(_MANIFEST)]
_BY = (["bao"], ["bao"], ["bao"], list(_ROLES))
_SEALED = [_sealed(payload, by) for payload, by in zip(_PAYLOADS, _BY, strict=True)]
SEEDS = tuple(bytes([i]) + document for i, document in enumerate([*_SEALED, *_PAYLOADS]))
FOUND = (b"\x07" + _PAYLOADS[3].replace(b"data/a.csv", b"data/\\u0000.csv"),)


def told(octets: bytes, folder: Path) -> Told:
    chosen, content = (octets[0] % len(SEEDS) if octets else 0), octets[1:]
    place = chosen % len(_DOCUMENTS)
    changed = content if chosen == place else _sealed(content, _BY[place])
    (folder / "people").mkdir(exist_ok=True)
    for i, (name, document) in enumerate(zip(_DOCUMENTS, _SEALED, strict=True)):
        (folder / name).write_bytes(changed if i == place else document)
    delivery = receive(folder, fingerprint=fingerprint(_SIGNERS["bao"].public), day=_DAY)
    return Told("\n".join(delivery.problems), _names(content))


def _names(content: bytes) -> str:
    """Of people and files, as far as it is JSON."""
    found: list[str] = []

    def look(members: list[tuple[str, object]]) -> None:
        found.extend(str(value) for name, value in members if name in ("name", "by", "requester"))

    with suppress(ValueError, RecursionError):
        json.loads(content, object_pairs_hook=look)
    return "\n".join(found)
