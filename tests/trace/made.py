"""Deliveries of nobody's data, in a workspace of their own: masked, sketched and put on record, without a gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
        source = self.home.parent / "orders.csv"
        frame.write_csv(source)
        copy, release = self._delivered(source, partner, lambda made: _planned(made, steps), number)
        self.copies[release] = pl.read_csv(copy, infer_schema=False)
        return release

    def deliver_text(self, source: Path, partner: str) -> tuple[Path, str]:
        """The masked text, and the id of its release."""
        return self._delivered(source, partner, lambda made: made, 0)

    def _delivered(self, source: Path, partner: str, planned: Callable[[Plan], Plan], number: int) -> tuple[Path, str]:
        release = f"{len(self.plans):016x}"
        folder = opened_home(self.home) / "releases" / release
        folder.mkdir(parents=True)
        copy = folder / f"copy{source.suffix}"
        findings = scan(source, text="off")
        made = planned(plan(findings, partner=partner))
        masked_copy(source, copy, made, KEY)
        verified = Verified(source, copy, release, made, findings, KEY, scan_key(self.home), ReadOptions())
        canaries = planted(verified, number) if number else {}
        write_sketch(folder, sketched(verified, canaries))
        digest = sha256((folder / SKETCH).read_bytes()).hexdigest()
        facts = {"release": release, "manifest": "m", "requester": "mei", "partner": partner, "purpose": "churn"}
        Log(self.home).append(REQUEST, {**facts, "sketch": digest})
        self.plans[release] = made
        return copy, release

    def trace(self, leaked: pl.DataFrame | Path) -> Trace:
        return trace(leaked, audit=Log(self.home))


def calls(folder: Path, rows: int, seed: int) -> Path:
    """A log in which numbers of people stand among words."""
    numbers = orders(rows, seed)["mobile"]
    lines = [f"2026-03-02T08:00:{i % 60:02} INFO 回电{number}，已联系" for i, number in enumerate(numbers)]
    (folder / "calls.log").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "calls.log"


def orders(rows: int, seed: int) -> pl.DataFrame:
    """Customers with what they bought: amounts and days that tell most rows by themselves."""
    people = canary.people(rows, seed=seed).select("customer_id", "mobile", "name_zh", "id_no")
    drawn = pl.DataFrame({"n": range(rows)}).select(
        amount=(pl.col("n").hash(seed) % 100_000 / 100).cast(pl.String),
        day=(pl.date(2026, 1, 1) + pl.duration(days=pl.col("n").hash(seed + 1) % 365)).cast(pl.String),
        city=(pl.col("n").hash(seed + 2) % 4).replace_strict(dict(enumerate(CITIES)), return_dtype=pl.String),
    )
    return pl.concat([people, drawn], how="horizontal")


def _planned(made: Plan, steps: Mapping[str, Step]) -> Plan:
    table = made.tables["orders.csv"]
    columns = {name: steps.get(name, Step("drop")) for name in table.columns}
    return replace(made, tables={"orders.csv": TablePlan(table.schema, columns)})
