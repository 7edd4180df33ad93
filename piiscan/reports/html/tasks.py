"""What to do next, in the order of doing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from piiscan.model.finding import Findings
from piiscan.model.tier import Role
from piiscan.reports.html.aftermath import Aftermath
from piiscan.reports.wording import Wording

_PERSONAL = 2
"""The lowest tier that is about people."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to do, the part of the page that lists what it is about, and the command that does it."""

    said: str
    part: str | None = None
    command: str | None = None


def tasks(findings: Findings, words: Wording, after: Aftermath | None = None) -> Iterator[Task]:
    """At least one: where nothing is left to do, that."""
    columns = [column for table in findings.tables for column in table.columns]
    undecided = sum(column.status == "undecided" for column in columns)
    secrets = sum(column.role == Role.SECRET for column in columns)
    to_mask = sum(column.tier >= _PERSONAL for column in columns)
    to_mask += sum(text.tier >= _PERSONAL for text in findings.documents)
    if findings.incomplete:
        yield Task(words.say("do_read").format(len(findings.incomplete)), "incomplete")
    if findings.exposure:
        yield Task(words.say("do_close").format(len(findings.exposure)), "exposure")
    if secrets:
        yield Task(words.say("do_rotate").format(secrets), "found")
    if undecided:
        yield Task(words.say("do_decide").format(undecided), "undecided", "piiscan explain FINDINGS COLUMN")
    if after and (after.plan or after.verification):
        yield _masking(after, words)
    elif to_mask:
        yield Task(words.say("do_mask").format(to_mask), "found", "piiscan plan FINDINGS -o plan.yaml")
    elif not findings.incomplete:
        yield Task(words.say("do_nothing"))


def _masking(after: Aftermath, words: Wording) -> Task:
    """What a copy that was verified, or else the plan, leaves to do."""
    if after.verification:
        return Task(words.say("do_share" if after.verification.passed else "do_not_share"), "after")
    if after.plan and after.plan.undecided:
        return Task(words.say("do_decide_plan").format(len(after.plan.undecided)), "steps")
    return Task(words.say("do_follow"), "steps", "piiscan mask SOURCE DEST --plan plan.yaml --key REF")
