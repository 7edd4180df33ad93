"""Exports for other programs, each held against the schema or the classes that its field publishes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
import yaml
from fluidattacks_core.sarif import SarifLog
from jsonschema import validators
from open_data_contract_standard.model import OpenDataContractStandard
from openlineage.client import facet_v2
from openlineage.client.event_v2 import InputDataset, Job, JobEvent, OutputDataset, Run, RunEvent

from piiscan.errors import PlanError
from piiscan.model.finding import ColumnFinding, Findings
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.reports import odcs, openlineage, sarif
from piiscan.reports.odcs import logical_type
from piiscan.reports.uris import data_source, uri_reference
from tests.reports.made_up import plan_of
from tests.reports.test_golden import is_golden

FACETS = {
    "schema": facet_v2.schema_dataset.SchemaDatasetFacet,
    "tags": facet_v2.tags_dataset.TagsDatasetFacet,
    "columnLineage": facet_v2.column_lineage_dataset.ColumnLineageDatasetFacet,
    "errorMessage": facet_v2.error_message_run.ErrorMessageRunFacet,
}


def facets(stated: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Facets as the classes of the OpenLineage client, which know no other key and no other schema."""
    made = {}
    for name, content in stated.items():
        kind = FACETS[name]
        assert content["_schemaURL"] == kind._get_schema()
        made[name] = kind(**{key.lstrip("_"): value for key, value in content.items() if key != "_schemaURL"})
    return made


def dataset(kind: type[Any], stated: Mapping[str, Any]) -> Any:
    return kind(**{**stated, "facets": facets(stated["facets"])})


def event(text: str) -> RunEvent | JobEvent:
    """An event as the class of the client. Raises for what it does not know."""
    stated = json.loads(text)
    kind = RunEvent if "run" in stated else JobEvent
    assert stated.pop("schemaURL") == kind._get_schema()
    stated["inputs"] = [dataset(InputDataset, one) for one in stated["inputs"]]
    stated["outputs"] = [dataset(OutputDataset, one) for one in stated.get("outputs", [])]
    stated["job"] = Job(**stated["job"])
    if kind is RunEvent:
        stated["run"] = Run(stated["run"]["runId"], facets(stated["run"]["facets"]))
    return kind(**stated)


def plan_for(findings: Findings, operators: Mapping[str, str | None]) -> Plan:
    columns = {name: Step(operator) for name, operator in operators.items()}
    return replace(plan_of(), tables={findings.tables[0].key: TablePlan("sha256:1", columns)}, partner="acme")


@pytest.fixture
def keyed(findings: Findings) -> Findings:
    first = replace(findings.tables[0], key="customers.csv")
    return replace(findings, tables=(first, *findings.tables[1:]))


@pytest.mark.parametrize("which", ["findings", "empty"])
def test_sarif_is_valid(which: str, request: pytest.FixtureRequest) -> None:
    SarifLog.model_validate_json(sarif.render(request.getfixturevalue(which)))


def test_sarif_says_that_a_scan_is_incomplete_and_what_asks_for_a_review(findings: Findings) -> None:
    (run,) = json.loads(sarif.render(findings))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [n["message"]["text"] for n in invocation["toolExecutionNotifications"]] == [
        "x.zip!a.csv: nested deeper than 5"
    ]
    assert {r["ruleId"] for r in run["results"] if r["kind"] == "review"} == {"PASSWORD"}
    levels = {r["ruleId"]: r["level"] for r in run["results"] if r["kind"] == "fail"}
    assert (levels["CN_RESIDENT_ID"], levels["CN_MOBILE"], levels["GENDER"]) == ("error", "warning", "note")
    assert all(run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


def test_sarif_fingerprints_tell_columns_apart_and_outlive_a_new_scan(findings: Findings) -> None:
    def prints(scanned: Findings) -> list[str]:
        return [r["partialFingerprints"]["piiscan/v1"] for r in json.loads(sarif.render(scanned))["runs"][0]["results"]]

    def again(column: ColumnFinding) -> ColumnFinding:
        return replace(column, rows=column.rows + 7, matched=column.matched // 2, confidence=0.9)

    tables = tuple(replace(t, columns=tuple(map(again, t.columns)), rows=t.rows + 7) for t in findings.tables)
    first = prints(findings)
    assert len(set(first)) == len(first) > 10
    assert prints(replace(findings, tables=tables, started="2027-01-01T00:00:00Z")) == first


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("samples/客户 1.csv", "samples/%E5%AE%A2%E6%88%B7%201.csv"),
        ("/data/x.csv", "file:///data/x.csv"),
        ("a:b.csv", "a%3Ab.csv"),
        ("s3://bucket/a b.csv", "s3://bucket/a%20b.csv"),
    ],
)
def test_a_source_is_a_uri(source: str, uri: str) -> None:
    assert uri_reference(source) == uri


