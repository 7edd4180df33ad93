"""Misleading headers, mixed columns, key-value tables, near misses and notes, in words of their own."""

from __future__ import annotations

from tests.quality.held_out import han, latin
from tests.quality.numbers import accounts, world
from tests.quality.numbers import greater_china as gc
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, Dice, Field, Kind, Table, Variant, build, styled

MISLED = ("misleading",)
MIXED = ("mixed",)
_KEYS = ("full_name", "email", "phone", "birth_date")


def _value(d: Dice) -> str:
    return (latin.name, latin.email, world.us_phone, n.born("%Y-%m-%d"))[d.row % 4](d)


def _note(d: Dice) -> str:
    return d.choice(
        (f"{latin.name(d)} called from {world.us_phone(d)} about an invoice", f"refund for {latin.name(d)} approved")
    )


SWAPPED = Kind(
    "汇总表",
    "zh-Hans",
    (
        Field("NONE", lambda d: f"{d.randrange(10**10, 10**11)}", "联系电话", tags=MISLED),
        Field("NONE", n.one_of("已审核 未审核 驳回"), "身份证", tags=MISLED),
        Field("NONE", n.one_of(han.GOODS, ","), "名字", tags=MISLED),
        Field("CN_RESIDENT_ID", cn.resident_id(han.CODES), "id", tags=MISLED),
        Field("CN_RESIDENT_ID", cn.resident_id(han.CODES), "备注2", tags=MISLED),
        Field("CN_MOBILE", cn.mobile, "代码", tags=MISLED),
        Field("CN_ADDRESS", han.address, "说明", tags=MISLED),
        Field("PERSON", han.name, "项目", tags=MISLED),
    ),
)
SWAPPED_EN = Kind(
    "sheet1",
    "en",
    (
        Field("NONE", n.sequence(900_001), "ssn", tags=MISLED),
        Field("NONE", lambda d: f"TKT-{d.randrange(10**5):05}", "mobile", tags=MISLED),
        Field("NONE", n.one_of("Q1 Q2 Q3 Q4"), "date of birth", tags=MISLED),
        Field("EMAIL_ADDRESS", latin.email, "type", tags=MISLED),
        Field("HK_ID", gc.hk_id, "serial", tags=MISLED),
        Field("TW_NATIONAL_ID", gc.tw_national_id, "code", tags=MISLED),
        Field("CREDIT_CARD", accounts.credit_card, "number", tags=MISLED),
        Field("PHONE_NUMBER", world.us_phone, "notes", tags=MISLED),
    ),
)
BLEND = Kind(
    "登记台账",
    "zh-Hans",
    (
        Field("PERSON", han.name, "登记人|djr|dengjiren|registrant"),
        Field(
            "CN_MOBILE|CN_WECHAT_ID",
            lambda d: d.choice((cn.mobile, cn.mobile, cn.wechat))(d),
            "电话或微信|dhwx|dianhuaweixin|phone or wechat",
            tags=MIXED,
        ),
        Field(
            "CN_RESIDENT_ID|HK_ID",
            lambda d: d.choice((cn.resident_id(han.CODES), gc.hk_id))(d),
            "证件号码|zjhm|zhengjianhaoma|cert no",
            tags=MIXED,
        ),
        Field(
            "CN_MOBILE",
            lambda d: d.choice(("{}", "{}", "{}(家属)", "白天打{}", "{} / 无")).format(cn.mobile(d)),
            "联系号码|lxhm|lianxihaoma|call back no",
            tags=MIXED,
        ),
        Field(
            "CN_BANK_CARD|BANK_ACCOUNT",
            lambda d: d.choice(("{}", "{}", "工行 {}", "{}(本人)")).format(cn.bank_card(d)),
            "收款账户|skzh|shoukuanzhanghu|payee card",
            tags=MIXED,
        ),
        Field("NONE", n.one_of("上午 下午 晚上"), "时段|sd|shiduan|slot"),
    ),
)
PAIRS = Kind(
    "profile_kv",
    "en",
    (
        Field("PERSON_ID", lambda d: str(7000 + d.row // 4), "user id|uid", True),
        Field("NONE", lambda d: _KEYS[d.row % 4], "attribute|attr"),
        Field("FREE_TEXT", _value, "value|val", tags=MIXED),
        Field("NONE", n.one_of("import form api"), "source|src"),
    ),
)
NOTES = Kind(
    "support_notes",
    "en",
    (
        Field("NONE", lambda d: f"CASE-{d.row + 5001}", "case no|case"),
        Field("FREE_TEXT", _note, "agent note|note", tags=("text",)),
        Field(
            "NONE",
            n.one_of("The box was damaged.|Blue colour out of stock.|Charger makes noise after a week.", "|"),
            "product feedback|fdbk",
            tags=("text",),
        ),
        Field("NONE", n.one_of("open closed waiting"), "case status|sts"),
    ),
)
NEAR = Kind(
    "quality_flags",
    "en",
    (
        Field("NONE", n.one_of("valid invalid unknown"), "phone status"),
        Field("NONE", n.one_of("true false"), "has passport"),
        Field("NONE", n.whole(5, 60), "email length"),
        Field("NONE", n.one_of("gmail outlook other"), "email provider"),
        Field("NONE", n.one_of("home work billing"), "address type"),
        Field("NONE", n.one_of("visa mastercard amex"), "card type"),
        Field("NONE", n.one_of("utf-8 gbk big5"), "name encoding"),
        Field("NONE", n.whole(0, 12), "number of contacts"),
        Field("NONE", n.stamp("%Y-%m-%d"), "password changed on"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(SWAPPED, [Variant(), Variant(rows=30)]),
        *build(SWAPPED_EN, [Variant(), Variant(rows=30), Variant(missing=0.6)]),
        *build(BLEND, [*styled("words", "short", "absent"), DIRTY]),
        *build(PAIRS, styled("words", "english")),
        *build(NOTES, styled("words", "title")),
        *build(NEAR, styled("words", "camel", "upper")),
    ]
