"""keys unmask: columns of a masked copy back in clear, where the plan allows it, with a reason, and on record first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from piiscan.audit import UNMASK, Log
from piiscan.errors import PlanError
from piiscan.keys import MasterKey, load
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan, TablePlan
from piiscan.model.table import Table
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.opening import opened
from piiscan.pipeline.permitting import Custody, used
from piiscan.pipeline.reasons import refuse_telling
from piiscan.pipeline.recording import copied, facts, refuse_unready
from piiscan.pipeline.reversing import Reversal, refuse_unrecorded
from piiscan.pipeline.staging import publish, refuse_destination, staged
from piiscan.sources import ReadOptions
from piiscan.verbs.mask import Means
from piiscan.verbs.reverse import Reverser, unmasker


@dataclass(frozen=True, slots=True)
class Unmasked:
    """`rows` whose `columns` are in clear now; `tokens` of them are one-way and stayed; what could not be read."""

    columns: tuple[str, ...]
    rows: int
    tokens: int
    incomplete: tuple[Incomplete, ...]


def unmask(
    source: str | PathLike[str],
    destination: str | PathLike[str],
    *,
    plan: Plan,
    key: str | MasterKey,
    reason: str,
    columns: Collection[str] | None = None,
    audit: Log | None = None,
    overwrite: bool = False,
    options: ReadOptions | None = None,
    notice: Notice | None = None,
    custody: Custody | None = None,
) -> Unmasked:
    """Write a copy of a masked file or folder with columns in their canonical forms: `columns`, else all allowed.

    The `audit` log, else that of the folder's workspace, gets the event before anything is opened. Where people are
    enrolled in it, `custody` says who does it, with whose leave, else ReleaseRefused is raised. Raises UsageError
    for a reason that is empty or names somebody, PlanError for a column that the plan does not allow or the key does
    not open, KeyRefused where the log knows of nothing masked by this plan with this key, AuditRefused, OutputFailed;
    then there is no output.
    """
    copy, target = Path(source), Path(destination)
    refuse_telling(reason)
    refuse_destination(copy, target, overwrite)
    secret = load(key, target) if isinstance(key, str) else key
    log = refuse_unready(secret, audit)
    refuse_unrecorded(plan, secret, log)
    leave = used(log, custody, copy, plan, columns, reason)
    tokens: Counter[str] = Counter()

    def reverse(table: Table, planned: TablePlan, means: Means) -> Reverser:
        return unmasker(table, planned, columns, means, tokens)

    reversal, options = Reversal(plan, secret, copy, reverse), options or ReadOptions()
    reversers = [reversal.table(item) for item in opened(copy, options) if isinstance(item, Table)]
    chosen = _chosen(reversers, columns)
    rows = sum(len(batch) for reverser in reversers if reverser.reversed for batch in reverser.table.batches())
    said = {"columns": list(chosen), "reason": reason, **leave}
    log.append(UNMASK, {**facts(plan, secret), **copied(copy, rows), **said})
    with staged(target) as clear:
        written = reversal.write(copy, clear, options, notice or (lambda said: None))
        publish(clear, target)
    return Unmasked(chosen, rows, tokens.total(), written.incomplete)


def _chosen(reversers: list[Reverser], columns: Collection[str] | None) -> tuple[str, ...]:
    """The columns that will be in clear. Raises PlanError where there is none, or not all that were asked for."""
    found = dict.fromkeys(name for reverser in reversers for name in reverser.reversed)
    for name in columns or ():
        if name not in found:
            raise PlanError(f"column {name}: no table of the copy has it: nothing was unmasked")
    if not found:
        raise PlanError("the plan allows no column to be unmasked: `unmask: allowed` says so before it is masked")
    return tuple(found)
