"""What the functions of the package return: the classes, their fields and types, and what they say of units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from piiscan.detection.validity import Validity
from piiscan.model.finding import (
    ColumnFinding,
    DocumentFinding,
    Exposure,
    Findings,
    Incomplete,
    Reason,
    Rival,
    TableFinding,
)
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.review import ColumnReview, Gain, Review, TableReview
from piiscan.model.risk import Alternative, Crowds, Diversity, Risk, TableRisk
from piiscan.model.span import Span
from piiscan.model.verification import Check, Verification
from piiscan.pipeline.masking import Masked
from piiscan.pipeline.sharing import Shared
from tests.docs.markdown import said

_FINDINGS = (Findings, TableFinding, ColumnFinding, Reason, Rival, DocumentFinding, Exposure, Incomplete)
_PLAN = (Plan, TablePlan, Step)
_COPY = (Masked, Shared, Verification, Check)
_MEASURED = (Review, TableReview, ColumnReview, Gain, Risk, TableRisk, Crowds, Diversity, Alternative)
RESULTS: tuple[type, ...] = (*_FINDINGS, *_PLAN, *_COPY, *_MEASURED, Span, Validity)


def results() -> str:
    about = "Frozen dataclasses of names, counts and probabilities; `Span` alone has places in a text."
    return "\n\n".join(("## What they return", about, *map(_result, RESULTS)))


def _result(result: type) -> str:
    lines = "\n".join((*_fields(result), *_properties(result)))
    return f"### {result.__name__}\n\n{said(result)}\n\n```text\n{lines}\n```"


def _fields(result: type) -> Iterator[str]:
    return (f"{field.name}: {field.type}" for field in fields(result))


def _properties(result: type) -> Iterator[str]:
    for name, member in vars(result).items():
        if isinstance(member, property) and member.fget and not name.startswith("_"):
            yield f"{name}: {member.fget.__annotations__['return']}  # computed"
