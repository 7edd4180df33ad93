"""detect: spans of personal data in texts, and the texts without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import overload

import polars as pl

from piiscan.detection import packs
from piiscan.keys import MasterKey, load
from piiscan.model.finding import Incomplete
from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.span import Span
from piiscan.model.table import Document
from piiscan.pipeline.detection import Detection, TextMode
from piiscan.pipeline.opening import opened
from piiscan.policy.policies import default_policy
from piiscan.sources import ReadOptions
from piiscan.transforms import Context, build
from piiscan.transforms.evaluation import apply
from piiscan.verbs.mask import canonical_of

_UNKNOWN_TIER = 3
_SPANS = pl.List(
    pl.Struct({"start": pl.Int64, "end": pl.Int64, "entity": pl.String, "score": pl.Float64, "recognizer": pl.String})
)
_LABELS = {"spans": {"default": {"operator": "replace"}}}


@overload
def detect(texts: str, *, text: TextMode = "full") -> list[Span]: ...  # type: ignore[overload-overlap]
@overload
def detect(texts: pl.Series, *, text: TextMode = "full") -> pl.Series: ...
@overload
def detect(texts: Iterable[str | None], *, text: TextMode = "full") -> Sequence[Sequence[Span]]: ...
def detect(
    texts: str | pl.Series | Iterable[str | None], *, text: TextMode = "full"
) -> list[Span] | pl.Series | Sequence[Sequence[Span]]:
    """Spans of personal data: sorted, not overlapping, offsets in code points.

    Of one text a list of spans; of a column (pl.Series of String) a Series of the same name and length, whose rows
    are lists of structs (`start`, `end`, `entity`, `score`, `recognizer`); of other texts one list each. Null and None
    have none. `text` says what models see.

    >>> [span.entity for span in detect("call 13800138000", text="off")]
    ['CN_MOBILE']
    >>> detect(pl.Series("note", ["call 13800138000", None]), text="off").list.len().to_list()
    [1, 0]
    """
    if isinstance(texts, str):
        return list(spans([texts], text=text)[0])
    if isinstance(texts, pl.Series):
        rows = [[_fields(span) for span in found] for found in spans(texts, text=text)]
        return pl.Series(texts.name, rows, _SPANS)
    return spans(texts, text=text)


@overload
def mask_text(
    texts: str, *, text: TextMode = "full", key: str | MasterKey | None = None, partner: str | None = None
) -> str: ...
@overload
def mask_text(
    texts: pl.Series, *, text: TextMode = "full", key: str | MasterKey | None = None, partner: str | None = None
) -> pl.Series: ...
def mask_text(
    texts: str | pl.Series,
    *,
    text: TextMode = "full",
    key: str | MasterKey | None = None,
    partner: str | None = None,
) -> str | pl.Series:
    """One text, or a column of texts (pl.Series of String), with `<ENTITY>` in place of what `detect` finds.

    With a key (`env:NAME`, `file:PATH`) `<ENTITY:token>`, the same for the same value and partner. Null stays null.
    Raises KeyRefused.

    >>> mask_text("call 13800138000", text="off")
    'call <CN_MOBILE>'
    """
    if isinstance(texts, str):
        return str(mask_text(_series([texts]), text=text, key=key, partner=partner).item())
    return pl.Series(texts.name, masked(texts, spans(texts, text=text), key=key, partner=partner), pl.String)


def spans(texts: Iterable[str | None], *, text: TextMode) -> Sequence[Sequence[Span]]:
    """Spans of each text, in order."""
    return Detection(default_policy(), date.today(), text).spans(_series(texts))


def lines_of_pages(path: str) -> tuple[list[str], tuple[Incomplete, ...]]:
    """The lines of all pages of a PDF, and what could not be read of it."""
    items = list(opened(path, ReadOptions()))
    pages = [item for item in items if isinstance(item, Document) and item.format == "pdf"]
    lines = [line.removesuffix("\n") for page in pages for part in page.parts() for line in part]
    return lines, tuple(item for item in items if isinstance(item, Incomplete))


def masked(
    texts: Iterable[str | None],
    spans: Sequence[Sequence[Span]],
    *,
    key: str | MasterKey | None = None,
    partner: str | None = None,
) -> list[str | None]:
    """The texts with `<ENTITY>` in place of each span, or `<ENTITY:token>` where a key is given."""
    by_entity = {r.entity: r for r in packs.recognizers()}
    texts = list(texts)
    found = dict(zip(texts, spans, strict=True))  # the engine may ask for the texts in any portions
    context = Context(
        key=load(key) if isinstance(key, str) else key,
        partner=partner,
        entity=FREE_TEXT,
        domain=FREE_TEXT,
        as_of=date.today(),
        canonical_of=lambda entity: canonical_of(entity, by_entity),
        find=lambda portion, _: [found[text] for text in portion],
    )
    operator = build("text", {} if key else _LABELS)
    return apply(operator, _series(texts), context).to_list()


def worst_tier(spans: Iterable[Iterable[Span]]) -> int:
    """The highest tier among the entities found; 1 for none."""
    tiers = {r.entity: r.tier for r in packs.recognizers()}
    return max((tiers.get(span.entity, _UNKNOWN_TIER) for found in spans for span in found), default=1)


def _fields(span: Span) -> dict[str, object]:
    return {name: getattr(span, name) for name in ("start", "end", "entity", "score", "recognizer")}


def _series(texts: Iterable[str | None]) -> pl.Series:
    return pl.Series("text", list(texts), pl.String)
