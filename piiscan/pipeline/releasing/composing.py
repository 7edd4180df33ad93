"""A release beside the others that its partner has, or will have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from piiscan.errors import PiiscanError, SignatureRefused
from piiscan.model.composition import Composition, Overlap
from piiscan.model.finding import Findings, Incomplete
from piiscan.model.release import Manifest
from piiscan.model.verification import Verification
from piiscan.pipeline.releasing.folder import DOCUMENTS, poured
from piiscan.pipeline.releasing.listing import Listed
from piiscan.policy.plans import load_plan
from piiscan.reports.beside import load
from piiscan.verbs.release.composition import Copy, overlaps

__all__ = ["composed"]


def composed(manifest: Manifest, folder: Path, releases: Sequence[Listed]) -> Composition:
    """What the partner has of this release, which lies in `folder`, and of others of `releases` together.

    A release that was sealed counts whatever became of it, since nobody takes back what was seen; one that waits
    counts as well. What cannot be read, or was changed, is incomplete.
    """
    others = [each for each in releases if each.standing.partner == manifest.partner.name and _counts(each)]
    others = [each for each in others if each.standing.release != manifest.release]
    here = _copy(folder, manifest.release, manifest) if others else None
    found, missing = list[Overlap](), list[Incomplete]()
    for each in others:
        there = _copy(each.folder, each.standing.release, each.manifest)
        if isinstance(here, Copy) and isinstance(there, Copy):
            found += overlaps(here, there, each.state)
        missing += [copy for copy in (here, there) if isinstance(copy, Incomplete) and copy not in missing]
    return Composition(tuple(found), tuple(missing))


def _counts(each: Listed) -> bool:
    return each.standing.sealed is not None or each.state not in ("rejected", "revoked", "expired")


def _copy(folder: Path, release: str, manifest: Manifest | None) -> Copy | Incomplete:
    try:
        return _read(folder, manifest)
    except PiiscanError:
        why = "what it holds is missing or was changed, so that nothing tells what it overlaps with"
        return Incomplete(f"release {release}", why)


def _read(folder: Path, manifest: Manifest | None) -> Copy:
    for field, name in DOCUMENTS.items():
        if manifest is None or f"sha256:{poured(folder / name)[0]}" != getattr(manifest, field):
            raise SignatureRefused(f"{name} is not what was signed")
    findings, verification = load(folder / DOCUMENTS["scan"]), load(folder / DOCUMENTS["verification"])
    assert manifest is not None
    assert isinstance(findings, Findings)
    assert isinstance(verification, Verification)
    return Copy(manifest, findings, load_plan(folder / DOCUMENTS["plan"]), verification)
