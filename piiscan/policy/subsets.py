"""Seeds of a subset, as an option says them and as a plan does."""

from __future__ import annotations

import re
from typing import Any

from piiscan.errors import UsageError
from piiscan.model.subset import Seed
from piiscan.policy.section import Section

_SAID = re.compile(
    r"(?P<table>\S.*?)(?:\s+where\s+(?P<where>\S.*?))?(?:\s+limit\s+(?P<limit>[1-9][0-9]{0,17}))?"
    r"(?P<alone>\s+without\s+children)?",
    re.IGNORECASE | re.DOTALL,
)


def seed_said(text: str) -> Seed:
    """`TABLE [where CONDITION] [limit N] [without children]`. Raises UsageError for a text without a table."""
    said = _SAID.fullmatch(text.strip())
    if said is None:
        raise UsageError("--subset: say TABLE, and perhaps `where CONDITION`, `limit N`, `without children`")
    limit = int(said["limit"]) if said["limit"] else None
    return Seed(said["table"], said["where"], limit, said["alone"] is None)


def seed_in(section: Section) -> Seed:
    section.only("table", "where", "limit", "children")
    children = section.content.get("children", True)
    if type(children) is not bool:
        section.refuse("children", "must be true or false")
    return Seed(section.text("table"), section.text_or_none("where"), section.whole_or_none("limit"), children)


def spelled(seed: Seed) -> dict[str, Any]:
    given = {"table": seed.table, "where": seed.where, "limit": seed.limit}
    return {**{k: v for k, v in given.items() if v is not None}, **({} if seed.children else {"children": False})}
