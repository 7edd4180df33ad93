"""Tables for tests of masked views: values that forms are read from, what each column becomes, and who may see what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from piiscan.model.finding import Findings
from piiscan.model.plan import Plan, Step
from piiscan.model.policy import Match, Policy, Rule
from piiscan.policy.policies import default_policy
from piiscan.policy.policy_text import digest
from piiscan.transforms.listing import digest_of

TEXTS = (
    *("", " ", "x", "1990-05-01", "1990/5/1", "1990年5月1日", "1990.12.31", "19900501", "19900230", "2000-02-29"),
    *("1900-02-29", "2024-2-29", "31/12/1990", "12/31/1990", "11/12/1990", "1990-05-01T10:30:00Z", "1990-05-01 10:30"),
    *("1990-13-01", "1990-00-10", "0000-00-00", "2026-11-25", "2026-11-23", "2027-01-01", "3000-01-01", "1990"),
    *("1990年", "2150", "35", "35岁", "35.0", "0", "130", "131", "999", "-1", "007", "1,234.5", "12,34", "¥5 000"),
    *("4999.99", "5000", "5000.00", "-0.5", "-5000", "-1", "1499.5", "1500", "+15", "999999999999999", "1e5", "NaN"),
    *("1000000000000000", "10元", "USD 99", "518000", "518 000", "SW1A 1AA", "sw1a 1aa", "12", "abc def", "abcdef1"),
    *("12345678901", "王小明", "13800138000", "a'b", 'a"b', "a\\b", "100%", "$1", "\\1", "line\nend", "1990-05-01\n"),
    *(
        "203.0.113.77",
        "203.0.113.77:8080",
        "010.0.0.1",
        "256.1.1.1",
        "255.255.255.255",
        "0.0.0.0",
        "1.2.3",
        "2001:db8::1",
    ),
    *(
        "2001:DB8:1:ff:ffff::9",
        "::",
        "::1",
        "1::",
        "fe80::1:2:3",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "::ffff:1.2.3.4",
    ),
    *(
        "1::2:3:4:5:6:7:8",
        "::2:3:4:5:6:7:8",
        "1:2:3:4:5:6:1.2.3.4",
        "::01.2.3.4",
        "2001:0:0:1::",
        "1:::2",
        "12345::",
        ":1",
    ),
    *("2001:db8:0:10::", "0:0:0:8::", "::1.2.3.4:5", "1:2:3:4:5:6:7:8:9", "1::2::3", "fffe:ffff:ffff:ffff::"),
    *(
        "31.2304, 121.4737",
        "(31.2304;121.4737)",
        "[ -33.8688 151.2093 ]",
        "31.2304° 121.4737°",
        "-0.05",
        "0.05",
        "+31.25",
    ),
    *("31.2304,-181", "90,180", "-90,-180", "91,0", "31.1234565,121.9999995", "-31.1234565", "31", "0,0", "31 121 5"),
    *(
        "31.2304121.4737",
        "121.4737,31.2304",
        "31.,121",
        "31.2,121.4)",
        "100000, 121",
        "1230Main",
        "051000",
        "850000",
        "990000",
    ),
    *(
        "广东省深圳市南山区科技园1号",
        "深圳市福田区",
        "深圳",
        "广东深圳南山",
        "北京路12号",
        "北京市北京路12号",
        "吉林市昌邑区",
        "吉林省吉林市",
    ),
    *(
        "518000 广东省 深圳市",
        "中国上海市浦东新区",
        "中华人民共和国 海南藏族自治州",
        "海南省三亚市",
        "海南",
        "香港九龙",
        "台北市",
        "朝阳区",
    ),
    *(
        "南京路1号",
        "江苏南京路1号",
        "天津大道3号",
        "广西南宁",
        "内蒙古呼和浩特",
        "市",
        "新疆维吾尔自治区伊犁哈萨克自治州",
        "四川 成都",
    ),
    *("1 Main St, San Francisco, CA 94105", "1 Main St, Reno, NV, 89501-1234, USA", "Austin, TX 7330", "x, ca 94105"),
    *(
        "10 Downing St, London, U.K.",
        "Paris, FRANCE",
        "Rome, Italia.",
        "x, The Netherlands",
        "Ankara, TÜRKİYE",
        "x, Türkiye",
    ),
    *(
        "London,UK..",
        "a, b,",
        "x, TÜRKIYE",
        "Canada",
        ", Canada",
        "x, Ca nada",
        "a,\nCanada",
        "咳嗽",
        "Asthma",
        "asthma ",
        "flu",
    ),
    *("  1990-05-01  ", "🙂🙂🙂🙂🙂🙂", "\u00a05000\u00a0", "yes", " YES ", "No", "是", "同意"),
)
WIDE = (
    *(
        "廣東省深圳市",
        "臺北市",
        "北京　路",
        "北京⼤道1号",
        "１２３广东省深圳市",
        "广东省，深圳市",
        "Paris，France",
        "Paris, Ｆrance",
    ),
    *("ｆｌｕ", "２０３.0.113.7", "２００１::", "３１.2,121", "北京\u0301路", "Tu\u0308rkiye, Tu\u0308rkiye"),
    *("１９９０－０５－０１", "５０００", "５１８０００", "ＹＥＳ", "３５岁"),
)
"""What only NFKC, or simplified characters, make readable."""

_SHAPES = (
    *("{4}-{2}-{2}", "{4}/{1}/{1}", "{4}年{1}月{2}日", "{2}/{2}/{4}", "{8}", "{4}-{2}-{2}T{2}:{2}", "{3}岁", "{4}年"),
    *("{2}.{4},{3}.{7}", "-{1}.{8} {2}.{1}", "{3}.{1}.{2}.{3}", "{4}:{1}::{3}", "{2}:{4}:{4}:{3}::{2}:{1}", "51{4}"),
    *("{3},{3}.{2}", "{5}.{1}", "-{6}.{3}", "¥{4}", "{6}", "{2} {4}", "AB{1} {1}CD", "{15}", "{16}", "+{1},{3}元"),
)


def drawn(count: int, seed: int = 11) -> list[str]:
    """Texts like dates, ages, numbers and codes, a third of which some slip spoils."""
    random = Random(seed)

    def digits(found: re.Match[str]) -> str:
        return "".join(random.choice("0011239") for _ in range(int(found[1])))

    texts = [re.sub(r"\{([0-9]+)\}", digits, random.choice(_SHAPES)) for _ in range(count)]
    return [_spoilt(text, random.randrange(len(text) * 3), random.choice(" -/.x0\n")) for text in texts]


def _spoilt(text: str, place: int, slip: str) -> str:
    return text[:place] + slip + text[place:] if place < len(text) else text


_LIST = "tests/transforms/diseases.csv"

STEPS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "nulled": ("null", {}),
    "redacted": ("redact", {}),
    "replaced": ("replace", {"value": "it's\\gone"}),
    "named": ("replace", {}),
    "ends": ("mask", {"keep_prefix": 3, "keep_suffix": 2}),
    "stars": ("mask", {"length": None, "char": "'"}),
    "tails": ("mask", {"keep_suffix": 4, "length": None, "char": "#"}),
    "years": ("generalize", {"to": "year"}),
    "quarters": ("generalize", {"to": "quarter"}),
    "months": ("generalize", {"to": "month"}),
    "ages": ("generalize", {"to": "age_band"}),
    "wide_ages": ("generalize", {"to": "age_band", "step": 20, "top": 80}),
    "bins": ("generalize", {"to": "bin", "step": 5000, "bottom": 0, "top": 50000}),
    "small_bins": ("generalize", {"to": "bin", "step": 7}),
    "wholes": ("generalize", {"to": "round", "digits": 0}),
    "thousands": ("generalize", {"to": "round", "digits": -3, "top": 100000}),
    "networks": ("generalize", {"to": "network"}),
    "wide_networks": ("generalize", {"to": "network", "ipv4": 13, "ipv6": 29}),
    "narrow_networks": ("generalize", {"to": "network", "ipv4": 28, "ipv6": 64}),
    "grids": ("generalize", {"to": "grid", "cell": 0.1}),
    "odd_grids": ("generalize", {"to": "grid", "cell": 0.7, "order": "lon_lat"}),
    "places": ("generalize", {"to": "region"}),
    "provinces": ("generalize", {"to": "region", "level": "province"}),
    "postcodes": ("generalize", {"to": "region"}),
    "illnesses": ("generalize", {"to": "hierarchy", "file": _LIST, "digest": digest_of(Path(_LIST).read_bytes())}),
    "codes": ("generalize", {"to": "prefix", "length": 2}),
}
"""Column -> what the policy makes of it."""

TIERS: Mapping[str, int | tuple[int, str]] = {**dict.fromkeys(STEPS, 4), "postcodes": (4, "CN_POSTAL_CODE")}


def house(steps: Mapping[str, tuple[str, Mapping[str, object]]], roles: Mapping[str, int]) -> Policy:
    """A policy of a rule for each column, and to keep what is clean."""
    rules = [Rule(Match(column=name), operator, parameters=given) for name, (operator, given) in steps.items()]
    policy = replace(default_policy(), rules=(*rules, *default_policy().rules), roles=dict(roles))
    return replace(policy, digest=digest(policy))


def graded(findings: Findings, tiers: Mapping[str, int | tuple[int, str]]) -> Findings:
    """The findings with these columns personal, of that tier, and of an entity where one is given; others are clean."""

    def of(column: Any) -> Any:
        given = tiers.get(column.name)
        tier, entity = given if isinstance(given, tuple) else (given or 1, "PERSON" if given else None)
        return replace(
            column, tier=tier, entity=entity, status="personal" if given else "clean", candidate=None, mix=None
        )

    tables = tuple(replace(t, columns=tuple(map(of, t.columns))) for t in findings.tables)
    return replace(findings, tables=tables, as_of=date(2026, 11, 24).isoformat())


PEOPLE: Mapping[str, tuple[int | tuple[int, str], str, Mapping[str, object]]] = {
    "plate": (2, "drop", {}),
    "name_zh": (3, "pseudonym", {}),
    "mobile": (3, "mask", {"keep_prefix": 3}),
    "email": (3, "surrogate", {}),
    "id_no": (4, "pseudonym", {}),
    "card": (4, "mask", {"keep_suffix": 4}),
    "iban": (4, "drop", {}),
    "passport": (4, "null", {}),
    "ip": (4, "encrypt", {}),
    "birth_date": (4, "generalize", {"to": "year"}),
    "notes": ((3, "FREE_TEXT"), "text", {}),
}
"""Columns of canary people -> their tier, and what the policy makes of them above it."""

STEPS_OF_PEOPLE = {name: (operator, given) for name, (_, operator, given) in PEOPLE.items()}
TIERS_OF_PEOPLE = {name: tier for name, (tier, *_) in PEOPLE.items()}


def hidden_from(tier: int) -> list[str]:
    """The columns of which a role of that tier must see no value."""
    above = [name for name, (given, *_) in PEOPLE.items() if not isinstance(given, int) or given > tier]
    return [name for name in above if name not in ("birth_date", "notes")]


def consenting(plan: Plan) -> Plan:
    tables = {k: replace(t, rows=(Step("consent", {"column": "agreed"}),)) for k, t in plan.tables.items()}
    return replace(plan, tables=tables)
