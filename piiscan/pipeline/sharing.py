"""share: scan, plan, mask and verify in one step that leaves a copy behind only if all of it held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike, fspath
from pathlib import Path

from piiscan.audit import SHARE, Log
from piiscan.errors import UsageError
from piiscan.keys import MasterKey, load
from piiscan.model.decision import Decision
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.model.verification import Verification
from piiscan.pipeline.detection import TextMode
from piiscan.pipeline.masking import masked_copy
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.opening import place_of
from piiscan.pipeline.planning import plan
from piiscan.pipeline.recording import recording, refuse_unready
from piiscan.pipeline.scanning import scan
from piiscan.pipeline.staging import home_of, publish, refuse_destination, staged
from piiscan.pipeline.verifying import verify
from piiscan.sources import ReadOptions
from piiscan.sources.databases.urls import is_url


@dataclass(frozen=True, slots=True)
class Shared:
    """What was found, planned and verified; the copy exists only where `shared`."""

    findings: Findings
    plan: Plan
    verification: Verification | None

    @property
    def shared(self) -> bool:
        return self.verification is not None and self.verification.passed


def share(
    source: str | PathLike[str],
    destination: str | PathLike[str],
    *,
    key: str | MasterKey,
    policy: Policy | None = None,
    purpose: str | None = None,
    partner: str | None = None,
    text: TextMode = "auto",
    as_of: date | None = None,
    overwrite: bool = False,
    options: ReadOptions | None = None,
    decisions: Sequence[Decision] = (),
    notice: Notice | None = None,
    audit: Log | None = None,
) -> Shared:
    """A verified masked copy of a file or folder, or none: incomplete scans and undecided columns stop it.

    The copy is made beside the destination and moved there when it has been verified, and for a partner when that
    stands in the `audit` log. The plan gets the version that the log knows of the key.
    """
    if is_url(fspath(destination)):
        raise UsageError("share writes files: mask into the database, and verify what is there")
    target = place_of(destination)
    assert target is not None
    refuse_destination(place_of(source), target, overwrite)
    secret = load(key, target if isinstance(target, Path) else None) if isinstance(key, str) else key
    options = options or ReadOptions()
    if partner is not None:
        refuse_unready(secret, audit)
    findings = scan(source, policy=policy, text=text, as_of=as_of, options=options, decisions=decisions, notice=notice)
    planned = plan(findings, policy=policy, purpose=purpose, partner=partner, key=secret, audit=audit)
    record = recording(planned, secret, audit)
    if not findings.complete or planned.undecided:
        return Shared(findings, planned, None)
    with staged(target) as copy:
        masked = masked_copy(source, copy, planned, secret, options, notice, home_of(target))
        verification = verify(source, copy, plan=planned, key=secret, options=options)
        if verification.passed:
            record(SHARE, copy, masked.rows)
            publish(copy, target)
        return Shared(findings, planned, verification)
