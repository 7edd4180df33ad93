"""Cells that spreadsheet programs compute: reported where they were, and never made by a mask."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from piiscan.pipeline.detection import Detection
from piiscan.reports.findings import parse
from tests.sources.workbooks import TEXTS, parts, rows, zipped

KEY = MasterKey(sha256(b"the key of these tests").digest())
PHONES = [f"1380013{i:04}" for i in range(6)]
FRAME = pl.DataFrame(
    {
        "shop": [f"north {i}" for i in range(6)],
        "mobile": PHONES,
        "note": [f"={phone}&A1" for phone in PHONES[:3]] + ["@cmd", "'=1+1", "-5"],
        "link": ['=HYPERLINK("http://example.com",A1)', "+SUM(B1)", "-5", "-1.5", "", "x"],
    }
)
STEPS = {
    "shop": Step("keep"),
    "mobile": Step("replace", {"value": "=x"}, entity="CN_MOBILE"),
    "note": Step("text", {"spans": {"default": {"operator": "redact"}}}, entity="FREE_TEXT"),
    "link": Step("keep"),
}


@pytest.fixture(autouse=True)
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


def planned(source: Path, steps: dict[str, Step] = STEPS) -> Plan:
    plan = pipeline.plan(pipeline.scan(source, text="off"))
    return replace(plan, tables={key: replace(table, columns=steps) for key, table in plan.tables.items()})


@pytest.fixture(params=["plain", "quoted"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Regular, and with a field quoted without need, which is written on another way."""
    text = FRAME.write_csv()
    (tmp_path / "t.csv").write_text(text if request.param == "plain" else text.replace("north 3", '"north 3"'))
    return tmp_path / "t.csv"


def test_a_scan_counts_the_formulas_of_each_column(source: Path) -> None:
    findings = pipeline.scan(source, text="off")
    (table,) = findings.tables
    assert {column.name: column.formulas for column in table.columns} == {"shop": 0, "mobile": 0, "note": 4, "link": 2}
    assert parse(pipeline.report(findings, "json")) == findings
    for form in ("table", "html", "md"):
        assert "link: 2 cells" in pipeline.report(findings, form).replace("\\", "")
        assert "HYPERLINK" not in pipeline.report(findings, form)


@pytest.mark.catalogue("B31")
def test_changed_cells_are_no_formulas_and_kept_ones_stay_and_are_told(source: Path) -> None:
    said: list[str] = []
    copy = source.parent / "out.csv"
    pipeline.mask(source, copy, plan=planned(source), key=KEY, notice=said.append)
    masked = pl.read_csv(copy, infer_schema=False)
    assert masked["mobile"].to_list() == ["'=x"] * 6
    assert masked["note"].to_list() == ["'=&A1"] * 3 + ["@cmd", "'=1+1", "-5"]
    assert masked["link"].equals(pl.read_csv(source, infer_schema=False)["link"])
    told = "kept cells are formulas to spreadsheet programs, and were copied as they are: open the copy as text"
    assert said == [f"{source}: column note: 1 {told}", f"{source}: column link: 2 {told}"]


def test_verify_passes_such_a_copy_and_no_other(source: Path) -> None:
    copy, plan = source.parent / "out.csv", planned(source)
    pipeline.mask(source, copy, plan=plan, key=KEY)
    assert [c.problems for c in pipeline.verify(source, copy, plan=plan, key=KEY).checks if not c.passed] == []
    assert not pipeline.verify(source, source, plan=plan, key=KEY).passed
    copy.write_text(copy.read_text().replace("'=x", "=x"))
    problems = [
        problem for check in pipeline.verify(source, copy, plan=plan, key=KEY).checks for problem in check.problems
    ]
    assert problems == ["column mobile has cells that masking made formulas: 6 rows"]


def test_formulas_of_a_workbook_are_told_and_texts_in_it_never_become_one(tmp_path: Path) -> None:
    computed = "<c t='str'><f>A1</f><v>x</v></c>"
    body = "".join(f"<row>{TEXTS.format('north')}{TEXTS.format(phone)}{computed}</row>" for phone in PHONES)
    source, copy, said = tmp_path / "t.xlsx", tmp_path / "out.xlsx", list[str]()
    source.write_bytes(zipped(parts(rows(("shop", "mobile", "link")) + body)))
    plan = planned(source, {name: STEPS[name] for name in ("shop", "mobile", "link")})
    assert [column.formulas for column in pipeline.scan(source, text="off").tables[0].columns] == [0, 0, 6]
    pipeline.mask(source, copy, plan=plan, key=KEY, notice=said.append)
    assert pipeline.verify(source, copy, plan=plan, key=KEY).passed
    cell = openpyxl.load_workbook(copy).active["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=x", "s", True)
    told = "6 kept cells are formulas: their values were copied, the formulas were not"
    assert said == [f"{source}!S1: column link: {told}"]
