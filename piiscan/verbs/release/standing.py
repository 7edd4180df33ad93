"""How a release stands, as the audit log says: no file beside it can say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from piiscan.audit import REQUEST, Entry
from piiscan.errors import ReleaseRefused

__all__ = ["APPROVE", "ENROL", "REFUSE", "REJECT", "REQUEST", "REVOKE", "SEAL", "Standing", "standings"]

ENROL, APPROVE, REJECT = "people.enrol", "release.approve", "release.reject"
SEAL, REVOKE, REFUSE = "release.seal", "release.revoke", "release.refuse"


@dataclass(frozen=True, slots=True)
class Standing:
    """`manifest` is the SHA-256 of what was asked for. `approvals` are people and fingerprints, in their order.

    `sealed`, `rejected` and `revoked` are moments.
    """

    release: str
    manifest: str
    requested: str
    requester: str
    partner: str
    purpose: str
    approvals: tuple[tuple[str, str], ...] = ()
    sealed: str | None = None
    rejected: str | None = None
    revoked: str | None = None

    @property
    def state(self) -> str:
        if self.revoked or self.rejected:
            return "revoked" if self.revoked else "rejected"
        return "sealed" if self.sealed else f"{len(self.approvals)} of 2 approvals"

    def refuse_ended(self) -> None:
        """Raise ReleaseRefused where it was rejected or revoked."""
        if self.rejected or self.revoked:
            raise ReleaseRefused({"ended": f"release {self.release} was {self.state}: ask for another one"})


def standings(entries: Iterable[Entry]) -> dict[str, Standing]:
    """All releases by id, in the order in which they were asked for.

    An event counts for the release and the manifest that it names, and after they were asked for.
    """
    found: dict[str, Standing] = {}
    for entry in entries:
        release = str(entry.facts.get("release"))
        if entry.event == REQUEST and release not in found:
            found[release] = _requested(entry, release)
        elif (held := found.get(release)) and entry.facts.get("manifest") == held.manifest:
            found[release] = _after(held, entry)
    return found


def _requested(entry: Entry, release: str) -> Standing:
    manifest, requester, partner, purpose = (
        str(entry.facts.get(name)) for name in ("manifest", "requester", "partner", "purpose")
    )
    return Standing(release, manifest, entry.at, requester, partner, purpose)


def _after(held: Standing, entry: Entry) -> Standing:
    match entry.event:
        case "release.approve":
            approval = (str(entry.facts.get("person")), str(entry.facts.get("signer")))
            return replace(held, approvals=tuple(dict.fromkeys((*held.approvals, approval))))
        case "release.reject":
            return replace(held, rejected=held.rejected or entry.at)
        case "release.seal":
            return replace(held, sealed=held.sealed or entry.at)
        case "release.revoke":
            return replace(held, revoked=held.revoked or entry.at)
    return held
