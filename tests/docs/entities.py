"""Every entity with its names, role, tier and recognizers, and every recognizer with its source."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from piiscan.detection.packs import recognizers
from piiscan.detection.verdict.free_text import TEXT_COLUMN
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import ROLE_NAMES_ZH, TIERS, Role
from tests.docs.markdown import code, table, titled

_SEES = {
    "rows": "patterns, on every value",
    "sample": "patterns or a list of words, on up to 512 distinct values of a column",
    "header": "the header names it; patterns, if any, only say which values fit",
}


def page() -> str:
    declared = (*recognizers(), TEXT_COLUMN)
    return titled(
        "Entities",
        "What piiscan tells apart. `piiscan recognizers show NAME` prints a whole declaration: patterns, check, words"
        " of headers, examples. Where a source says “modelled on”, its author has not read the document itself.",
        "## Tiers and roles",
        table(("tier", "name", "名称"), ((str(tier), *names) for tier, names in TIERS.items())),
        "Tiers are those of the scheme `general`. Levels of laws and standards: `piiscan policy show --scheme NAME`.",
        table(("role", "名称"), ((code(role), ROLE_NAMES_ZH[role]) for role in Role)),
        f"## {len({r.entity for r in declared})} entities",
        table(("entity", "名称", "role", "tier", "recognizers"), _entities(declared)),
        f"## {len(declared)} recognizers",
        "What a verdict rests on, `sees`, is one of these:",
        table(("sees", "what"), ((code(name), what) for name, what in _SEES.items())),
        table(("recognizer", "entity", "sees", "check", "source"), map(_recognizer, _by_id(declared))),
    )


def _entities(declared: Iterable[Recognizer]) -> Iterable[tuple[str, ...]]:
    by_entity = sorted(_by_id(declared), key=attrgetter("entity"))
    for entity, group in groupby(by_entity, key=attrgetter("entity")):
        same = list(group)
        tiers = ", ".join(sorted({str(r.tier) for r in same}))
        yield code(entity), same[0].zh, same[0].role, tiers, ", ".join(code(r.id) for r in same)


def _recognizer(r: Recognizer) -> tuple[str, ...]:
    return code(r.id), code(r.entity), r.sees, code(r.check) if r.check else "", r.source


def _by_id(declared: Iterable[Recognizer]) -> list[Recognizer]:
    return sorted(declared, key=attrgetter("id"))
