"""mask, for texts: the text operator over the lines of a document."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from piiscan.errors import PlanError
from piiscan.model.plan import Step
from piiscan.model.table import Document
from piiscan.transforms import Context
from piiscan.transforms.evaluation import evaluate
from piiscan.verbs.mask import Means, canonical_of, operator_of


def document_masker(document: Document, step: Step, means: Means) -> Iterator[pl.Series]:
    """The parts of the document, masked. Raises PlanError, KeyRefused, SourceUnreadable."""
    return (masked_parts(document, parts, step, means) for parts in document.parts())


def masked_parts(document: Document, parts: pl.Series, step: Step, means: Means) -> pl.Series:
    """Some lines of the document, masked. Raises PlanError, KeyRefused."""
    operator = operator_of(document.source, "text", step)
    if not operator.promises.column:
        raise PlanError(f"{document.source}: a text has no columns to drop: plan redact, or leave its file out")
    if operator.kind != "map":
        raise PlanError(f"{document.source}: operator {operator.name} goes with columns of tables only")
    context = Context(
        key=means.key,
        partner=means.partner,
        entity=step.entity,
        domain=step.domain or step.entity or "value",
        as_of=means.as_of,
        canonical_of=lambda entity: canonical_of(entity, means.recognizers),
        find=lambda texts, rows: means.find(texts, rows, {}),
    )
    frame = parts.rename("part").to_frame()
    return evaluate(frame, {"part": operator.expression(pl.col("part"), context)}, document.source)["part"]
