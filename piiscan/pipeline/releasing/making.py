"""The masked and verified copy of a release, the documents about it, and the manifest of all of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from piiscan.errors import ReleaseRefused
from piiscan.keys import MasterKey
from piiscan.model.finding import Findings, Incomplete
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.model.record import Record
from piiscan.model.register import Partner, Purpose
from piiscan.model.release import Delivered, Manifest, Named
from piiscan.model.verification import Verification
from piiscan.pipeline.masking import masked_copy
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.opening import opened
from piiscan.pipeline.releasing.canaries import planted
from piiscan.pipeline.releasing.folder import DOCUMENTS, README, poured
from piiscan.pipeline.releasing.laying import Laid, laid
from piiscan.pipeline.releasing.sketches import write_sketch
from piiscan.pipeline.releasing.sketching import sketched
from piiscan.pipeline.releasing.verified import Verified
from piiscan.pipeline.verifying import verify
from piiscan.policy.plans import render_plan
from piiscan.policy.records import record_digest
from piiscan.reports.delivery import readme
from piiscan.reports.findings import render as render_findings
from piiscan.reports.verification import render_json as render_verification
from piiscan.sources import ReadOptions, replacing, write_all
from piiscan.sources.copies import name_of_copy
from piiscan.verbs.release import gates
from piiscan.verbs.release.tiers import left

__all__ = ["Ground", "content_digest", "made"]

_TO_APPROVE = timedelta(days=7)
"""How long a request may wait; ours, and no standard's."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a request rests on. So many `canaries` go into each table.

    `day` is that of the request, `expires` the last on which the partner may use it.
    """

    partner: Partner
    purpose: Purpose
    policy: Policy
    requester: str
    canaries: int
    expires: date
    day: date


def made(
    source: Path,
    folder: Path,
    ground: Ground,
    findings: Findings,
    plan: Plan,
    key: MasterKey,
    secret: MasterKey,
    options: ReadOptions,
    notice: Notice | None,
) -> Manifest:
    """Fill the folder of a release, which is called by its id; `key` masks, `secret` is the scan key of the workspace.

    Raises ReleaseRefused where the copy does not pass.
    """
    copy = folder / "copy" / _called(source, options)
    copy.parent.mkdir(parents=True)
    masked = masked_copy(source, copy, plan, key, options, notice)
    if masked.incomplete:
        left_out = masked.incomplete[0]
        raise ReleaseRefused({"copy": f"not all was masked: {left_out.source}: {left_out.reason}"}, incomplete=True)
    verification = verify(source, copy, plan=plan, key=key, options=options)
    if reasons := dict(gates.of_copy(verification)):
        raise ReleaseRefused(reasons, incomplete=bool(verification.incomplete))
    verified = Verified(source, copy, folder.name, plan, findings, key, secret, options)
    canaries = planted(verified, ground.canaries) if ground.canaries else {}
    write_sketch(folder, sketched(verified, canaries))
    files = laid(source, copy, folder, options, ground.partner.key)
    shutil.rmtree(copy.parent)
    texts = {
        "scan": render_findings(findings),
        "plan": render_plan(plan),
        "verification": render_verification(verification),
    }
    digests = {field: f"sha256:{_written(folder / DOCUMENTS[field], text)}" for field, text in texts.items()}
    planted_rows = sum(map(len, canaries.values()))
    manifest = _manifest(folder.name, ground, findings, plan, key, verification, files, digests, planted_rows)
    text = readme(manifest)
    beside = Delivered(README, _written(folder / README, text), len(text.encode()), 0)
    return replace(manifest, files=(*manifest.files, beside))


def content_digest(source: Path) -> str:
    """SHA-256 of a file, or of the names and SHA-256 of all that a folder holds."""
    if not source.is_dir():
        return poured(source.resolve())[0]
    files = sorted(path for path in source.rglob("*") if path.is_file())
    listed = "".join(f"{path.relative_to(source)}\0{poured(path.resolve())[0]}\n" for path in files)
    return sha256(listed.encode("utf-8", "surrogateescape")).hexdigest()


def _called(source: Path, options: ReadOptions) -> str:
    """What the copy is called until it gets a name that says nothing."""
    first = None if source.is_dir() else next(opened(source, options), None)
    return source.name if first is None or isinstance(first, Incomplete) else name_of_copy(first, source.name)


def _written(place: Path, text: str) -> str:
    with replacing(place) as stream:
        write_all(stream, text.encode())
    return sha256(text.encode()).hexdigest()


def _manifest(
    release: str,
    ground: Ground,
    findings: Findings,
    plan: Plan,
    key: MasterKey,
    verification: Verification,
    files: Laid,
    digests: dict[str, str],
    canaries: int,
) -> Manifest:
    partner, policy = ground.partner, ground.policy
    crowds = [int(k) for check in verification.checks if (k := check.figures.get("k")) is not None]
    return Manifest(
        release=release,
        requested=ground.day,
        requester=ground.requester,
        purpose=_named(ground.purpose, record_digest),
        partner=_named(partner, record_digest),
        agreement=partner.agreement.reference,
        jurisdiction=partner.jurisdiction,
        assessment=partner.assessment,
        policy=_named(policy, lambda record: policy.digest),
        tool=findings.tool,
        **digests,
        key=key.fingerprint,
        key_version=plan.key_version,
        k=min(crowds, default=None),
        tier=max((tier for _, tier in left(findings, plan)), default=1),
        removed=sum(table.rows for table in findings.tables) + canaries - files.rows,
        canaries=canaries,
        seal_by=min(ground.day + _TO_APPROVE, ground.expires),
        expires=ground.expires,
        files=files.files,
    )


def _named(record: Record, digest: Callable[[Record], str]) -> Named:
    return Named(record.name, record.version, digest(record))