@pytest.mark.parametrize("which", ["findings", "empty"])
def test_odcs_is_valid(which: str, request: pytest.FixtureRequest) -> None:
    text = odcs.render(request.getfixturevalue(which))
    schema = json.loads(files("open_data_contract_standard").joinpath("schema.json").read_text())
    validators.validator_for(schema)(schema).validate(yaml.safe_load(text))
    assert OpenDataContractStandard.from_string(text).kind == "DataContract"


def test_odcs_classifies_every_column_and_names_what_is_missing(findings: Findings) -> None:
    contract = yaml.safe_load(odcs.render(findings))
    said = {p["name"]: p for p in contract["schema"][0]["properties"]}
    assert list(said) == [column.name for column in findings.tables[0].columns]
    identity = said["身份证号"]
    assert (identity["classification"], identity["criticalDataElement"]) == ("sensitive", True)
    assert said["mobile"]["criticalDataElement"] is False
    assert said["created_at"]["classification"] == "open"
    assert "x.zip!a.csv" in contract["description"]["limitations"]


@pytest.mark.parametrize(
    ("physical", "logical"),
    [
        ("String", "string"),
        ("UInt16", "integer"),
        ("Decimal(precision=12, scale=2)", "number"),
        ("Datetime(time_unit='us', time_zone=None)", "timestamp"),
        ("Date", "date"),
        ("List(String)", "array"),
        ("Categorical", "string"),
    ],
)
def test_types_are_those_of_the_standard(physical: str, logical: str) -> None:
    assert logical_type(physical) == logical


@pytest.mark.parametrize("which", ["findings", "empty"])
def test_an_openlineage_event_of_a_scan_is_valid(which: str, request: pytest.FixtureRequest) -> None:
    scanned = request.getfixturevalue(which)
    stated = event(openlineage.render(scanned))
    assert stated.eventType == ("COMPLETE" if scanned.complete else "FAIL")


def test_tags_name_the_columns_that_are_not_clean(findings: Findings) -> None:
    tags = json.loads(openlineage.render(findings))["inputs"][0]["facets"]["tags"]["tags"]
    tagged = {tag["field"] for tag in tags if "field" in tag}
    assert tagged == {column.name for column in findings.tables[0].columns if column.status != "clean"}
    assert {"key": "piiscan.entity", "value": "CN_MOBILE", "source": "PIISCAN", "field": "mobile"} in tags
    assert {"key": "piiscan.status", "value": "undecided", "source": "PIISCAN", "field": "password"} in tags


def test_lineage_says_of_every_column_whether_it_is_masked(keyed: Findings) -> None:
    plan = plan_for(keyed, {"mobile": "fpe", "created_at": "keep", "password": "drop"})
    text = openlineage.render(keyed, plan, "out/")
    assert is_golden(text, "plan.openlineage")
    (output,) = event(text).outputs
    assert (output.namespace, output.name) == ("file", "out/customers.csv")
    lineage = json.loads(text)["outputs"][0]["facets"]["columnLineage"]["fields"]
    masking = {name: field["inputFields"][0]["transformations"][0]["masking"] for name, field in lineage.items()}
    assert masking == {"mobile": True, "created_at": False}


@pytest.mark.parametrize(
    ("operators", "key", "message"), [({"a": None}, "customers.csv", "undecided"), ({"a": "keep"}, "x", "no table")]
)
def test_lineage_of_no_copy_is_refused(
    keyed: Findings, operators: dict[str, str | None], key: str, message: str
) -> None:
    plan = plan_for(keyed, operators)
    with pytest.raises(PlanError, match=message):
        openlineage.render(keyed, replace(plan, tables={key: plan.tables["customers.csv"]}), "out/")


@pytest.mark.parametrize(
    ("source", "table", "named"),
    [
        ("/data/a.csv", "a", ("file", "/data/a.csv")),
        ("s3://lake/raw/a.csv", "a", ("s3://lake", "raw/a.csv")),
        ("postgresql://li:x@db:5432/shop", "public.a", ("postgres://db:5432", "shop.public.a")),
        ("mysql://db:3306/shop", "a", ("mysql://db:3306", "shop.a")),
        ("sqlite:///x/shop.db", "a", ("file", "/x/shop.db/a")),
    ],
)
def test_datasets_are_named_as_openlineage_names_them(source: str, table: str, named: tuple[str, str]) -> None:
    assert data_source(source, table) == named
