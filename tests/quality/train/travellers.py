"""Documents that people show when they travel, and `id_type` beside `id_no`."""

from __future__ import annotations

from tests.quality.numbers import greater_china as gc
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, TINY, Dice, Field, Kind, Table, build, styled
from tests.quality.train import words as w

_DOCUMENTS = {
    "居民身份证": cn.resident_id(w.CODES),
    "护照": cn.passport,
    "港澳居民来往内地通行证": cn.hm_travel_permit,
    "军官证": cn.military_id,
}


def _documents(d: Dice) -> str:
    """The document and its number; the kind depends on the row, so that both columns agree."""
    return list(_DOCUMENTS)[(0, 0, 0, 1, 0, 2, 0, 3)[d.row % 8]]


GROUP = Kind(
    "出境团名单",
    "zh-Hans",
    (
        Field("PERSON", w.drawn("zh_CN", "name"), "游客姓名|ykxm|youkexingming|guest name"),
        Field("PERSON", w.drawn("zh_TW", "romanized_name"), "拼音姓名|pyxm|pinyinxingming|name en"),
        Field("CN_PASSPORT", cn.passport, "护照号码|hzhm|huzhaohaoma|passport no"),
        Field("CN_EXIT_PERMIT", cn.exit_permit, "港澳通行证号|gatxz|gangaotongxingzheng|exit permit no"),
        Field("DATE_OF_BIRTH", n.born("%Y%m%d"), "出生年月日|csny|chushengnianyueri|birthday"),
        Field("NATIONALITY", n.one_of("中国 新加坡 马来西亚 日本 加拿大"), "国籍|gj|guoji|nationality"),
        Field("NONE", n.stamp("%Y-%m-%d"), "护照有效期|yxq|youxiaoqi|expiry date"),
        Field("NONE", n.one_of("标间 大床房 单间 三人间"), "房型|fx|fangxing|room type"),
        Field("CN_MOBILE", cn.mobile, "紧急联系电话|jjlxdh|jinjidianhua|emergency phone"),
    ),
)
RETURNING = Kind(
    "口岸登记",
    "zh-Hans",
    (
        Field("CN_HM_TRAVEL_PERMIT", cn.hm_travel_permit, "回乡证号|hxz|huixiangzheng|travel permit no"),
        Field("CN_HMT_RESIDENCE_PERMIT", cn.residence_permit, "港澳台居住证|jzz|juzhuzheng|residence permit no"),
        Field(
            "CN_FOREIGNER_PERMANENT_ID",
            cn.foreigner_id,
            "外国人永久居留身份证|yjjl|yongjiujuliu|permanent residence id",
        ),
        Field("CN_MILITARY_ID", cn.military_id, "军官证号|jgz|junguanzheng|military id"),
        Field("PERSON", w.drawn("zh_CN", "name"), "本人姓名|brxm|benrenxingming|full name"),
        Field("NONE", n.one_of("罗湖 福田 拱北 深圳湾 皇岗"), "口岸|ka|kouan|checkpoint"),
        Field("NONE", n.stamp("%Y-%m-%d %H:%M:%S"), "通关时间|tgsj|tongguanshijian|passed at"),
    ),
)
VISITORS = Kind(
    "访客登记",
    "zh-Hans",
    (
        Field("PERSON", w.drawn("zh_CN", "name"), "来访人|lfr|laifangren|visitor"),
        Field("NONE", _documents, "证件类型|zjlx|zhengjianleixing|id type"),
        Field(
            "CN_RESIDENT_ID|NATIONAL_ID|CN_PASSPORT",
            lambda d: _DOCUMENTS[_documents(d)](d),
            "证件号|zjhm|zhengjianhao|id no",
            tags=("mixed",),
        ),
        Field("CN_PLATE", cn.plate, "车牌|cp|chepai|car plate"),
        Field("ORGANIZATION", w.drawn("zh_CN", "company"), "单位名称|dwmc|danweimingcheng|company name"),
        Field("NONE", n.one_of("送货 面试 会议 维修 参观"), "来访事由|lfsy|shiyou|visit reason"),
        Field("NONE", n.stamp("%H:%M"), "进入时间|jrsj|jinrushijian|entered at"),
    ),
)
TAIWANESE = Kind(
    "外籍人士名冊",
    "zh-Hant-TW",
    (
        Field("PERSON", w.drawn("zh_TW", "romanized_name"), "英文姓名|ywxm|yingwenxingming|name"),
        Field("TW_RESIDENT_CERT", gc.tw_resident_cert, "居留證號碼|jlz|juliuzheng|arc no"),
        Field("TW_PASSPORT", gc.tw_passport, "護照號碼|hzhm|huzhaohaoma|passport no", True),
        Field("TW_PHONE", gc.tw_mobile_hyphens, "聯絡電話|lldh|lianluodianhua|contact phone"),
        Field("NATIONALITY", n.one_of("越南 印尼 菲律賓 泰國 日本 美國"), "國籍|gj|guoji|country"),
        Field("TW_UBN", gc.tw_business_number, "雇主統一編號|tybh|tongyibianhao|employer ubn", True),
        Field("ORGANIZATION", w.drawn("zh_TW", "company"), "雇主名稱|gzmc|guzhumingcheng|employer name"),
        Field("MO_ID", gc.mo_id, "澳門身份證|mo id|aomenshenfenzheng|macau id"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(GROUP, [*styled("words", "short", "camel", "absent"), DIRTY]),
        *build(RETURNING, [*styled("words", "english", "absent"), TINY]),
        *build(VISITORS, [*styled("words", "short", "english"), DIRTY]),
        *build(TAIWANESE, [*styled("words", "upper", "absent"), DIRTY]),
    ]
