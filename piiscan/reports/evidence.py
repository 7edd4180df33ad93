"""What became of an evidence pack that was checked, as text or JSON."""

from __future__ import annotations

from typing import Protocol

from piiscan.reports.visible import json_text, visible

__all__ = ["evidence_json", "render_evidence"]


class Seen(Protocol):
    """Files and lines of the log that were checked, and what does not hold."""

    @property
    def files(self) -> int: ...

    @property
    def lines(self) -> int: ...

    @property
    def problems(self) -> tuple[str, ...]: ...


def render_evidence(seen: Seen) -> str:
    """The verdict comes last."""
    verdict = "not what was packed" if seen.problems else "every file is that of its index, and the log holds"
    counted = f"files        {seen.files:,}\nlog          {seen.lines:,} lines\n"
    return counted + "".join(f"problem      {visible(each)}\n" for each in seen.problems) + f"verdict      {verdict}\n"


def evidence_json(seen: Seen) -> str:
    content = {"files": seen.files, "lines": seen.lines, "problems": list(seen.problems)}
    return json_text({"schema": "piiscan/evidence-check/1", "passed": not seen.problems, **content})
