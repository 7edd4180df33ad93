"""keys rekey: a masked copy from one key or version to another, the originals in memory only, a batch at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

from piiscan.audit import REKEY, Log
from piiscan.errors import KeyRefused, PlanError
from piiscan.keys import MasterKey, load
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.recording import copied, current_version, facts, refuse_unready
from piiscan.pipeline.reversing import Reversal, refuse_unrecorded
from piiscan.pipeline.staging import publish, refuse_destination, staged
from piiscan.policy.plans import plan_digest
from piiscan.sources import ReadOptions
from piiscan.verbs.reverse import rekeyer


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """The plan by which the new copy could have been made; its rows, and lines of texts; what could not be read."""

    plan: Plan
    rows: int
    incomplete: tuple[Incomplete, ...]


def rekey(
    source: str | PathLike[str],
    destination: str | PathLike[str],
    *,
    plan: Plan,
    key: str | MasterKey,
    into: str | MasterKey,
    audit: Log | None = None,
    overwrite: bool = False,
    options: ReadOptions | None = None,
    notice: Notice | None = None,
) -> Rekeyed:
    """Write the copy that masking the source with the key `into`, in its current version, would have written.

    Raises PlanError for a column that was masked for good, or that `key` does not open, KeyRefused where the log knows
    of nothing masked by this plan with `key`, DestinationRefused, AuditRefused, OutputFailed; then there is no output.
    """
    copy, target = Path(source), Path(destination)
    refuse_destination(copy, target, overwrite)
    former, latter = (load(each, target) if isinstance(each, str) else each for each in (key, into))
    refuse_unready(former, audit)
    log = refuse_unready(latter, audit)
    refuse_unrecorded(plan, former, log)
    version = current_version(latter, log)
    if (former.fingerprint, plan.key_version) == (latter.fingerprint, version):
        raise KeyRefused("the copy has this key and version already: rotate the key first, or name another --to")
    if plan.documents:
        raise PlanError("texts have tokens that nothing turns back: mask the source again with the new key")
    renewed = replace(plan, key_version=version)
    reversal = Reversal(plan, former, copy, lambda *of: rekeyer(latter.at(version), *of))
    with staged(target) as staging:
        written = reversal.write(copy, staging, options or ReadOptions(), notice or (lambda said: None))
        was = {"from_plan": plan_digest(plan), "from_key": former.fingerprint, "from_version": plan.key_version}
        log.append(REKEY, {**facts(renewed, latter), **copied(staging, written.rows), **was})
        publish(staging, target)
    return Rekeyed(renewed, written.rows, written.incomplete)
