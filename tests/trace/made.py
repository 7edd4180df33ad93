"""Deliveries of nobody's data, in a workspace of their own: masked, sketched and put on record, without a gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from piiscan.audit import REQUEST, Log
from piiscan.keys import MasterKey
from piiscan.keys.scan_key import scan_key
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.trace import Trace
from piiscan.pipeline.masking import masked_copy
from piiscan.pipeline.planning import plan
from piiscan.pipeline.releasing.canaries import planted
from piiscan.pipeline.releasing.sketches import SKETCH, write_sketch
from piiscan.pipeline.releasing.sketching import sketched
from piiscan.pipeline.releasing.tracing import trace
from piiscan.pipeline.releasing.verified import Verified
from piiscan.pipeline.scanning import scan
from piiscan.sources import ReadOptions
from piiscan.workspace import opened_home
from tests.leaks import canary

KEY = MasterKey(sha256(b"a key of a test").digest())
TOKENS: Mapping[str, Step] = {
    "customer_id": Step("pseudonym", domain="customer"),
    "mobile": Step("fpe", {"keep_prefix": 3}, entity="CN_MOBILE"),
    "name_zh": Step("surrogate", {"locale": "zh_CN"}, entity="PERSON"),
}
CITIES = ("Beijing", "Shanghai", "Chengdu", "Hangzhou")
KEPT: Mapping[str, Step] = dict.fromkeys(("amount", "day", "city"), Step("keep"))


@dataclass
class Workspace:
    """`copies` and `plans` are those of its deliveries, by release."""

    home: Path
    copies: dict[str, pl.DataFrame] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)

    def deliver(self, frame: pl.DataFrame, partner: str, steps: Mapping[str, Step], number: int = 0) -> str:
        """Columns without a step are dropped; so many canaries are put in. The id of the release."""
        release = f"{len(self.copies):016x}"
        folder = opened_home(self.home) / "releases" / release
        folder.mkdir(parents=True)
        source, copy = folder / "orders.csv", folder / "copy.csv"
        frame.write_csv(source)
        findings = scan(source, text="off")
        made = plan(findings, partner=partner)
        planned = made.tables["orders.csv"]
        steps = {name: steps.get(name, Step("drop")) for name in planned.columns}
        made = _replaced(made, TablePlan(planned.schema, steps))
        masked_copy(source, copy, made, KEY)
        verified = Verified(source, copy, release, made, findings, KEY, scan_key(self.home), ReadOptions())
        canaries = planted(verified, number) if number else {}
        write_sketch(folder, sketched(verified, canaries))
        digest = sha256((folder / SKETCH).read_bytes()).hexdigest()
        facts = {"release": release, "manifest": "m", "requester": "mei", "partner": partner, "purpose": "churn"}
        Log(self.home).append(REQUEST, {**facts, "sketch": digest})
        self.copies[release], self.plans[release] = pl.read_csv(copy, infer_schema=False), made
        return release

    def trace(self, leaked: pl.DataFrame | Path) -> Trace:
        return trace(leaked, audit=Log(self.home))


def orders(rows: int, seed: int) -> pl.DataFrame:
    """Customers with what they bought: amounts and days that tell most rows by themselves."""
    people = canary.people(rows, seed=seed).select("customer_id", "mobile", "name_zh", "id_no")
    drawn = pl.DataFrame({"n": range(rows)}).select(
        amount=(pl.col("n").hash(seed) % 100_000 / 100).cast(pl.String),
        day=(pl.date(2026, 1, 1) + pl.duration(days=pl.col("n").hash(seed + 1) % 365)).cast(pl.String),
        city=(pl.col("n").hash(seed + 2) % 4).replace_strict(dict(enumerate(CITIES)), return_dtype=pl.String),
    )
    return pl.concat([people, drawn], how="horizontal")


def _replaced(made: Plan, table: TablePlan) -> Plan:
    return replace(made, tables={"orders.csv": table})
