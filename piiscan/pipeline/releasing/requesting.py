"""release request: the main line into a folder that waits for approval, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from piiscan.errors import ReleaseRefused, UsageError
from piiscan.keys import MasterKey, load
from piiscan.keys.scan_key import scan_key
from piiscan.keys.signing import Signer, load_signer
from piiscan.model.decision import Decision
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.model.register import Purpose
from piiscan.model.release import REQUESTS, Manifest
from piiscan.pipeline.detection import TextMode
from piiscan.pipeline.notice import Notice, Progress
from piiscan.pipeline.planning import plan
from piiscan.pipeline.recording import refuse_unready
from piiscan.pipeline.releasing.composing import composed
from piiscan.pipeline.releasing.folder import Folder, poured, write_envelope
from piiscan.pipeline.releasing.house import House, gate, today
from piiscan.pipeline.releasing.laying import past_term
from piiscan.pipeline.releasing.listing import listed
from piiscan.pipeline.releasing.making import Ground, content_digest, made
from piiscan.pipeline.releasing.sketches import SKETCH
from piiscan.pipeline.scanning import scan
from piiscan.pipeline.staging import publish, refuse_destination, staged
from piiscan.policy.policies import default_policy
from piiscan.reports.composition import told
from piiscan.signing.ed25519 import fingerprint
from piiscan.signing.envelope import Envelope, signed
from piiscan.signing.manifests import payload_of
from piiscan.sources import ReadOptions
from piiscan.verbs.release import gates
from piiscan.verbs.release.identity import keys_on
from piiscan.verbs.release.standing import REQUEST

__all__ = ["Reading", "request"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the source is read and judged, as `scan` takes it."""

    text: TextMode = "auto"
    as_of: date | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    decisions: Sequence[Decision] = ()
    progress: Progress | None = None
    notice: Notice | None = None


def request(
    source: Path,
    *,
    purpose: str,
    partner: str,
    by: str,
    sign: str,
    key: str,
    house: House,
    policy: Policy | None = None,
    expires: date | None = None,
    canaries: int = 0,
    reading: Reading | None = None,
) -> Manifest:
    """Scan, plan, mask and verify a file or folder for a partner, and sign the manifest with the key `sign` of `by`.

    `key` masks; `expires` is how long the partner may use it (the end of the agreement); so many `canaries` go into
    each table. What the partner has of it already is told to `reading.notice`, and on record. Raises ReleaseRefused
    where records, scan, plan or copy speak against it, and what `scan`, `plan`, `mask` and `verify` raise; nothing
    waits then.
    """
    reading, policy = reading or Reading(), policy or default_policy()
    signer, secret = load_signer(sign), load(key, house.log.home)
    folder = Folder(house.log.home, token_hex(8))
    if not source.exists():
        raise UsageError(f"{source}: no such file or folder")
    refuse_destination(source, folder.path, overwrite=False)
    refuse_unready(secret, house.log)
    with gate(house.log, "request", partner=partner, purpose=purpose, person=by):
        ground = _ground(house, purpose, partner, by, signer, policy, expires, canaries)
        before = content_digest(source)
        findings = _scanned(source, policy, reading)
        planned = _planned(findings, ground, secret, house)
        _refuse_expired(source, findings, ground.purpose, reading)
        with staged(folder.path) as staging:
            manifest = made(
                source,
                staging,
                ground,
                findings,
                planned,
                secret,
                scan_key(house.log.home),
                reading.options,
                reading.notice,
            )
            if content_digest(source) != before:
                raise ReleaseRefused({"scan": f"{source} changed while it was read: ask again"}, incomplete=True)
            envelope = signed(Envelope(payload_of(manifest)), signer)
            write_envelope(staging, envelope)
            found = composed(manifest, staging, listed(house.log))
            facts = {**_facts(manifest, envelope, signer), "sketch": poured(staging / SKETCH)[0]}
            facts["overlaps"] = sorted({overlap.release for overlap in found.overlaps})
            facts["not_compared"] = len(found.incomplete)
            house.log.append(REQUEST, facts)
            publish(staging, folder.path)
        if reading.notice:
            for paragraph in told(found):
                reading.notice(f"warning: {paragraph}")
        return manifest


def _ground(
    house: House,
    purpose: str,
    partner: str,
    by: str,
    signer: Signer,
    policy: Policy,
    expires: date | None,
    canaries: int,
) -> Ground:
    """The records that the request rests on. Raises ReleaseRefused where they speak against it."""
    entries = house.log.entries()
    day = today(entries)
    requester = house.person(by, REQUESTS, house.trust(entries), day)
    if fingerprint(signer.public) not in keys_on(requester, day):
        raise ReleaseRefused({"key": f"that is no key of {by} that holds on {day}"})
    receiver, use = house.register.partner(partner), house.register.purpose(purpose)
    until = expires or receiver.agreement.until
    _refuse(dict(gates.of_records(receiver, use, until, day)))
    return Ground(receiver, use, policy, by, canaries, until, day)


def _scanned(source: Path, policy: Policy, reading: Reading) -> Findings:
    return scan(
        source,
        policy=policy,
        text=reading.text,
        as_of=reading.as_of,
        options=reading.options,
        decisions=reading.decisions,
        progress=reading.progress,
        notice=reading.notice,
    )


def _planned(findings: Findings, ground: Ground, key: MasterKey, house: House) -> Plan:
    planned = plan(
        findings, policy=ground.policy, purpose=ground.purpose, partner=ground.partner.name, key=key, audit=house.log
    )
    _refuse(dict(gates.of_scan(findings, planned, ground.partner, ground.purpose)), incomplete=not findings.complete)
    return planned


def _refuse_expired(source: Path, findings: Findings, purpose: Purpose, reading: Reading) -> None:
    if past := past_term(source, findings, purpose, reading.options):
        raise ReleaseRefused(
            {"term": f"{past:,} rows are past the term of purpose {purpose.name}: leave them out first"}
        )


def _refuse(reasons: dict[str, str], incomplete: bool = False) -> None:
    if reasons:
        raise ReleaseRefused(reasons, incomplete=incomplete)


def _facts(manifest: Manifest, envelope: Envelope, signer: Signer) -> dict[str, object]:
    return {
        "release": manifest.release,
        "manifest": sha256(envelope.payload).hexdigest(),
        "requester": manifest.requester,
        "signer": fingerprint(signer.public),
        "partner": manifest.partner.name,
        "purpose": manifest.purpose.name,
        "plan": manifest.plan,
        "key": manifest.key,
        "key_version": manifest.key_version,
        "files": len(manifest.files),
        "rows": manifest.rows,
    }
