"""verify: source, copy and plan, into a verdict that fails closed."""

from __future__ import annotations

from os import PathLike

from piiscan.detect.verdict.judge import Judge
from piiscan.errors import SourceUnreadable
from piiscan.keys import MasterKey, load
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan
from piiscan.model.table import Document, Table
from piiscan.model.verification import Check, Verification
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import Data, opened
from piiscan.policy.policies import default_policy
from piiscan.sources import ReadOptions
from piiscan.verbs.verify import verify_document, verify_table


def verify(
    source: Data,
    destination: str | PathLike[str] | object,
    *,
    plan: Plan,
    key: str | MasterKey | None = None,
    options: ReadOptions | None = None,
) -> Verification:
    """Run the five checks on every table, and those that apply on every document.

    Raises PlanError where the plan does not fit the source. What cannot be read on either side is incomplete.
    """
    options = options or ReadOptions()
    run = _Run(plan, load(key) if isinstance(key, str) else key)
    copies: dict[str, Table | Document] = {}
    for item in opened(destination, options):
        if isinstance(item, Incomplete):
            run.incomplete.append(item)
        else:
            copies[item.key] = item
    originals = list(opened(source, options))
    alone = len(originals) == 1 and len(copies) == 1
    for original in originals:
        if isinstance(original, Incomplete):
            run.incomplete.append(original)
        else:
            run.compare(original, next(iter(copies.values())) if alone else copies.pop(original.key, None))
    if not alone:
        run.checks += [Check("structure", key, ("is not in the source",)) for key in copies]
    return Verification(tuple(run.checks), tuple(run.incomplete))


class _Run:
    def __init__(self, plan: Plan, key: MasterKey | None) -> None:
        self._plan = plan
        self._masking = Masking(plan, key)
        self._detection = Detection(default_policy(), plan.as_of)
        self.checks: list[Check] = []
        self.incomplete: list[Incomplete] = []

    def compare(self, original: Table | Document, copy: Table | Document | None) -> None:
        if copy is None:
            self.checks.append(Check("structure", original.key, ("has no copy",)))
            return
        try:
            self.checks += self._checks(original, copy)
        except SourceUnreadable as unread:
            self.incomplete.append(Incomplete(unread.source, unread.reason))

    def _checks(self, original: Table | Document, copy: Table | Document) -> list[Check]:
        d = self._detection
        if isinstance(original, Document) and isinstance(copy, Document):
            return verify_document(original, copy, d.spans, d.patterns.spans)
        if isinstance(original, Table) and isinstance(copy, Table):
            judge = Judge(d.recognizers, d.policy.thresholds, Detection(d.policy, d.as_of, "off"))
            return verify_table(self._masking.table(original), copy, d.scanner, judge, self._plan.k)
        return [Check("structure", original.key, (f"is {original.format}, its copy {copy.format}",))]
