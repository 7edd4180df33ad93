"""Personal data in the names of files, folders, members, columns and keys is told, and stands in no output."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import PlanError
from piiscan.keys import MasterKey
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Step
from piiscan.pipeline.opening import parts, veiled_names
from piiscan.policy.plans import load_plan, render_plan
from piiscan.reports.verification import render_json
from piiscan.sources import frame_table
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.sources.archived import tarred, zipped

KEY = MasterKey(sha256(b"the key of these tests").digest())
PEOPLE = canary.people(6, seed=77)
MOBILE, OTHER, *_ = PEOPLE["mobile"]
_, _, ID, EMAIL, CARD, IBAN = (PEOPLE[name][i] for i, name in enumerate(["ip", "ip", "id_no", "email", "card", "iban"]))
PLANTED = [MOBILE, OTHER, ID, EMAIL, CARD, IBAN]
CSV = b"shop,sold\nnorth,1\nsouth,2\n"


def called(*paths: str) -> list[str]:
    naming = veiled_names()
    return [naming.name(path) for path in paths]


@pytest.mark.catalogue("B26")
@pytest.mark.parametrize(
    ("name", "safe"),
    [
        (f"{EMAIL}_2026.csv", "{EMAIL_ADDRESS}_2026.csv"),
        (f"kunde_{EMAIL}.csv.gz", "{EMAIL_ADDRESS}.csv.gz"),
        (f"客户{MOBILE}.csv", "客户{CN_MOBILE}.csv"),
        (f"tel_{MOBILE}_{OTHER}.txt", "tel_{CN_MOBILE}_{CN_MOBILE}.txt"),
        (f"{ID}/{CARD}.json", "{CN_RESIDENT_ID}/{CREDIT_CARD}.json"),
        (IBAN, "{IBAN_CODE}"),
        ("张伟的体检报告.pdf", "{PERSON}的体检报告.pdf"),
        ("王小明的简历/欧阳娜的成绩单.xlsx", "{PERSON}的简历/{PERSON}的成绩单.xlsx"),
        ("Maria Lopez contract.csv", "{PERSON} contract.csv"),
        ("2026_Maria_Lopez_CV.docx", "2026_{PERSON}_CV.docx"),
        ("Letter to John Smith and Mary Jones.txt", "Letter to {PERSON} and {PERSON}.txt"),
    ],
)
def test_a_name_is_veiled_where_it_holds_an_identifier(name: str, safe: str) -> None:
    [veiled] = called(name)
    assert veiled.replace("CN_BANK_CARD", "CREDIT_CARD") == safe


@pytest.mark.parametrize(
    "name",
    [
        "orders_20260101.csv", "2026-01-31/report 2026.xlsx", "IMG_20260101_123456.jpg", "part-00000.parquet",
        "part-00000-0e7d3b0c-3a57-4b2c-9e58-2d3c1f6b7a10-c000.snappy.parquet", "dt=2026-01-01/city=上海", "客户表.csv",
        "backup-20261124153000.sql", "a3f5c9d2e1b4a3f5c9d2e1b4a3f5c9d2e1b4a3f5.json", "v1.2.3.tar.gz",
        "order_1732456789.csv", "a/b/000001.csv", "Annual Report.xlsx", "Sales North.csv", "Green Tea.csv",
        "Customer Data May.csv", "Black Friday.csv", "README First.txt", "Maria.csv", "New York.csv", "Port Lopez.csv",
        "公司的体检报告.pdf", "江苏的照片.zip", "客户的简历.docx", "高考的成绩单.xls", "白云的照片.jpg", "张伟.csv",
        "员工的工资.xlsx", "施工的合同.pdf",
    ],
)  # fmt: skip
def test_other_names_stay_as_they_are(name: str) -> None:
    assert called(name) == [name]


def test_names_that_would_be_the_same_are_numbered_the_same_way_in_every_run() -> None:
    paths = (f"{MOBILE}.csv.gz", f"{OTHER}.csv.gz", "{CN_MOBILE}.csv.gz", f"a/{OTHER}.csv.gz", f"{OTHER}.csv.gz")
    expected = ["{CN_MOBILE}", "{CN_MOBILE}_2", "{CN_MOBILE}_3", "a/{CN_MOBILE}", "{CN_MOBILE}_2"]
    assert called(*paths) == [f"{name}.csv.gz" for name in expected]


@pytest.mark.catalogue("B26")
def test_nothing_that_a_run_writes_or_says_has_the_names_of_its_source(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    (source / ID).mkdir(parents=True)
    (source / ID / f"{MOBILE}.csv").write_bytes(CSV)
    (source / ID / f"{OTHER}.csv").write_bytes(CSV)
    (source / f"{EMAIL}_2026.csv").write_bytes(CSV)
    (source / f"{CARD}.txt").write_bytes(b"")
    (source / "x.zip").write_bytes(
        zipped({f"{IBAN}/t.csv": CSV, f"{CARD}.txt": b"", f"{OTHER}.tar": tarred({f"{MOBILE}.csv": CSV})})
    )
    findings = pipeline.scan(source)
    plan = pipeline.plan(findings)
    plan = type(plan)(**{name: getattr(plan, name) for name in plan.__slots__} | {"tables": kept(plan)})
    masked = pipeline.mask(source, target, plan=plan, key=KEY)
    verification = pipeline.verify(source, target, plan=plan, key=KEY)

    assert [check for check in verification.checks if not check.passed] == []
    assert len(findings.incomplete) == len(verification.incomplete) == 2
    assert {exposed.issue for exposed in findings.exposure if "name" in exposed.issue} >= {
        "its name holds an EMAIL_ADDRESS", "its name holds a CN_MOBILE", "its name holds a CN_RESIDENT_ID",
    }  # fmt: skip
    said = [*(pipeline.report(findings, form) for form in ("html", "json", "csv", "md", "table")), render_plan(plan)]
    said += [render_json(verification), repr(masked)]
    assert_no_leak(PLANTED, [target], [text.encode() for text in said])
    assert (target / "{CN_RESIDENT_ID}" / "{CN_MOBILE}_2.csv").read_bytes() == CSV


def kept(plan: object) -> dict:
    return {
        key: type(table)(table.schema, dict.fromkeys(table.columns, Step("keep"))) for key, table in plan.tables.items()
    }


@pytest.mark.catalogue("B26")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", f"shop,{EMAIL},{OTHER}\nnorth,1,2\nsouth,3,4\n".encode()),
        ("t.json", json.dumps([{"shop": "north", MOBILE: {"sum": 1}}, {"shop": "south", OTHER: {"sum": 2}}]).encode()),
    ],
)
def test_a_column_or_key_that_is_an_identifier_is_told_and_dropped(tmp_path: Path, name: str, content: bytes) -> None:
    source, target = tmp_path / name, tmp_path / "out" / name
    source.write_bytes(content)
    options = pipeline.scanning.ReadOptions(header=True)
    findings = pipeline.scan(source, options=options)
    plan = pipeline.plan(findings)
    pipeline.mask(source, target, plan=plan, key=KEY, options=options)
    verification = pipeline.verify(source, target, plan=plan, key=KEY, options=options)

    assert verification.passed
    assert [exposed.issue for exposed in findings.exposure if "column" in exposed.issue]
    said = [*(pipeline.report(findings, form) for form in ("html", "json", "csv", "md", "table")), render_plan(plan)]
    assert_no_leak(PLANTED, [tmp_path / "out"], [text.encode() for text in said])
    assert b"north" in target.read_bytes()


def test_one_file_is_verified_under_whatever_name_it_has(tmp_path: Path) -> None:
    source, target = tmp_path / f"{MOBILE}.zip", tmp_path / f"{OTHER}.zip"
    source.write_bytes(zipped({"t.csv": CSV, f"{EMAIL}.csv": CSV}))
    (tmp_path / "plan.yaml").write_text(render_plan(pipeline.plan(pipeline.scan(source))))
    plan = load_plan(tmp_path / "plan.yaml")
    assert list(plan.tables) == ["{CN_MOBILE}.zip!t.csv", "{CN_MOBILE}.zip!{EMAIL_ADDRESS}.csv"]
    pipeline.mask(source, target, plan=plan, key=KEY)
    verification = pipeline.verify(source, target, plan=plan, key=KEY)
    assert verification.passed
    assert_no_leak(PLANTED, [], [render_json(verification).encode()])


def test_a_table_in_a_file_whose_format_cannot_rename_it_is_a_gap_under_a_veiled_name() -> None:
    sheet = frame_table(pl.DataFrame({"shop": ["north"]}), f"x.xlsx!{MOBILE}")
    broken = Incomplete(f"x.xlsx!{OTHER}", "is damaged")
    assert [(gap.source, gap.reason[:20]) for gap in parts([sheet, broken], veiled_names())] == [
        ("x.xlsx!{CN_MOBILE}", "its name holds perso"),
        ("x.xlsx!{CN_MOBILE}_2", "is damaged"),
    ]


def test_such_a_column_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").parent.mkdir(exist_ok=True)
    pl.DataFrame({"shop": ["north"], MOBILE: [1], OTHER: [2]}).write_parquet(tmp_path / "t.parquet")
    plan = pipeline.plan(pipeline.scan(tmp_path / "t.parquet"))
    assert [step.operator for step in plan.tables["t.parquet"].columns.values()][1:] == ["drop", "drop"]
    plan.tables["t.parquet"].columns["{CN_MOBILE}_2"] = Step("keep")
    with pytest.raises(PlanError, match=r"the name of column \{CN_MOBILE\}_2 holds personal data"):
        pipeline.mask(tmp_path / "t.parquet", tmp_path / "out.parquet", plan=plan, key=KEY)
