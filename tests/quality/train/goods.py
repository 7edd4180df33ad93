"""Tables about things: goods, stores, machines, releases, books. Nothing in them is personal, much looks it."""

from __future__ import annotations

from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled
from tests.quality.train import words as w

PRODUCTS = Kind(
    "商品档案",
    "zh-Hans",
    (
        Field("NONE", lambda d: f"SKU{d.randrange(10**7, 10**8)}", "商品编码|spbm|shangpinbianma|sku code"),
        Field("NONE", n.one_of(w.GOODS, ","), "商品名称|spmc|shangpinmingcheng|product name"),
        Field("NONE", n.ean, "条形码|txm|tiaoxingma|barcode"),
        Field("NONE", n.sequence(13_811_200_000, 3), "序列号|xlh|xuliehao|serial no"),
        Field("NONE", n.amount(5, 3000), "零售价|lsj|lingshoujia|retail price"),
        Field("NONE", n.one_of("红色 白色 黑色 米黄 墨绿"), "颜色|ys|yanse|colour"),
        Field("NONE", n.whole(0, 5000), "库存数量|kc|kucun|stock qty"),
        Field("NONE", n.stamp("%Y-%m-%d"), "生产日期|scrq|shengchanriqi|made on"),
        Field("NONE", n.whole(2, 12), "名称长度|mccd|mingchengchangdu|name length"),
        Field(
            "NONE",
            n.one_of("质量很好,做工细致|尺码偏小|包装完好|性价比高,值得购买|颜色与图片一致", "|"),
            "商品描述|spms|miaoshu|description",
        ),
    ),
)
ORDERS = Kind(
    "订单流水",
    "zh-Hans",
    (
        Field("NONE", n.sequence(15_900_000_001), "订单号|ddh|dingdanhao|order no"),
        Field(
            "NONE", lambda d: f"{d.moment():%Y%m%d%H%M%S}{d.randrange(10**4):04}", "流水号|lsh|liushuihao|serial number"
        ),
        Field("NONE", lambda d: str(d.randrange(10**15, 10**16)), "交易号|jyh|jiaoyihao|txn no"),
        Field("NONE", n.epoch_ms, "支付时间戳|zfsjc|zhifushijianchuo|paid ts"),
        Field("NONE", n.epoch, "更新时间|gxsj|gengxinshijian|updated"),
        Field("NONE", n.one_of("待付款 已发货 已完成 已取消"), "订单状态|ddzt|zhuangtai|order status"),
        Field("NONE", n.whole(1, 9), "数量|sl|shuliang|quantity"),
        Field("NONE", n.stamp("%Y-%m-%d"), "下单日期|xdrq|xiadanriqi|order date"),
    ),
)
STORES = Kind(
    "warehouses",
    "en",
    (
        Field("NONE", n.sequence(1), "id|row id"),
        Field("NONE", lambda d: f"WH-{d.choice('ABCD')}{d.randrange(100):02}-{d.randrange(999):03}", "bin code|bin"),
        Field("NONE", lambda d: f"{d.uniform(25, 48):.5f}", "warehouse lat|wh lat"),
        Field("NONE", lambda d: f"{d.uniform(-122, -71):.5f}", "warehouse lng|wh lng"),
        Field("NONE|CITY", n.one_of(w.US_CITIES, ","), "warehouse city|wh city"),
        Field("NONE", n.amount(500, 90_000), "floor area|area sqft"),
        Field("NONE", n.amount(1000, 4_000_000), "stock value|val amt"),
        Field("NONE", n.one_of("true false"), "refrigerated|is cold"),
        Field("NONE", n.stamp("%Y-%m-%d", 1990, 30), "opened on|open dt"),
        Field("NONE", n.whole(1, 30), "age years|yrs in use"),
        Field("NONE", n.amount(0, 100), "occupancy pct|occ pct"),
    ),
)
RELEASES = Kind(
    "firmware_releases",
    "en",
    (
        Field("NONE", n.uuid, "build id|bld id"),
        Field("NONE", n.version, "version|ver"),
        Field("NONE", n.sha256, "sha256|digest"),
        Field("NONE", n.md5, "checksum|chk sum"),
        Field("NONE", lambda d: f"fw_{d.choice(('core', 'radio', 'boot'))}_{d.randrange(400)}.bin", "file name|fname"),
        Field("NONE", n.one_of("stable beta nightly"), "channel|chnl"),
        Field("NONE", n.epoch, "built at|bld ts"),
        Field("NONE", n.one_of("main,release/2.4,hotfix/login,develop", ","), "branch name|brnch nm"),
        Field("NONE", n.whole(100_000, 9_000_000), "size bytes|sz"),
    ),
)
BOOKS = Kind(
    "library_stock",
    "en",
    (
        Field("NONE", n.isbn, "isbn|isbn13"),
        Field(
            "NONE",
            n.one_of("Cooking for Two,The White Garden,Engines of Steam,Young Rivers,Stone and Clay,A Short Walk", ","),
            "title|ttl",
        ),
        Field("NONE", n.whole(1950, 2026), "publication year|pub yr"),
        Field("NONE", n.whole(40, 900), "pages|pgs"),
        Field("NONE", lambda d: f"{d.randrange(100, 999)}.{d.randrange(100):02}", "shelf mark|shelf"),
        Field("NONE", lambda d: str(d.randrange(10**10, 10**11)), "accession number|acc no"),
        Field("NONE", n.one_of("hardcover paperback ebook"), "binding|bind type"),
        Field("NONE", n.amount(3, 90), "replacement cost|repl cost"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(PRODUCTS, [*styled("words", "short", "second", "camel", "absent"), SPARSE, TINY]),
        *build(ORDERS, [*styled("words", "short", "english", "absent"), DIRTY]),
        *build(STORES, styled("words", "short", "upper", "absent")),
        *build(RELEASES, styled("words", "title", "absent")),
        *build(BOOKS, [*styled("words", "camel", "absent"), TINY]),
    ]
