"""What to do next, in the order of doing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from piiscan.model.finding import Findings
from piiscan.model.tier import Role
from piiscan.reports.wording import Wording

_PERSONAL = 2
"""The lowest tier that is about people."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to do, the part of the page that lists what it is about, and the command that does it."""

    said: str
    part: str | None = None
    command: str | None = None


def tasks(findings: Findings, words: Wording) -> Iterator[Task]:
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
    if to_mask:
        yield Task(words.say("do_mask").format(to_mask), "found", "piiscan plan FINDINGS -o plan.yaml")
    elif not findings.incomplete:
        yield Task(words.say("do_nothing"))
