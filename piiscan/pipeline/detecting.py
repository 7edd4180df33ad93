"""detect: spans of personal data in texts, and the texts without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

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
_LABELS = {"spans": {"default": {"operator": "replace"}}}


def detect(texts: Iterable[str | None], *, text: TextMode = "full") -> Sequence[Sequence[Span]]:
    """Spans of each text: sorted, not overlapping, offsets in code points. None has none."""
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


def _series(texts: Iterable[str | None]) -> pl.Series:
    return pl.Series("text", list(texts), pl.String)
