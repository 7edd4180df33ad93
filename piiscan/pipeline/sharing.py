"""share: scan, plan, mask and verify in one step that leaves a copy behind only if all of it held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike

from piiscan.audit import SHARE, Log
from piiscan.keys import MasterKey, load
from piiscan.model.decision import Decision
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.model.verification import Verification
from piiscan.pipeline.destinations import refuse, staging
from piiscan.pipeline.detection import TextMode
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.notice import Notice, Progress
from piiscan.pipeline.planning import plan
from piiscan.pipeline.recording import recording, refuse_unready
from piiscan.pipeline.scanning import scan
from piiscan.pipeline.verifying import verify
from piiscan.sources import ReadOptions


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
    progress: Progress | None = None,
    audit: Log | None = None,
    subset: Sequence[str] = (),
) -> Shared:
    """A verified masked copy of a file, folder or database, or none: incomplete scans and undecided columns stop it.

    The copy is staged, and seen in its place when it has been verified, and for a partner when that stands in the
    `audit` log. The plan gets the version that the log knows of the key. Raises UsageError for a source that does not
    exist, and what `plan` and `mask` raise; no output exists then.
    """
    output = refuse(source, destination, overwrite)
    secret, options = load(key, output) if isinstance(key, str) else key, options or ReadOptions()
    if partner is not None:
        refuse_unready(secret, audit)
    findings = scan(
        source,
        policy=policy,
        text=text,
        as_of=as_of,
        options=options,
        decisions=decisions,
        progress=progress,
        notice=notice,
    )
    planned = plan(findings, policy=policy, purpose=purpose, partner=partner, key=secret, audit=audit, subset=subset)
    record = recording(planned, secret, audit)
    if not findings.complete or planned.undecided:
        return Shared(findings, planned, None)
    masking = Masking(planned, secret, progress)
    with staging(destination) as copy:
        refuse(source, destination, overwrite)  # again: another run may have been faster
        masked = copy.fill(masking, source, options, notice or (lambda said: None))
        verification = verify(source, copy.data, plan=planned, key=secret, options=options)
        if verification.passed:
            record(SHARE, copy.path, masked.rows)
            copy.publish()
        return Shared(findings, planned, verification)
