"""Which gaps of which templates hold something personal in every line: one line pattern is one verdict."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from piiscan.detection.logs.evidence import VALUES, TemplateEvidence
from piiscan.model.finding import LineFinding, LineFindings, SlotFinding
from piiscan.model.template import LineTemplate, Slot

__all__ = ["LINES", "SHARE", "line_findings"]

LINES = 20
"""Lines read in full, at least, before a template says anything."""

SHARE = 0.5
"""Of the lines read, how many must hold the entity, at the same words of the gap: where more lines hold it than not, no
rival can be as frequent, and what holds for the lesser part of the lines is left to the lines."""

CONFIRMED = 0.2
"""Of those, how many a pattern, key or list of names must confirm. Lists know between a quarter and all of the names of
most countries, and hardly any service, host or product, which models take for people half of the time."""

_MOST, _LONGEST = 50, 500
"""Templates with personal data that findings list: those with the most lines, and of no more characters, since people
read them."""

_MARGIN = 8
"""Words at either end of a gap, at most, that are no part of what it holds."""


def line_findings(evidence: TemplateEvidence) -> LineFindings | None:
    """What the templates of a text say; None where no line pattern recurs."""
    recurring = evidence.counts.filter(pl.col("lines") >= LINES)
    if recurring.is_empty():
        return None
    personal = sorted(_personal(evidence), key=lambda found: (-found.lines, found.template))
    shown = [found for found in personal if len(found.template) <= _LONGEST]
    return LineFindings(len(recurring), len(personal), evidence.without_template, tuple(shown[:_MOST]))


def _personal(evidence: TemplateEvidence) -> Iterator[LineFinding]:
    for template, slots in _slots(evidence).partition_by("template", as_dict=True).items():
        listed = slots.sort("gap").to_dicts()
        slots_of = (Slot(row["gap"], row["entity"], row["before"], row["after"]) for row in listed)
        text = LineTemplate(str(template[0]), tuple(slots_of))
        held = tuple(SlotFinding(row["entity"], row["lines"]) for row in listed)
        yield LineFinding(str(text), listed[0]["of_lines"], listed[0]["read"], held)


def _slots(evidence: TemplateEvidence) -> pl.DataFrame:
    """The gaps that have a verdict, one a row.

    A template needs a word by which it is told. One whose constant words most lines give to an entity is not shown, and
    a gap that says the same in every line is no slot: what stays the same is a word of the pattern.
    """
    told = evidence.counts.filter(
        pl.col("read") >= LINES, pl.col("told") * 2 < pl.col("read"), pl.col("template").str.contains(r"\p{L}")
    )
    varied = evidence.values.group_by("template", "gap", "entity").len().filter(pl.col("len") >= VALUES)
    return (
        evidence.found.join(told.rename({"lines": "of_lines"}), on="template")
        .join(varied, on=["template", "gap", "entity"], how="semi")
        .filter(
            pl.col("lines") >= SHARE * pl.col("read"),
            pl.col("confirmed") >= CONFIRMED * pl.col("lines"),
            pl.max_horizontal("before", "after") <= _MARGIN,
        )
        .sort(["lines", "entity", "before", "after"], descending=[True, False, False, False])
        .unique(["template", "gap"], keep="first", maintain_order=True)
    )
