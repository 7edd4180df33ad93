"""Students, the insured, hotel guests, drivers: people of the mainland in the registers of others."""

from __future__ import annotations

from tests.quality.held_out import han
from tests.quality.labels import PAID
from tests.quality.numbers import devices
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Dice, Field, Kind, Table, build, styled

_ID = cn.resident_id(han.CODES)
_PAPERS = {
    "身份证": _ID,
    "因私护照": cn.passport,
    "回乡证": cn.hm_travel_permit,
    "台胞证": lambda d: str(d.randrange(10**7, 10**8)),
}


def _paper(d: Dice) -> str:
    return list(_PAPERS)[(0, 0, 1, 0, 0, 2, 0, 3, 0)[d.row % 9]]


STUDENTS = Kind(
    "学籍信息",
    "zh-Hans",
    (
        Field("PERSON_ID", lambda d: f"2023{d.randrange(10, 40)}{d.row + 1:04}", "学号|xh|xuehao|student no", True),
        Field("PERSON", han.name, "学生姓名|xsxm|xueshengxingming|stu name"),
        Field("GENDER", lambda d: "1" if d.male else "2", "性别代码|xbdm|xingbie|sex code", True),
        Field("CN_RESIDENT_ID", _ID, "学生身份证件号|xssfzjh|shenfenzhengjianhao|stu id card"),
        Field("CN_ETHNICITY", lambda d: d.choice(han.NATIONS), "民族成分|mzcf|minzu|ethnicity", True),
        Field("PERSON", han.name, "监护人|jhr|jianhuren|guardian"),
        Field("CN_MOBILE", cn.mobile, "监护人联系方式|jhrdh|lianxifangshi|guardian tel"),
        Field("CN_ADDRESS", han.address, "户籍地址|hjdz|hujidizhi|household addr"),
        Field("NONE", n.one_of("一(1)班 一(2)班 二(1)班 三(4)班 高二(7)班"), "班级|bj|banji|class"),
        Field("NONE", n.whole(40, 100), "语文成绩|ywcj|chengji|chinese score"),
        Field("NONE", n.stamp("%Y.%m", 2018, 7), "入学年月|rxny|ruxue|enrolled in"),
    ),
)
POLICIES = Kind(
    "保单明细",
    "zh-Hans",
    (
        Field("NONE", lambda d: f"P{d.randrange(10**14, 10**15)}", "保单号|bdh|baodanhao|policy no"),
        Field("PERSON", han.name, "投保人姓名|tbrxm|toubaoren|applicant name"),
        Field("CN_RESIDENT_ID", _ID, "投保人证件号码|tbrzjhm|zhengjianhaoma|applicant cert no"),
        Field("PERSON", han.name, "被保险人|bbxr|beibaoxianren|insured"),
        Field("DATE_OF_BIRTH", n.born("%Y/%m/%d"), "被保人生日|bbrsr|shengri|insured birthday"),
        Field("AGE", lambda d: str(2025 - d.born.year), "投保年龄|tbnl|nianling|age at entry", True),
        Field("CN_MOBILE", cn.mobile, "联系手机|lxsj|lianxishouji|contact cell"),
        Field("CN_BANK_CARD|BANK_ACCOUNT", cn.bank_card, "扣款银行账号|kkyhzh|yinhangzhanghao|debit card"),
        Field(PAID, n.amount(200, 9000), "年缴保费|njbf|baofei|annual premium"),
        Field("NONE", n.one_of("重疾险 医疗险 寿险 意外险 年金险"), "险种|xz|xianzhong|product line"),
        Field("NONE", n.stamp("%Y/%m/%d"), "生效日|sxr|shengxiaori|effective date"),
    ),
)
GUESTS = Kind(
    "住店登记",
    "zh-Hans",
    (
        Field("PERSON", han.name, "旅客姓名|lkxm|lvke|guest"),
        Field("NONE", _paper, "证件种类|zjzl|zhengjianzhonglei|document kind"),
        Field(
            "CN_RESIDENT_ID|NATIONAL_ID|CN_PASSPORT",
            lambda d: _PAPERS[_paper(d)](d),
            "证件编号|zjbh|zhengjianbianhao|document no",
            tags=("mixed",),
        ),
        Field("CN_MOBILE", cn.mobile, "预留手机|ylsj|yuliushouji|phone"),
        Field("NONE", n.whole(201, 1830), "房号|fh|fanghao|room no"),
        Field("NONE", n.stamp("%Y-%m-%d %H:%M"), "入住时间|rzsj|ruzhushijian|check in"),
        Field(PAID, n.whole(188, 1299), "房价|fj|fangjia|room rate"),
        Field("CN_PLATE", cn.plate, "客人车牌|krcp|kerenchepai|vehicle plate"),
    ),
)
DRIVERS = Kind(
    "机动车",
    "zh-Hans",
    (
        Field("PERSON", han.name, "车主|cz|chezhu|car owner"),
        Field("CN_PLATE", cn.plate, "号牌号码|hphm|haopaihaoma|license plate"),
        Field("VIN", devices.vin, "车辆识别代号|cjh|chejiahao|vin"),
        Field(
            "NONE",
            lambda d: f"{d.choice('ABCDEFG')}{d.randrange(100_000, 999_999)}",
            "发动机号|fdjh|fadongjihao|engine no",
        ),
        Field("CN_DRIVER_LICENSE|CN_RESIDENT_ID", _ID, "驾驶证号|jszh|jiashizhenghao|driver license no"),
        Field("CN_DRIVER_LICENSE", cn.driver_file_no, "驾驶证档案编号|dabh|danganbianhao|license file no", True),
        Field("NONE", n.one_of("C1 B2 A1 C2"), "准驾车型|zjcx|zhunjiachexing|vehicle class"),
        Field("NONE", n.stamp("%Y%m%d", 2006, 18), "初次领证日期|cclzrq|lingzheng|first issued"),
        Field("NONE", n.one_of("大众朗逸 比亚迪宋 特斯拉Model3 本田雅阁 五菱宏光"), "品牌型号|ppxh|pinpai|model"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(STUDENTS, [*styled("words", "short", "absent"), DIRTY, TINY]),
        *build(POLICIES, [*styled("words", "second", "camel", "absent"), DIRTY, SPARSE]),
        *build(GUESTS, [*styled("words", "short", "english"), DIRTY]),
        *build(DRIVERS, [*styled("words", "short", "upper", "absent"), DIRTY]),
    ]
