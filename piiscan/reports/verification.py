"""A verification as text or JSON: every check, its figures, and what is wrong in names and counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from piiscan.model.verification import Check, Verification
from piiscan.reports.terminal import printed, shown
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/verification/1"


def render(verification: Verification, width: int = 80, colour: bool = False) -> str:
    """The verification as text, one check a line and its problems below."""
    return printed(_parts(verification), width, colour)


def render_json(verification: Verification) -> str:
    """The verification as one JSON document, indented, with a line end."""
    content = {
        "schema": SCHEMA,
        "passed": verification.passed,
        "incomplete": [{"source": i.source, "reason": i.reason} for i in verification.incomplete],
        "checks": [_check(check) for check in verification.checks],
    }
    return json_text(content)


def _check(check: Check) -> dict[str, Any]:
    return {
        "name": check.name,
        "table": check.table,
        "passed": check.passed,
        "problems": list(check.problems),
        "figures": dict(check.figures),
    }


def _parts(verification: Verification) -> Iterator[RenderableType]:
    for check in verification.checks:
        yield _line(check)
        for problem in check.problems:
            yield shown(f"      {problem}")
    for missing in verification.incomplete:
        yield shown(f"not verified  {missing.source}: {missing.reason}", "bold red")
    yield _verdict(verification)


def _line(check: Check) -> Text:
    state = shown("pass  ", "green") if check.passed else shown("FAIL  ", "bold red")
    figures = ", ".join(f"{name} {_figure(value)}" for name, value in check.figures.items())
    return Text.assemble(state, shown(f"{check.table}  {check.name}  "), shown(figures, "dim"))


def _figure(value: float | int | None) -> str:
    return "-" if value is None else f"{value:,}"


def _verdict(verification: Verification) -> Text:
    checks = len(verification.checks)
    if not checks:
        return shown("failed: there was nothing to check. Do not share this copy.", "bold red")
    if verification.passed:
        said = f"passed: {checks} checks. The copy is pseudonymised; it remains personal data."
        return shown(said, "bold green")
    failed = sum(not check.passed for check in verification.checks)
    return shown(f"failed: {failed} of {checks} checks. Do not share this copy.", "bold red")
