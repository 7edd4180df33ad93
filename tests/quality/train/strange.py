"""Headers that mislead, columns that mix, key-value tables, and text."""

from __future__ import annotations

from tests.quality.numbers import accounts, world
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import Dice, Field, Kind, Table, Variant, build, styled
from tests.quality.train import words as w

MISLED = ("misleading",)
MIXED = ("mixed",)


def _either(*makes):
    return lambda d: d.choice(makes)(d)


def _attribute(d: Dice) -> str:
    return ("姓名", "手机号", "地址", "邮箱")[d.row % 4]


def _value(d: Dice) -> str:
    return (w.drawn("zh_CN", "name"), cn.mobile, w.address, w.email)[d.row % 4](d)


def _visit_note(d: Dice) -> str:
    name, phone = d.choice(w.pool("zh_CN", "name")), cn.mobile(d)
    return d.choice(("客户{}来电咨询,回拨{}", "已联系{},电话{},约下周上门", "{}投诉配送延误,手机{}")).format(
        name, phone
    )


WRONG = Kind(
    "导入数据",
    "zh-Hans",
    (
        Field("NONE", lambda d: f"DD{d.moment():%Y%m%d}{d.row:05}", "手机号", tags=MISLED),
        Field("NONE", n.sequence(20_240_000_001), "电话", tags=MISLED),
        Field("NONE", n.one_of(w.DEPARTMENTS), "姓名", tags=MISLED),
        Field("CN_RESIDENT_ID", cn.resident_id(w.CODES), "编号", tags=MISLED),
        Field("CN_MOBILE", cn.mobile, "备注", tags=MISLED),
        Field("CN_BANK_CARD", cn.bank_card, "序号", tags=MISLED),
        Field("EMAIL_ADDRESS", w.email, "名称", tags=MISLED),
        Field("PERSON", w.drawn("zh_CN", "name"), "类型", tags=MISLED),
    ),
)
WRONG_EN = Kind(
    "import_2",
    "en",
    (
        Field("NONE", lambda d: f"SO-{d.randrange(10**6, 10**7)}", "phone", tags=MISLED),
        Field("NONE", n.one_of("PASS FAIL RETEST SKIPPED"), "name", tags=MISLED),
        Field("NONE", n.one_of("yes no"), "email", tags=MISLED),
        Field("CN_RESIDENT_ID", cn.resident_id(w.CODES), "id", tags=MISLED),
        Field("US_SSN", world.us_ssn, "ref", tags=MISLED),
        Field("CREDIT_CARD", accounts.credit_card, "order id", tags=MISLED),
        Field("EMAIL_ADDRESS", w.email, "remark", tags=MISLED),
        Field("IBAN_CODE", accounts.iban("GB", "XMPL" + "0" * 14), "code", tags=MISLED),
    ),
)
BLEND = Kind(
    "联系方式",
    "zh-Hans",
    (
        Field("PERSON", w.drawn("zh_CN", "name"), "联系人|lxr|lianxiren|contact"),
        Field(
            "CN_MOBILE|EMAIL_ADDRESS",
            _either(cn.mobile, w.email),
            "联系方式|lxfs|lianxifangshi|contact info",
            tags=MIXED,
        ),
        Field("CN_MOBILE", _either(cn.mobile, cn.mobile, cn.landline), "电话|dh|dianhua|tel", tags=MIXED),
        Field(
            "CN_RESIDENT_ID|CN_PASSPORT",
            _either(cn.resident_id(w.CODES), cn.passport),
            "证件|zj|zhengjian|cert",
            tags=MIXED,
        ),
        Field(
            "CN_RESIDENT_ID",
            _either(*[cn.resident_id(w.CODES)] * 3, cn.old_resident_id(w.CODES)),
            "身份证|sfz|shenfenzheng|id card",
            tags=MIXED,
        ),
        Field(
            "CN_MOBILE",
            lambda d: f"{cn.mobile(d)}{d.choice(('', '', '(晚上打)', '/微信同号', ' 张先生'))}",
            "手机|sj|shouji|mobile",
            tags=MIXED,
        ),
        Field("FREE_TEXT", _visit_note, "跟进记录|gjjl|genjinjilu|follow up note", tags=("text",)),
    ),
)
PAIRS = Kind(
    "用户属性",
    "zh-Hans",
    (
        Field("PERSON_ID", lambda d: str(50_001 + d.row // 4), "用户编号|yhbh|yonghubianhao|user id", True),
        Field("NONE", _attribute, "属性|sx|shuxing|attr key"),
        Field("FREE_TEXT", _value, "属性值|sxz|shuxingzhi|attr value", tags=MIXED),
        Field("NONE", n.stamp("%Y-%m-%d %H:%M:%S"), "修改时间|xgsj|xiugaishijian|modified at"),
    ),
)
NEAR = Kind(
    "字段元数据",
    "en",
    (
        Field("NONE", n.one_of("Y N"), "email verified"),
        Field("NONE", n.one_of("mobile home work"), "phone type"),
        Field("NONE", n.whole(2, 30), "name length"),
        Field("NONE", n.one_of("scan.pdf,photo.png,form.docx,list.csv", ","), "file name"),
        Field("NONE", n.one_of("passport,driver license,id card", ","), "document type"),
        Field("NONE", n.whole(0, 30), "address count"),
        Field("NONE", n.whole(1, 25), "tenure years"),
        Field("NONE", n.one_of("CN US GB DE"), "card issuer country"),
        Field("NONE", n.whole(0, 90), "password age days"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(WRONG, [Variant(), Variant(rows=40), Variant(missing=0.6)]),
        *build(WRONG_EN, [Variant(), Variant(rows=40)]),
        *build(BLEND, styled("words", "short", "absent")),
        *build(PAIRS, styled("words", "english")),
        *build(NEAR, styled("words", "camel", "upper")),
    ]
