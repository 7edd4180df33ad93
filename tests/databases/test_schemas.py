"""Whole schemas, in Chinese and in English, are scanned, masked into a second database and verified in one step."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.decision import Decision
from piiscan.model.finding import Findings
from piiscan.verbs.decide import basis
from tests.databases.schemas import rental, trade
from tests.databases.schemas.schema import Schema
from tests.databases.servers import Server

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())
RENTAL_ZH = Schema("rental_zh.postgresql.sql", rental.fill)
TRADE_EN = Schema("trade_en.postgresql.sql", trade.fill)
RENTAL_EN = Schema("rental_en.mysql.sql", rental.fill)
TRADE_ZH = Schema("trade_zh.mysql.sql", trade.fill)
DECIDED = {
    "country": None,
    "chenghu": "PERSON",
    "neirong": "FREE_TEXT",
    "picture": None,
    "图片": None,
    "大区名称": None,
}
"""What a person says of what no scan knows: forms of address are names, pictures, regions and countries nobody's."""

PEOPLE = {
    RENTAL_ZH.file: {
        "kehu": "xm xb sfzh sjh dzyx csrq kuozhan.$.recommended_by.phone",
        "yuangong": "xm sfzh dzyx",
        "dizhi": "dz",
        "fukuan": "yhkh",
        "huifang": "sjh",
    },
    TRADE_EN.file: {
        "customers": "contact_name address phone email iban last_login settings.$.backup_contact.mail",
        "employees": "full_name birth_date home_phone annual_salary",
        "orders": "ship_name ship_address",
        "invoices": "card_number",
    },
    RENTAL_EN.file: {
        "customer": "full_name passport_no phone email date_of_birth salutation preferences.$.recommended_by.phone",
        "staff": "full_name national_insurance email",
        "address": "address",
        "payment": "card_number",
        "follow_up": "phone note",
    },
    TRADE_ZH.file: {
        "客户": "联系人 地址 手机 邮箱 银行账号 登录地址 设置.$.backup_contact.mail",
        "员工": "姓名 出生日期 联系电话 年薪",
        "订单": "收货人 收货地址",
        "发票": "卡号",
    },
}
"""Columns about people, by table."""


def decisions(findings: Findings) -> list[Decision]:
    """What a person makes of the columns that no scan can decide."""
    today = date.today()
    said = ("li.wei", "has looked at the values", today, today + timedelta(days=1))
    return [
        Decision("d.yaml", table.key, c.name, DECIDED[c.name], None if DECIDED[c.name] else "*", *said, basis(c))
        for table in findings.tables
        for c in table.columns
        if c.name in DECIDED
    ]


@pytest.fixture(params=[RENTAL_ZH, TRADE_EN, RENTAL_EN, TRADE_ZH], ids=lambda schema: schema.file.partition(".")[0])
def loaded(request: pytest.FixtureRequest) -> tuple[Schema, Server, str]:
    """A schema with its rows, its server, and the name of its database."""
    schema: Schema = request.param
    engine = "postgres" if "postgresql" in schema.file else "mysql"
    server = request.getfixturevalue(f"{engine}_server")
    database = request.getfixturevalue("database" if engine == "postgres" else "mysql_database")
    schema.load(server, database)
    return schema, server, database


def test_the_people_of_a_schema_are_found(loaded: tuple[Schema, Server, str]) -> None:
    schema, server, database = loaded
    findings = pipeline.scan(server.url(database))
    assert len(findings.tables) == len(schema.tables) >= 10
    assert {gap.reason.split(":")[0] for gap in findings.incomplete} <= {"column picture", "column 图片"}
    found = {t.table: {c.name for c in t.columns if c.status == "personal"} for t in findings.tables}
    missed = {table: set(names.split()) - found[table] for table, names in PEOPLE[schema.file].items()}
    assert not any(missed.values()), missed
    undecided = {c.name for t in findings.tables for c in t.columns if c.status == "undecided"}
    assert undecided <= DECIDED.keys()


@pytest.mark.catalogue("B9")
def test_a_schema_is_shared_into_a_second_database_whole_and_with_its_keys(
    loaded: tuple[Schema, Server, str], postgres_server: Server
) -> None:
    schema, server, database = loaded
    postgres_server.execute("postgres", f"CREATE DATABASE {database}_copy")
    url, target = server.url(database), postgres_server.url(f"{database}_copy")
    shared = pipeline.share(url, target, key=KEY, decisions=decisions(pipeline.scan(url)))
    assert shared.findings.complete, shared.findings.incomplete
    assert shared.plan.undecided == []
    assert shared.verification is not None
    assert [(check.table, problem) for check in shared.verification.checks for problem in check.problems] == []
    assert shared.shared
    asked = "SELECT conrelid::regclass::text, contype::text FROM pg_constraint WHERE conrelid::regclass::text !~ '^pg_'"
    kinds = [kind for _, kind in postgres_server.execute(f"{database}_copy", asked)]
    assert kinds.count("p") == len(schema.tables)
    assert kinds.count("f") >= 14
