"""mask, for texts: the text operator over the lines of a document, and what the plan says of their templates."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from piiscan.detection.logs.slots import SlotFinder, unknown
from piiscan.errors import PlanError
from piiscan.model.plan import Step
from piiscan.model.span import Span
from piiscan.model.table import Document
from piiscan.transforms import Context
from piiscan.transforms.evaluation import evaluate
from piiscan.verbs.mask import Means, canonical_of, operator_of


class DocumentMasker:
    """Masks the lines of one document. Raises PlanError where the plan does not fit it."""

    def __init__(self, document: Document, step: Step, means: Means) -> None:
        self._document, self._step, self._means = document, step, means
        self.operator = operator_of(document.source, "text", step)
        if not self.operator.promises.column:
            raise PlanError(f"{document.source}: a text has no columns to drop: plan redact, or leave its file out")
        if self.operator.kind != "map":
            raise PlanError(f"{document.source}: operator {self.operator.name} goes with columns of tables only")
        if foreign := unknown(step.templates):
            raise PlanError(f"{document.source}: no line can be of templates[{foreign[0]}]: scan and plan again")
        self._slots = SlotFinder(step.templates)

    @property
    def keyed(self) -> bool:
        return self._means.key is not None

    def batches(self) -> Iterator[pl.Series]:
        """The document, masked. Raises PlanError, KeyRefused, SourceUnreadable."""
        return map(self.lines, self._document.parts())

    def lines(self, lines: pl.Series) -> pl.Series:
        """Some lines of the document, masked. Raises PlanError, KeyRefused."""
        context = Context(
            key=self._means.key,
            partner=self._means.partner,
            entity=self._step.entity,
            domain=self._step.domain or self._step.entity or "value",
            as_of=self._means.as_of,
            canonical_of=lambda entity: canonical_of(entity, self._means.recognizers),
            find=lambda texts, rows: [[*found, *told] for found, told in self.found(texts)],
        )
        frame = lines.rename("part").to_frame()
        return evaluate(frame, {"part": self.operator.expression(pl.col("part"), context)}, self._document.source)[
            "part"
        ]

    def found(self, lines: pl.Series) -> Iterator[tuple[list[Span], list[Span]]]:
        """What the text engine sees in each line, and what its template says of it."""
        seen = self._means.find(lines, pl.DataFrame(), {})
        return ((list(found), told) for found, told in zip(seen, self._slots.find(lines), strict=True))
