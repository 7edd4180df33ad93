"""text: personal data found inside free text is replaced there, and the rest of the text stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import polars as pl

from piiscan.errors import PiiscanError, PlanError
from piiscan.model.span import Span
from piiscan.transforms.operator import Context, Find, Operator, Own, Promises, Visible
from piiscan.transforms.rules import Rule, rules
from piiscan.transforms.spans import Stretch, laid_in, merged

_PSEUDONYMS: Mapping[str, object] = {"default": {"operator": "pseudonym"}}


@dataclass(frozen=True)
class Text(Operator):
    """Every span that the text engine finds becomes what the rule of its entity makes of it.

    `spans` maps entities, and `default` for the others, to an operator with its parameters and to `as`, the
    form its output is laid in. A span that repeats a column of its row gets that column's token, in whatever
    spelling it stands there; of a column of lists it gets the token of what stands there. Only what is found is
    replaced: `verify` looks for the rest.
    """

    name: ClassVar[str] = "text"
    promises: ClassVar[Promises] = Promises()

    spans: Mapping[str, object] = field(default_factory=lambda: _PSEUDONYMS)

    def __post_init__(self) -> None:
        rules(self.spans)

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        if context.find is None:
            raise PlanError("operator text needs the text engine")
        find, known = context.find, rules(self.spans)
        for keyed in (rule.operator for rule in known.values() if rule.operator.promises.needs_key):
            context.subkey(keyed.name)

        def masked(columns: Sequence[pl.Series]) -> pl.Series:
            own = pl.DataFrame(dict(zip(context.own, columns[1:], strict=True)))
            return _masked(columns[0], own, _found(columns[0], own, find), known, context)

        return pl.map_batches([values, *map(pl.col, context.own)], masked, pl.String, is_elementwise=True)

    def looks_like(self) -> str | None:
        return None

    def visible(self) -> Visible:
        return Visible(rest="unfound")


def _found(texts: pl.Series, own: pl.DataFrame, find: Find) -> dict[int, list[Stretch]]:
    """Row -> its stretches, for the rows that have any."""
    try:
        spans = find(texts, own)
    except PiiscanError:
        raise
    except Exception as failed:
        raise PiiscanError(f"the text engine failed ({type(failed).__name__})") from None
    if len(spans) != len(texts):
        raise PiiscanError("the text engine left texts out")
    lengths = texts.str.len_chars().fill_null(0).to_list()
    return {row: merged(found, lengths[row]) for row, found in enumerate(spans) if found}


def _masked(
    texts: pl.Series,
    own: pl.DataFrame,
    found: Mapping[int, Sequence[Stretch]],
    known: Mapping[str, Rule],
    context: Context,
) -> pl.Series:
    if not found:
        return texts
    touched = dict(zip(found, texts.gather(list(found)), strict=True))
    pieces = [(row, stretch) for row, stretches in found.items() for stretch in stretches]
    surfaces = pl.Series([touched[row][piece.start : piece.end] for row, piece in pieces], dtype=pl.String)
    replacements = iter(_replacements(pieces, surfaces, own, known, context))
    laid = [laid_in(touched[row], found[row], [next(replacements) for _ in found[row]]) for row in found]
    return texts.clone().scatter(list(found), laid)


def _replacements(
    pieces: Sequence[tuple[int, Stretch]],
    surfaces: pl.Series,
    own: pl.DataFrame,
    known: Mapping[str, Rule],
    context: Context,
) -> list[str]:
    """One for each piece, in order: all pieces of one entity and column at once."""
    laid = [""] * len(pieces)
    for (entity, column), places in _alike([stretch.span for _, stretch in pieces], context).items():
        if column is None:
            kind, values = Own(entity, entity, context.canonical_of(entity)), surfaces.gather(places)
        elif isinstance(own.schema[column], pl.List):
            kind, values = context.own[column], surfaces.gather(places)
        else:
            kind, values = context.own[column], own[column].gather([pieces[place][0] for place in places])
        rule = known.get(kind.entity or entity, known["default"])
        for place, text in zip(places, rule.replacements(values, kind, context), strict=True):
            laid[place] = text
    return laid


def _alike(spans: Sequence[Span], context: Context) -> dict[tuple[str, str | None], list[int]]:
    alike: dict[tuple[str, str | None], list[int]] = {}
    for place, span in enumerate(spans):
        column = span.of if span.of in context.own else None
        alike.setdefault((span.entity, column), []).append(place)
    return alike
