"""The hooks stop a commit with personal data, and the examples of docs/pipelines.md are files of their kind."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import validators

from tests.leaks import canary
from tests.leaks.runner import PIISCAN, ROOT

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
BLOCKS = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "pipelines.md").read_text("utf-8"), re.DOTALL)


def commit(hook: dict[str, Any], *paths: Path) -> int:
    """What pre-commit does: the entry with the files behind it."""
    program, *given = shlex.split(hook["entry"])
    assert program == "piiscan"
    return subprocess.run([*PIISCAN, *given, *map(str, paths)], cwd=paths[0].parent, capture_output=True).returncode


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_stops_personal_data_and_what_cannot_be_read(hook: dict[str, Any], tmp_path: Path) -> None:
    clean, personal, unread = tmp_path / "products.csv", tmp_path / "people.csv", tmp_path / "x.parquet"
    clean.write_text("sku,price\nA1,3\nA2,4\n")
    canary.people(5, seed=3).select("name_zh", "mobile").write_csv(personal)
    unread.write_bytes(b"PAR1 no more")
    assert [commit(hook, clean), commit(hook, clean, personal), commit(hook, clean, unread)] == [0, 1, 3]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_looks_at_data_and_not_at_code(hook: dict[str, Any]) -> None:
    names = ["a.csv", "d/orders.JSON", "x.parquet", "app.log", "notes.md", "dump.sql", "b.csv.gz"]
    assert [name for name in names if not re.search(hook["files"], name)] == []
    assert [name for name in ("a.py", "logo.png", "csv", "a.csv.lock") if re.search(hook["files"], name)] == []


@pytest.mark.parametrize(("beginning", "schema"), [("# .github/", "github-workflows"), ("# .gitlab-ci", "gitlab-ci")])
def test_an_example_holds_to_the_schema_of_its_service(beginning: str, schema: str) -> None:
    (block,) = (block for block in BLOCKS if block.startswith(beginning))
    published = json.loads(files("check_jsonschema.builtin_schemas.vendor").joinpath(f"{schema}.json").read_text())
    validators.validator_for(published)(published).validate(yaml.load(block, yaml.BaseLoader))


def test_the_commands_of_the_examples_are_those_of_the_hooks() -> None:
    (block,) = (block for block in BLOCKS if block.startswith("# .pre-commit"))
    (repository,) = yaml.safe_load(block)["repos"]
    (hook,) = repository["hooks"]
    assert {hook["entry"]} == {given["entry"] for given in HOOKS}
