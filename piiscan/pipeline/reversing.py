"""What turns masked copies back or on to another key needs: the plan's table for each, and columns left as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl

from piiscan.audit import Log, made_with
from piiscan.errors import KeyRefused, PlanError
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, TablePlan
from piiscan.model.table import Document, Item, Table
from piiscan.pipeline.masking import Masking
from piiscan.policy.plans import plan_digest
from piiscan.verbs.mask import Means
from piiscan.verbs.reverse import Reverser

Reversing = Callable[[Table, TablePlan, Means], Reverser]


class Reversal(Masking):
    """One plan and one key, ready for the tables of a masked copy; texts stay as they are."""

    def __init__(self, plan: Plan, key: MasterKey, copy: Path, reverse: Reversing) -> None:
        super().__init__(plan, key)
        self._reverse, self._alone = reverse, copy.name if copy.is_file() else ""
        self._tables: Mapping[str, TablePlan] = plan.tables

    def table(self, table: Table) -> Reverser:
        """What reverses the table. Raises PlanError where the plan has none like it, or does not allow it."""
        planned = self._tables.get(table.key) or self._renamed(table.key)
        if planned is None:
            raise PlanError(f"{table.source}: the plan has no such table: name the plan that it was masked by")
        return self._reverse(table, planned, self.means)

    def document(self, document: Document) -> Iterator[pl.Series]:
        return document.parts()

    def whole(self, item: Item) -> Item:  # type: ignore[override]
        if isinstance(item, Table):
            self.table(item)
        return item

    def refuse_absent(self, items: object) -> None:
        """A copy may hold less than its source."""

    def _renamed(self, key: str) -> TablePlan | None:
        """The copy of one file may be called otherwise than its source: what comes after the name tells."""
        within = key.removeprefix(self._alone)
        alike = [planned for name, planned in self._tables.items() if self._alone and name.endswith(within)]
        return alike[0] if len(alike) == 1 else None


def refuse_unrecorded(plan: Plan, key: MasterKey, log: Log) -> None:
    """Raise KeyRefused where the log knows of nothing that was masked by this very plan with this key.

    fpe cannot tell a wrong key from a right one, and a plan may have been changed since: the log can tell both.
    """
    if not made_with(log.entries(), plan_digest(plan), key.fingerprint):
        raise KeyRefused(
            f"the audit log knows of no copy made by this plan with key {key.fingerprint}: only what was masked on"
            " record, for a partner or with `unmask: allowed`, and by a plan that has not been changed since"
        )
