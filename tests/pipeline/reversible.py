"""A table of canary people whose plan has what a key turns back, and its masked copy, on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from piiscan import pipeline
from piiscan.audit import Log
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from tests.leaks import canary

KEY, OTHER = (MasterKey(sha256(name).digest()) for name in (b"the key of these tests", b"another key"))
PEOPLE = (
    canary.people(30, seed=3)
    .select("id_no", "mobile", "email")
    .with_columns(number=pl.int_range(pl.len(), dtype=pl.Int64) * 7, city=pl.lit("Köln"))
)
STEPS = {
    "id_no": Step("encrypt", entity="CN_RESIDENT_ID", unmask=True),
    "mobile": Step("fpe", {"keep_prefix": 3}, entity="CN_MOBILE", unmask=True),
    "email": Step("encrypt", entity="EMAIL_ADDRESS"),
    "number": Step("fpe", {"width": 9}, entity="PERSON_ID", unmask=True),
    "city": Step("keep"),
}
READ: dict[str, Callable[[Path], pl.DataFrame]] = {
    "csv": lambda path: pl.read_csv(path, schema_overrides={"mobile": pl.String, "id_no": pl.String}),
    "parquet": pl.read_parquet,
    "xlsx": lambda path: pl.read_excel(path).cast({"mobile": pl.String, "id_no": pl.String}),
    "jsonl": pl.read_ndjson,
}
WRITE: dict[str, Callable[[pl.DataFrame, Path], object]] = {
    "csv": lambda frame, path: frame.write_csv(path),
    "parquet": lambda frame, path: frame.write_parquet(path),
    "xlsx": lambda frame, path: frame.write_excel(path),
    "jsonl": lambda frame, path: frame.write_ndjson(path),
}


@dataclass(frozen=True)
class Case:
    """A folder with `people.FORM` and its masked copy `masked.FORM`."""

    folder: Path
    form: str
    plan: Plan
    log: Log

    @property
    def source(self) -> Path:
        return self.folder / f"people.{self.form}"

    @property
    def copy(self) -> Path:
        return self.folder / f"masked.{self.form}"

    @property
    def target(self) -> Path:
        return self.folder / "out" / f"new.{self.form}"

    @property
    def events(self) -> list[str]:
        return [entry.event for entry in self.log.entries()]

    def masked(self, plan: Plan, key: MasterKey, name: str) -> Path:
        """Another copy, of this name."""
        pipeline.mask(self.source, self.folder / name, plan=plan, key=key, audit=self.log)
        return self.folder / name


def case(
    folder: Path, form: str = "csv", people: pl.DataFrame = PEOPLE, steps: dict[str, Step] | None = None, **plan: object
) -> Case:
    """The people in a file of this form, masked with KEY for the partner `acme`."""
    source = folder / f"people.{form}"
    WRITE[form](people, source)
    found = pipeline.plan(pipeline.scan(source, text="off"), partner="acme")
    paths = "$." if form == "jsonl" else ""
    columns = {f"{paths}{name}": step for name, step in (steps or STEPS).items()}
    tables = {key: replace(table, columns=columns) for key, table in found.tables.items()}
    made = Case(folder, form, replace(found, tables=tables, **plan), Log(folder / "home"))  # type: ignore[arg-type]
    pipeline.mask(source, made.copy, plan=made.plan, key=KEY, audit=made.log)
    return made
