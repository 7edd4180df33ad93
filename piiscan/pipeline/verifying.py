"""verify: source, copy and plan, into a verdict that fails closed."""

from __future__ import annotations

from piiscan.detection.verdict.judge import Judge
from piiscan.errors import SourceUnreadable
from piiscan.keys import MasterKey, load
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan
from piiscan.model.table import COMMENT, Document, Table
from piiscan.model.verification import Check, Verification
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import Data, place_of
from piiscan.pipeline.pairing import is_one, laid_out, matched
from piiscan.policy.policies import default_policy
from piiscan.sources import ReadOptions
from piiscan.sources.targets import shown
from piiscan.verbs.verify import verify_document, verify_table


def verify(
    source: Data,
    destination: Data,
    *,
    plan: Plan,
    key: str | MasterKey | None = None,
    options: ReadOptions | None = None,
) -> Verification:
    """Run the five checks on every table, and those that apply on every document.

    Raises PlanError where the plan does not fit the source. What cannot be read on either side is incomplete.
    """
    run = _Run(plan, load(key) if isinstance(key, str) else key)
    found = matched(source, destination, run.masking, options or ReadOptions())
    for original, copy in found.pairs:
        run.compare(original, copy)
    run.incomplete += found.incomplete
    run.checks += [Check("structure", key, ("is not in the source",)) for key in (*found.extra, *_hidden(destination))]
    return Verification(tuple(run.checks), tuple(run.incomplete))


def _hidden(destination: Data) -> list[str]:
    """Files that no scan would look at: masking makes none."""
    if is_one(destination) or (root := place_of(destination)) is None:
        return []
    found = (path.relative_to(root) for path in root.rglob("*") if not path.is_dir() or path.is_symlink())
    return sorted(shown(path) for path in found if any(part.startswith(".") for part in path.parts))


class _Run:
    def __init__(self, plan: Plan, key: MasterKey | None) -> None:
        self._plan = plan
        self.masking = Masking(plan, key)
        self._detection = Detection(default_policy(), plan.as_of)
        self.checks: list[Check] = []
        self.incomplete: list[Incomplete] = []

    def compare(self, original: Table | Document, copy: Table | Document | None) -> None:
        if copy is None and original.format == COMMENT:
            return
        if copy is None:
            self.checks.append(Check("structure", original.key, ("has no copy",)))
            return
        try:
            self.checks += self._checks(original, copy)
        except SourceUnreadable as unread:
            self.incomplete.append(Incomplete(unread.source, unread.reason))

    def _checks(self, original: Table | Document, copy: Table | Document) -> list[Check]:
        d, masking = self._detection, self.masking
        if isinstance(original, Document) and isinstance(copy, Document):
            return verify_document(
                original, copy, masking.masker(original), masking.means.recognizers, d.patterns.spans
            )
        if isinstance(original, Table) and isinstance(copy, Table):
            judge = Judge(d.recognizers, d.policy.thresholds, Detection(d.policy, d.as_of, "off"))
            masker = masking.table(original)
            copy = laid_out(original, copy, masker)
            return verify_table(masker, copy, d.scanner, judge, d.patterns.spans, self._plan.k)
        return [Check("structure", original.key, (f"is {original.format}, its copy {copy.format}",))]
