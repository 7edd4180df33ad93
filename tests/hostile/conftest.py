"""A table of canary people, its plan, and what mask makes of it when nobody disturbs it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.policy.plans import render_plan
from tests.leaks import canary, files

SECRET = sha256(b"the key of these tests").hexdigest()


@dataclass(frozen=True)
class Made:
    """`source` is masked by `plan` into `whole`; `people` stand in it."""

    source: Path
    plan: Path
    whole: bytes
    people: pl.DataFrame


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    people = canary.people(2_000, seed=29).drop("notes")
    source = files.write_csv(people, folder / "people.csv")
    plan = pipeline.plan(pipeline.scan(source, text="off"))
    pipeline.mask(source, folder / "whole.csv", plan=plan, key=MasterKey(bytes.fromhex(SECRET)))
    (folder / "plan.yaml").write_text(render_plan(plan), "utf-8")
    return Made(source, folder / "plan.yaml", (folder / "whole.csv").read_bytes(), people)
