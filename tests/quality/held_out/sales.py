"""Suppliers, stores, parts and bills in Chinese: things, and firms with a person to call."""

from __future__ import annotations

from tests.quality.held_out import han
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled

SUPPLIERS = Kind(
    "供应商名录",
    "zh-Hans",
    (
        Field("ORGANIZATION", han.firm, "供应商名称|gysmc|gongyingshang|supplier name"),
        Field("CN_USCC", cn.uscc, "信用代码|xydm|xinyongdaima|credit code"),
        Field("PERSON", han.name, "业务联系人|ywlxr|lianxiren|sales contact"),
        Field("CN_MOBILE", cn.mobile, "联系人电话|lxrdh|lianxirendianhua|contact tel"),
        Field("CN_LANDLINE", cn.landline, "传真|cz|chuanzhen|fax"),
        Field("NONE", n.one_of("A级 B级 C级 黑名单"), "供应商评级|gyspj|pingji|rating"),
        Field("NONE", n.whole(7, 120), "账期天数|zqts|zhangqi|terms days"),
        Field("NONE", n.stamp("%Y年%m月", 2015, 10), "合作起始|hzqs|hezuo|partner since"),
    ),
)
STORES = Kind(
    "门店",
    "zh-Hans",
    (
        Field("NONE", n.sequence(1001), "门店编号|mdbh|mendianbianhao|store no"),
        Field("NONE", lambda d: f"{han.road(d)}店", "门店简称|mdjc|jiancheng|store short name"),
        Field("NONE", lambda d: f"{d.uniform(73, 134):.6f}", "门店经度|jd|jingdu|store lng"),
        Field("NONE", lambda d: f"{d.uniform(19, 52):.6f}", "门店纬度|wd|weidu|store lat"),
        Field("NONE|CITY", n.one_of("成都 武汉 西安 长沙 郑州 合肥"), "所在城市|szcs|chengshi|store city"),
        Field("NONE", n.whole(40, 900), "营业面积|yymj|mianji|sales area"),
        Field("NONE", n.amount(3000, 90_000), "日均销售额|rjxse|xiaoshoue|avg daily sales"),
        Field("NONE", n.one_of("9:00-22:00 10:00-21:30 全天"), "营业时间|yysj|yingyeshijian|hours"),
        Field("NONE", n.whole(1, 15), "店龄(年)|dl|dianling|store age"),
    ),
)
PARTS = Kind(
    "备件台账",
    "zh-Hans",
    (
        Field(
            "NONE",
            lambda d: f"{d.choice('BJL')}{d.randrange(10):01}-{d.randrange(10**4):04}-{d.choice('ABC')}",
            "料号|lh|liaohao|part no",
        ),
        Field("NONE", n.sequence(17_700_310_000, 2), "批次号|pch|picihao|batch no"),
        Field("NONE", lambda d: str(d.randrange(10**17, 10**18)), "资产编号|zcbh|zichanbianhao|asset no"),
        Field("NONE", n.one_of(han.GOODS, ","), "品名|pm|pinming|item"),
        Field("NONE", n.ean, "国际条码|gjtm|tiaoma|ean code"),
        Field("NONE", lambda d: f"{d.randrange(1, 9)}-{d.randrange(1, 40)}-{d.randrange(1, 9)}", "库位|kw|kuwei|bin"),
        Field("NONE", n.stamp("%Y%m%d", 2020, 6), "入库日期|rkrq|rukuriqi|stocked on"),
        Field("NONE", n.amount(0.5, 800), "单价|dj|danjia|unit price"),
    ),
)
BILLS = Kind(
    "发票清单",
    "zh-Hans",
    (
        Field("NONE", lambda d: str(d.randrange(10**11, 10**12)), "发票代码|fpdm|fapiaodaima|invoice code"),
        Field("NONE", lambda d: f"{d.randrange(10**8):08}", "发票号码|fphm|fapiaohaoma|invoice no"),
        Field("NONE", n.amount(100, 90_000), "价税合计|jshj|heji|total amount"),
        Field("NONE", n.one_of("13% 9% 6% 3% 0%"), "税率|sl|shuilv|tax rate"),
        Field("NONE", n.epoch, "开票时间戳|kpsjc|kaipiaoshijian|issued epoch"),
        Field("ORGANIZATION", han.firm, "销售方名称|xsfmc|xiaoshoufang|seller name"),
        Field("NONE", n.one_of("增值税专用发票 普通发票 电子发票"), "发票类型|fplx|leixing|invoice type"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(SUPPLIERS, [*styled("words", "short", "camel", "absent"), DIRTY]),
        *build(STORES, [*styled("words", "second", "english", "absent")]),
        *build(PARTS, [*styled("words", "short", "absent"), SPARSE, TINY]),
        *build(BILLS, [*styled("words", "short", "upper", "absent"), DIRTY]),
    ]
