"""Findings made up for the reports: every status and tier, Chinese names, and names that attack a reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from piiscan.model.finding import (
    ColumnFinding,
    DocumentFinding,
    Exposure,
    Findings,
    Incomplete,
    LineFinding,
    LineFindings,
    Reason,
    Rival,
    Ruling,
    SlotFinding,
    TableFinding,
)
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.tier import Role

NAMES_ZH = {
    "PERSON": "姓名",
    "CN_RESIDENT_ID": "居民身份证号",
    "CN_MOBILE": "手机号",
    "EMAIL_ADDRESS": "电子邮箱",
    "CN_BANK_CARD": "银行卡号",
    "FREE_TEXT": "自由文本",
    "GENDER": "性别",
    "CN_ADDRESS": "地址",
    "SALARY": "薪酬",
    "PERSON_ID": "人员编号",
}

HOSTILE = (
    "<script>alert(1)</script>",
    "[bold red]x[/bold red]",
    "\x1b[2Jcleared",
    '=HYPERLINK("x")',
    "a|b`c`",
    "\u202ereversed\u202c",
    "two\nlines",
    "{{ 7 * 7 }}",
)

_CLEAN: Mapping[str, Any] = {
    "path": None,
    "type": "String",
    "comment": None,
    "status": "clean",
    "entity": None,
    "candidate": None,
    "role": Role.NONE,
    "tier": 1,
    "level": None,
    "confidence": 0.0021,
    "rows": 5000,
    "nulls": 0,
    "distinct": 5000,
    "distinct_error": 0.0,
    "matched": 0,
    "valid": None,
    "chance": None,
    "miss_bound": None,
}


def column(name: str, **given: Any) -> ColumnFinding:
    """A clean column of 5,000 rows, but for what is given."""
    return ColumnFinding(name=name, **{**_CLEAN, **given})


def ruling(outcome: Literal["applied", "reopened", "refused"], said: str, scanned: str, *because: str) -> Ruling:
    """A decision of one person, and what became of it."""
    return Ruling(outcome, said, "li.wei", "seen with the shop", "2026-01-05", "2027-01-05", scanned, *because)


def personal(name: str, entity: str, role: Role, tier: int, **given: Any) -> ColumnFinding:
    """A column that is surely personal, because of its header and its values."""
    reasons = (
        Reason("one column in twenty", -3.0),
        Reason(f"“{name}” in the header", 4.6),
        Reason("4988 of 4988 cells match, 0.01 by chance", 6.9),
    )
    sure = {"status": "personal", "confidence": 0.9998, "matched": 4988, "nulls": 12, "reasons": reasons}
    return column(name, entity=entity, role=role, tier=tier, **{**sure, **given})


def table(source: str, *columns: ColumnFinding, **given: Any) -> TableFinding:
    """A table of 5,000 rows, scanned to its end."""
    usual = {"table": source.split("/")[-1].split(".")[0], "format": "csv", "rows": 5000, "rows_scanned": 5000}
    tier = max((c.tier for c in columns), default=1)
    return TableFinding(
        **{"source": source, "tier": tier, "people": 0, "schema": "sha256:" + "0" * 64, **usual, **given},
        columns=columns,
    )


def scan(**given: Any) -> Findings:
    """A scan that found no table and no document, but for what is given."""
    return Findings(
        tool={"name": "piiscan", "version": "0.1.0", "packs": "sha256:" + "ab" * 32},
        policy={"name": "partner-default", "version": 3, "scheme": "general"},
        as_of="2026-11-24",
        started="2026-11-24T08:30:00Z",
        seconds=1.9,
        **given,
    )


def everything() -> Findings:
    """A scan with all that a report can show."""
    return scan(
        tables=(_customers(), _orders(), _hostile()),
        documents=(
            DocumentFinding("samples/notes/0001.txt", "text", "zh", 3, {"PERSON": 3, "CN_MOBILE": 1}),
            DocumentFinding("samples/notes/readme.txt", "text", None, 1, {}),
            DocumentFinding("samples/app.log", "text", "en", 3, {"PERSON": 700}, "app.log", lines=_lines()),
        ),
        incomplete=(Incomplete("x.zip!a.csv", "nested deeper than 5"),),
        exposure=(Exposure("samples/customers.csv", "readable by every user of the machine", 4, "chmod o-r it"),),
    )


def _lines() -> LineFindings:
    slots = (SlotFinding("PERSON", 812), SlotFinding("IP_ADDRESS", 1000))
    shown = LineFinding("# info user *<PERSON> logged in from #<IP_ADDRESS>", 4000, 1000, slots)
    return LineFindings(10, 1, 3, (shown,))


def _customers() -> TableFinding:
    direct, quasi, sensitive = Role.DIRECT_IDENTIFIER, Role.QUASI_IDENTIFIER, Role.SENSITIVE_ATTRIBUTE
    check = Reason("check holds for 4988 of 4988, 0.091 by chance", 9.0)
    identity = personal("身份证号", "CN_RESIDENT_ID", direct, 4, valid=4988, chance=0.0004, comment="有效证件")
    return table(
        "samples/customers.csv",
        personal("customer_id", "PERSON_ID", direct, 2, joins=("orders.customer_id",)),
        personal("客户姓名", "PERSON", direct, 3, confidence=0.962),
        column(**_fields(identity, reasons=(*identity.reasons, check), rivals=(Rival("CN_BANK_CARD", 0.0003),))),
        personal("mobile", "CN_MOBILE", direct, 3),
        personal("联系地址(收货)", "CN_ADDRESS", direct, 3, confidence=0.91, nulls=1200, matched=3650),
        personal("bank_card_no", "CN_BANK_CARD", direct, 4, valid=4871),
        personal("gender", "GENDER", quasi, 2, distinct=2),
        personal("月薪", "SALARY", sensitive, 4, type="Float64"),
        column(
            "password",
            status="undecided",
            candidate="PASSWORD",
            role=Role.SECRET,
            tier=4,
            confidence=0.62,
            matched=3100,
            reasons=(Reason("one column in twenty", -3.0), Reason("“password” in the header", 3.5)),
            decision=ruling("reopened", "is not PASSWORD", "undecided PASSWORD", "it expired on 2026-11-01"),
        ),
        column(
            "备注",
            status="personal",
            entity="FREE_TEXT",
            tier=3,
            confidence=0.97,
            matched=433,
            in_text={"PERSON": 420, "CN_MOBILE": 13},
            reasons=(Reason("one column in twenty", -3.0), Reason("PERSON inside 420 of 5000 cells", 6.5)),
        ),
        column("created_at", type="Datetime"),
        people=4988,
        minors=3,
    )


def _orders() -> TableFinding:
    return table(
        "samples/orders.parquet",
        personal("customer_id", "PERSON_ID", Role.DIRECT_IDENTIFIER, 2, joins=("customers.customer_id",)),
        personal("$.receiver[*].phone", "CN_MOBILE", Role.DIRECT_IDENTIFIER, 3, path="$.receiver[*].phone"),
        column(
            "order_no",
            confidence=0.004,
            matched=5000,
            reasons=(
                Reason("5000 of 5000 cells match, 0.06 by chance", 4.2),
                Reason("integers that fill their range, like a counter", -8.0),
            ),
            decision=ruling("applied", "is not CN_*", "undecided CN_MOBILE"),
        ),
        column("amount", type="Decimal(12, 2)", miss_bound=0.003),
        format="parquet",
        rows=12_345_678,
        rows_scanned=1000,
    )


def _hostile() -> TableFinding:
    return table("samples/<b>bold</b>.csv", *(column(name) for name in HOSTILE))


def _fields(finding: ColumnFinding, **changed: Any) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in ColumnFinding.__dataclass_fields__} | changed


def plan_of(*operators: str | None) -> Plan:
    """A plan of one table with a column for each operator, or of nothing."""
    columns = {f"列{i}": Step(operator) for i, operator in enumerate(operators)}
    return Plan(
        policy={"name": "partner-default", "version": 3, "digest": "sha256:00"},
        purpose="churn-model",
        partner=None,
        as_of=date(2026, 11, 24),
        k=5,
        unlisted="refuse",
        tables={"customers.csv": TablePlan("sha256:1", columns)} if columns else {},
        documents={"notes/*.txt": Step("text")} if columns else {},
    )
