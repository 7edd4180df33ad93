"""A table about canary people, a plan for it, and its masked copy, all in memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

import polars as pl

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.sources import frame_table
from piiscan.verbs.classify import schema_digest
from tests.leaks import canary

KEY = MasterKey(sha256(b"the key of these tests").digest())
OTHER_KEY = MasterKey(sha256(b"another key").digest())
TODAY = date(2026, 11, 24)

TOKEN = "pseudonym"
STEPS: Mapping[str, Step] = {
    "customer_id": Step(TOKEN, entity="PERSON_ID"),
    "name_zh": Step(TOKEN, entity="PERSON"),
    "name_en": Step(TOKEN, entity="PERSON"),
    "id_no": Step(TOKEN, entity="CN_RESIDENT_ID"),
    "mobile": Step("mask", {"keep_prefix": 3}, entity="CN_MOBILE"),
    "card": Step("replace", entity="CN_BANK_CARD"),
    "iban": Step("redact", entity="IBAN_CODE"),
    "email": Step(TOKEN, {"prefix": "u"}, entity="EMAIL_ADDRESS"),
    "address_zh": Step("generalize", {"to": "region"}, entity="CN_ADDRESS"),
    "address_en": Step("null", entity="ADDRESS"),
    "passport": Step("drop", entity="CN_PASSPORT"),
    "plate": Step(TOKEN, entity="CN_PLATE"),
    "ip": Step("generalize", {"to": "network"}, entity="IP_ADDRESS"),
    "birth_date": Step("generalize", {"to": "age_band"}, entity="DATE_OF_BIRTH"),
    "notes": Step("text", entity="FREE_TEXT"),
    "bought": Step("keep"),
    "paid": Step("keep"),
    "shop": Step("keep"),
}
"""A step for every column of `customers`, and every operator among them."""


def customers(n: int = 60, seed: int = 5) -> pl.DataFrame:
    """Canary people with what they bought: three columns that lead to nobody."""
    row = pl.int_range(pl.len())
    return canary.people(n, seed).with_columns(
        bought=(row % 7).cast(pl.Int32),
        paid=(row % 11).cast(pl.Float64) * 2.5,
        shop=pl.lit(["north", "south", "east"]).list.get(row % 3),
    )


def plan_of(frame: pl.DataFrame, steps: Mapping[str, Step], **changes: object) -> Plan:
    """A plan for a frame in memory; `steps` may name more columns than it has."""
    declared = frame_table(frame, "frame").columns
    columns = {c.name: steps[c.name] for c in declared if c.name in steps}
    digest = schema_digest(c for c in declared if c.name in columns)
    settings: dict[str, object] = {
        "policy": {"name": "test", "version": 1, "digest": "sha256:0"},
        "purpose": None,
        "partner": "acme",
        "as_of": TODAY,
        "k": None,
        "unlisted": "refuse",
    }
    return Plan(tables={"frame": TablePlan(digest, columns)}, **(settings | changes))  # type: ignore[arg-type]


def masked(frame: pl.DataFrame, plan: Plan, key: MasterKey | None = KEY) -> pl.DataFrame:
    copy = pipeline.mask(frame, plan=plan, key=key)
    assert isinstance(copy, pl.DataFrame)
    return copy


def problems(source: pl.DataFrame, copy: pl.DataFrame, plan: Plan, key: MasterKey | None = KEY) -> list[str]:
    """What verify says is wrong; an honest copy has nothing."""
    verification = pipeline.verify(source, copy, plan=plan, key=key)
    assert verification.checks
    assert not verification.incomplete
    return [f"{check.name}: {problem}" for check in verification.checks for problem in check.problems]
