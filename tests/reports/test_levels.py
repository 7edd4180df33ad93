"""Reports of a graded scan show the level beside the tier and the clause it rests on; others look as they did."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from piiscan.model.finding import Findings
from piiscan.model.scheme import Grading, Level, Scheme, Together
from piiscan.reports import FOR_PEOPLE, FORMATS, render
from piiscan.reports import scheme as reports_scheme
from piiscan.reports.findings import parse
from piiscan.verbs.grade import grade, grade_document
from tests.reports.made_up import NAMES_ZH, everything
from tests.reports.test_golden import is_golden

LOW, HIGH = Grading("L1", "Act, s. 1"), Grading("L2", "Act, s. 2, modelled on")
ACT = Scheme(
    "act",
    "the Act, sections 1 and 2",
    (Level("L1", "lower", "较低", "all the rest"), Level("L2", "upper", "较高", "accounts and who holds them")),
    {name: LOW for name in (*NAMES_ZH, "PASSWORD")} | {"CN_BANK_CARD": HIGH},
    LOW,
    (Together(HIGH, frozenset({"PERSON"}), (frozenset({"CN_BANK_CARD"}),), minors=False),),
)
NAMES = {"en": {"L1": "lower", "L2": "upper"}, "zh": {"L1": "较低", "L2": "较高"}}


@pytest.fixture
def graded() -> Findings:
    plain = everything()
    tables = tuple(grade(table, ACT) for table in plain.tables)
    return replace(plain, tables=tables, documents=tuple(grade_document(d, ACT) for d in plain.documents))


@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_every_report_for_people_names_level_and_clause_in_its_language(form: str, graded: Findings) -> None:
    english = render(graded, form, levels=NAMES["en"])
    chinese = render(graded, form, "zh", NAMES_ZH, NAMES["zh"])
    for text, head, level in ((english, "Level", "L2 upper"), (chinese, "等级", "L2 较高")):
        assert head in text
        assert level in text
        assert "Act, s. 2" in text


def test_a_graded_scan_in_the_terminal(graded: Findings) -> None:
    assert is_golden(render(graded, "table", levels=NAMES["en"]), "graded.table")


def test_csv_and_json_have_the_level_of_every_column(graded: Findings) -> None:
    rows = list(csv.DictReader(render(graded, "csv").splitlines()))
    columns = [c for table in json.loads(render(graded, "json"))["tables"] for c in table["columns"]]
    assert [row["level"] for row in rows] == [column["level"] or "" for column in columns]
    assert {"L1", "L2", ""} == {row["level"] for row in rows}


def test_graded_findings_written_and_read_again_are_the_same(graded: Findings) -> None:
    assert parse(render(graded, "json")) == graded


def test_findings_without_a_legal_scheme_have_no_key_for_it(findings: Findings) -> None:
    content = json.loads(render(findings, "json"))
    assert not {"level", "grounds"} & {key for found in (*content["tables"], *content["documents"]) for key in found}


@pytest.mark.parametrize("form", FORMATS)
def test_a_level_without_a_name_is_called_by_its_id(form: str, graded: Findings) -> None:
    assert "L2" in render(graded, form)


def test_a_scheme_is_shown_from_its_highest_level_down_with_whole_levels_by_name() -> None:
    everyone = replace(ACT.together[0], beside=(ACT.entities("L2"),))
    text = reports_scheme.render(replace(ACT, together=(everyone,)), lang="zh", names=NAMES_ZH)
    assert text.index("L2 较高") < text.index("L1 较低")
    assert "Act, s. 2, modelled on: 银行卡号" in text
    assert "姓名 同表存在 等级 L2 较高" in text
    assert "Act, s. 1: 其余全部" in text
