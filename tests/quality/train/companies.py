"""Organisations: customers and suppliers that are firms, with a person to call."""

from __future__ import annotations

from tests.quality.numbers import greater_china as gc
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, Field, Kind, Table, build, styled
from tests.quality.train import words as w

FIRMS = Kind(
    "企业客户",
    "zh-Hans",
    (
        Field("ORGANIZATION", w.drawn("zh_CN", "company"), "单位名称|dwmc|danweimingcheng|company name"),
        Field("CN_USCC", cn.uscc, "统一社会信用代码|xydm|xinyongdaima|uscc"),
        Field("CN_ORG_CODE", cn.org_code, "组织机构代码|zzjgdm|zuzhijigoudaima|org code"),
        Field("PERSON", w.drawn("zh_CN", "name"), "法定代表人|fddbr|fadingdaibiaoren|legal person"),
        Field("CN_MOBILE", cn.mobile, "联系人手机|lxrsj|lianxirenshouji|contact mobile"),
        Field("CN_LANDLINE", cn.landline, "单位电话|dwdh|danweidianhua|office tel"),
        Field("NONE", n.one_of("制造业 批发零售 信息技术 建筑 物流"), "行业|hy|hangye|industry"),
        Field("NONE", n.whole(100, 50_000, 100), "注册资本(万元)|zczb|zhuceziben|registered capital"),
        Field("NONE", n.stamp("%Y-%m-%d", 1998, 25), "成立日期|clrq|chengliriqi|founded on"),
    ),
)
TW_FIRMS = Kind(
    "廠商主檔",
    "zh-Hant-TW",
    (
        Field("ORGANIZATION", w.drawn("zh_TW", "company"), "廠商名稱|csmc|changshangmingcheng|vendor name"),
        Field("TW_UBN", gc.tw_business_number, "統一編號|tybh|tongyibianhao|tax no", True),
        Field("PERSON", w.drawn("zh_TW", "name"), "負責人|fzr|fuzeren|owner"),
        Field("TW_PHONE", gc.tw_landline, "公司電話|gsdh|gongsidianhua|company tel"),
        Field("NONE", n.one_of("月結30天 月結60天 現金 貨到付款"), "付款條件|fktj|fukuantiaojian|payment terms"),
        Field("NONE", lambda d: f"V{d.row + 301:04}", "廠商代號|csdh|changshangdaihao|vendor code"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(FIRMS, [*styled("words", "short", "english", "absent"), DIRTY]),
        *build(TW_FIRMS, styled("words", "camel")),
    ]
