"""verify: source, copy and plan, into a verdict that fails closed."""

from __future__ import annotations

from dataclasses import replace

from piiscan.detection.verdict.judge import Judge
from piiscan.errors import SourceUnreadable
from piiscan.keys import MasterKey, load
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan
from piiscan.model.table import COMMENT, Document, Table
from piiscan.model.verification import Check, Verification
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import FRAME, Data, in_memory, opened, path_of, veiled_names
from piiscan.pipeline.veiling import unveiled
from piiscan.policy.policies import default_policy
from piiscan.sources import ReadOptions, refusal, text_encodings
from piiscan.sources.copies import as_copy_of, key_of_copy
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
    options = options or ReadOptions()
    run = _Run(plan, load(key) if isinstance(key, str) else key)
    originals = [run.masking.whole(item) for item in opened(source, options, refusal)]
    run.masking.refuse_absent(originals)
    one = _is_one(source) and _is_one(destination)
    here, there = (_name(source), _name(destination)) if one else ("", "")
    encodings = {_renamed(here, there, key): encoding for key, encoding in text_encodings(originals).items()}
    copies = list(opened(destination, replace(options, include=(), exclude=(), encodings=encodings)))
    by_key = {_renamed(there, here, item.key): item for item in copies if not isinstance(item, Incomplete)}
    for original in originals:
        if not isinstance(original, Incomplete):
            place = original.key if original.key in by_key else key_of_copy(original)
            run.compare(original, by_key.pop(place, None))
    run.incomplete += [item for item in (*originals, *copies) if isinstance(item, Incomplete)]
    run.checks += [Check("structure", key, ("is not in the source",)) for key in (*by_key, *_hidden(destination))]
    return Verification(tuple(run.checks), tuple(run.incomplete))


def _is_one(data: Data) -> bool:
    """Whether the data is a frame or a single file, whose name may change when it is masked."""
    return in_memory(data) or path_of(data).is_file()


def _name(data: Data) -> str:
    """What keys of a single file begin with."""
    return FRAME if in_memory(data) else veiled_names().name(path_of(data).name)


def _renamed(former: str, now: str, key: str) -> str:
    return now + key.removeprefix(former)


def _hidden(destination: Data) -> list[str]:
    """Files that no scan would look at: masking makes none."""
    if _is_one(destination):
        return []
    root = path_of(destination)
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
            copy = as_copy_of(unveiled(original), copy, masker.kept)
            return verify_table(masker, copy, d.scanner, judge, d.patterns.spans, self._plan.k)
        return [Check("structure", original.key, (f"is {original.format}, its copy {copy.format}",))]
