"""release seal: the delivery, made of the very octets that were approved."""

from __future__ import annotations

from pathlib import Path

from piiscan.errors import DestinationRefused, SignatureRefused
from piiscan.model.release import Delivery
from piiscan.pipeline.releasing.approving import Waiting, waiting
from piiscan.pipeline.releasing.folder import ENVELOPE, Folder, poured
from piiscan.pipeline.releasing.house import House, gate
from piiscan.pipeline.releasing.receiving import PEOPLE, receive
from piiscan.pipeline.staging import publish, refuse_destination, staged
from piiscan.signing.envelope import Envelope, sealed
from piiscan.sources import replacing, write_all
from piiscan.verbs.release.approvals import refuse_unapproved
from piiscan.verbs.release.enrolments import needed
from piiscan.verbs.release.standing import SEAL

__all__ = ["seal"]


def seal(release: str, destination: Path, *, house: House) -> Delivery:
    """Write the delivery folder, which is not there yet. Everything is checked anew, and last as the partner will.

    Raises ReleaseRefused, DestinationRefused, AuditRefused, OutputFailed; nothing is delivered then.
    """
    folder = Folder(house.log.home, release)
    with folder.locked(), gate(house.log, "seal", release=release):
        held = waiting(folder, house)
        _refuse_unapproved(held)
        refuse_destination(house.log.home, destination, overwrite=False)
        if destination.exists():
            raise DestinationRefused(f"{destination} exists: name a folder that does not")
        chain = needed(house.chain(held.entries), [person.name for person in held.signers.values()])
        with staged(destination) as delivery:
            _write(held, chain, delivery)
            received = _received(delivery, held)
            house.log.append(SEAL, _facts(held))
            publish(delivery, destination)
        return received


def _refuse_unapproved(held: Waiting) -> None:
    """Signatures of two approvers, each of whom the log knows to have approved this very manifest."""
    approvals = {keyid: name for name, keyid in held.standing.approvals}
    for keyid, person in held.signers.items():
        if person.name != held.manifest.requester and approvals.get(keyid) != person.name:
            raise SignatureRefused(f"the audit log knows of no approval by {person.name} with that key")
    refuse_unapproved(held.manifest, list(held.signers.values()))


def _write(held: Waiting, chain: list[Envelope], delivery: Path) -> None:
    def pour(name: str, place: Path) -> tuple[str, int]:
        with replacing(delivery / name) as stream:
            return poured(place, lambda chunk: write_all(stream, chunk))

    held.folder.refuse_changed(held.manifest, pour)
    texts = {f"{PEOPLE}/{number:03}.json": sealed(envelope) for number, envelope in enumerate(chain, 1)}
    texts[ENVELOPE] = sealed(held.envelope)
    for name, content in texts.items():
        with replacing(delivery / name) as stream:
            write_all(stream, content)


def _received(delivery: Path, held: Waiting) -> Delivery:
    received = receive(delivery, fingerprint=held.trust.root, day=held.day)
    if not received.passed:
        raise SignatureRefused(f"the partner could not verify it: {'; '.join(received.problems)}")
    return received


def _facts(held: Waiting) -> dict[str, object]:
    manifest, standing = held.manifest, held.standing
    return {
        "release": manifest.release,
        "manifest": standing.manifest,
        "partner": standing.partner,
        "purpose": standing.purpose,
        "files": len(manifest.files),
        "rows": manifest.rows,
    }
