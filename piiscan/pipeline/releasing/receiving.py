"""release verify: what a partner can tell of a delivery with nothing but the delivery and one fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from piiscan.errors import ReleaseRefused, UsageError
from piiscan.model.register import Person
from piiscan.model.release import Delivery, Manifest
from piiscan.pipeline.releasing.folder import ENVELOPE, poured
from piiscan.pipeline.releasing.house import document_in
from piiscan.signing.envelope import Envelope, opened
from piiscan.signing.manifests import manifest_in
from piiscan.verbs.release.approvals import refuse_unapproved, signed_by
from piiscan.verbs.release.enrolments import Trust, trusted

__all__ = ["PEOPLE", "receive"]

PEOPLE = "people"


def receive(delivery: Path, *, fingerprint: str | None, day: date | None = None) -> Delivery:
    """Whether the delivery is, to the last octet, what two approvers of the sender have signed.

    `fingerprint` is the one that the partner was told by another way: without it the delivery vouches for itself, and
    nothing is proven. Raises UsageError for what is no folder.
    """
    if not delivery.is_dir():
        raise UsageError(f"{delivery} is no folder of a delivery")
    manifest: Manifest | None = None
    people: tuple[Person, ...] = ()
    trust = Trust()
    try:
        enrolments = sorted((delivery / PEOPLE).glob("*.json"))
        trust = trusted([opened(document_in(path)) for path in enrolments])
        envelope = opened(document_in(delivery / ENVELOPE))
        manifest, people = _signed(envelope, trust)
        problems = tuple(_problems(delivery, manifest, {delivery / ENVELOPE, *enrolments}))
        if (day or datetime.now(UTC).date()) > manifest.expires:
            problems = (f"it may not be used any more: it expired on {manifest.expires}", *problems)
    except ReleaseRefused as refused:
        problems = (str(refused),)
    proven = fingerprint is not None and fingerprint.lower() == trust.root
    if fingerprint is not None and not proven:
        problems = ("trust in it comes from another key than the one you were told", *problems)
    return Delivery(manifest, people, trust.root, proven, problems)


def _signed(envelope: Envelope, trust: Trust) -> tuple[Manifest, tuple[Person, ...]]:
    """The manifest, and who has signed it with a key that held when it was asked for."""
    manifest = manifest_in(envelope.payload)
    people = tuple(signed_by(envelope, trust.people, manifest.requested).values())
    refuse_unapproved(manifest, people)
    return manifest, people


def _problems(delivery: Path, manifest: Manifest, read: set[Path]) -> Iterator[str]:
    """What of the folder is not as it was signed; `read` are the signed documents themselves."""
    signed = {delivery / file.name: file for file in manifest.files}
    found = {path for path in delivery.rglob("*") if path.is_symlink() or not path.is_dir()}
    if more := found - signed.keys() - read:
        yield f"{len(more)} of its files nobody has signed"
    for place, file in signed.items():
        try:
            if poured(place) != (file.sha256, file.octets):
                yield f"{file.name} is not what was signed"
        except ReleaseRefused as missing:
            yield str(missing)
