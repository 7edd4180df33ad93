"""subject erase and retain: copies without one person, or without what was kept long enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from piiscan.audit import ERASE, RETAIN
from piiscan.detection import packs
from piiscan.errors import UsageError
from piiscan.model.finding import Findings
from piiscan.model.register import Purpose
from piiscan.model.removal import Removal
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.finding import identified
from piiscan.pipeline.removing.leaving import Leaving, Lines
from piiscan.pipeline.removing.recording import Order, removed
from piiscan.policy.policies import default_policy
from piiscan.verbs.departing import OfPerson, PastTerm
from piiscan.verbs.find import Sought

__all__ = ["erase", "retain"]


def erase(order: Order, identifiers: Sequence[str], findings: Findings | None = None) -> Removal:
    """Copies without rows and texts of the person of these identifiers (`ENTITY=value`, or a value alone).

    `findings` of the source say which columns hold what, so that whole cells count that others could share elsewhere,
    such as customer numbers. Raises what `removed` raises.
    """
    known, today = identified(identifiers), date.today()
    tables = findings.tables if findings else ()
    entities = {(table.key, column.name): column.entity for table in tables for column in table.columns}
    departing = OfPerson(Sought(known, packs.by_entity()), entities)
    lines = Lines(known, departing, Detection(default_policy(), today, "off"))
    kinds = Counter(each.entity or "VALUE" for each in known)
    return removed(order, ERASE, departing, Leaving(departing, today, lines), today, kinds=dict(sorted(kinds.items())))


def retain(order: Order, purpose: Purpose, as_of: date | None = None) -> Removal:
    """Copies without rows that are past the purpose's term on a day. Raises what `removed` raises."""
    if purpose.retention is None:
        raise UsageError(f"purpose {purpose.name} has no retention: say days and column in its record")
    day = as_of or date.today()
    departing = PastTerm(purpose.retention, day)
    return removed(order, RETAIN, departing, Leaving(departing, day, None), day, purpose)
