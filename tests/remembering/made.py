"""A small folder of everything that is looked at in one go, and what a scan says of it but for the clock."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import polars as pl

import piiscan
from piiscan.model.finding import Findings
from piiscan.pipeline.remembering import Cache
from piiscan.reports.findings import render
from tests.leaks import canary

COLUMNS = ("customer_id", "name_zh", "mobile", "id_no")


def table(seed: int, rows: int = 30) -> pl.DataFrame:
    return canary.people(rows, seed).select(COLUMNS)


def write(path: Path, what: int | str) -> Path:
    """A file of this text, or in the format of its suffix, of the people of this seed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(what, str):
        path.write_text(what)
    else:
        _write(path, table(what))
    return path


def _write(path: Path, people: pl.DataFrame) -> None:
    if path.suffix == ".parquet":
        people.write_parquet(path)
    elif path.suffix == ".jsonl":
        people.write_ndjson(path)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.csv", people.write_csv())
            archive.writestr("b/notes.txt", f"call {people['mobile'][0]}\nor {people['mobile'][1]}\n")
    elif path.suffix == ".txt":
        path.write_text("".join(f"sent to {mobile} today\n" for mobile in people["mobile"]))
    else:
        people.write_csv(path)


def folder(home: Path) -> Path:
    names = ("customers.csv", "a/calls.txt", "a/all.zip", "b/orders.jsonl", "c/dt=1/p.parquet", "c/dt=2/p.parquet")
    for seed, name in enumerate(names):
        write(home / name, seed // 2)
    return home


def scanned(path: Path, cache: Cache | None = None, told: list[str] | None = None) -> str:
    """The document, without when it was made and how long that took."""
    notice = None if told is None else told.append
    return document(piiscan.scan(path, text="off", cache=cache, notice=notice))


def document(findings: Findings) -> str:
    return render(replace(findings, started="", seconds=0.0))
