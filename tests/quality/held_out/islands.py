"""Employees of Taiwan, tenants of Hong Kong, clients of Macau."""

from __future__ import annotations

from tests.quality.held_out import hant, latin
from tests.quality.labels import PAID
from tests.quality.numbers import greater_china as gc
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled

STAFF = Kind(
    "員工資料",
    "zh-Hant-TW",
    (
        Field("PERSON_ID", lambda d: f"A{d.row + 1033:05}", "員工編號|ygbh|yuangongbianhao|staff no", True),
        Field("PERSON", hant.name, "員工姓名|ygxm|yuangongxingming|staff name"),
        Field("PERSON", hant.tw_romanised, "英文名|ywm|yingwenming|romanized name"),
        Field("TW_NATIONAL_ID", gc.tw_national_id, "身份證號|sfzh|shenfenzhenghao|id number"),
        Field("DATE_OF_BIRTH", n.born("%Y-%m-%d"), "生日|sr|shengri|birthday"),
        Field("TW_PHONE", gc.tw_mobile_hyphens, "手機號碼|sjhm|shoujihaoma|mobile"),
        Field("TW_PHONE", gc.tw_landline, "住家電話|zjdh|zhujiadianhua|home tel"),
        Field("ADDRESS", hant.tw_address, "戶籍地址|hjdz|hujidizhi|registered address"),
        Field("SALARY", n.whole(27_000, 130_000, 100), "月薪|yx|yuexin|monthly pay", True),
        Field("BANK_ACCOUNT", lambda d: f"{d.randrange(10**13):014}", "薪轉帳號|xzzh|zhanghao|payroll account", True),
        Field("NONE", n.one_of("業務部 研發部 總務部 品保部"), "部門|bm|bumen|division"),
        Field("NONE", n.stamp("%Y-%m-%d", 2009, 16), "到職日|dzr|daozhiri|start date"),
    ),
)
TENANTS = Kind(
    "租戶名冊",
    "zh-Hant-HK",
    (
        Field("PERSON", hant.name, "租客姓名|zkxm|zuke|tenant name chi"),
        Field("PERSON", hant.hk_name, "租客英文姓名|zkywm|yingwen|tenant name eng"),
        Field("HK_ID", gc.hk_id_plain, "身份證號碼|sfzhm|shenfenzheng|hkid"),
        Field("HK_PHONE", gc.hk_mobile_split, "聯絡電話|lldh|lianluodianhua|contact no", True),
        Field("EMAIL_ADDRESS", latin.email, "電郵地址|dydz|dianyou|email"),
        Field("ADDRESS", hant.hk_address, "單位地址|dwdz|danweidizhi|flat address"),
        Field(PAID, n.whole(6000, 48_000, 100), "月租|yz|yuezu|monthly rent"),
        Field("NONE", n.stamp("%Y-%m-%d", 2022, 4), "租約到期日|zydq|daoqi|lease end"),
        Field("HK_BR_NO", gc.br_no, "商業登記號碼|sydj|shangyedengji|br no", True),
    ),
)
MACAU = Kind(
    "客戶檔案",
    "zh-Hant-MO",
    (
        Field("PERSON", hant.name, "顧客姓名|gkxm|guke|client name"),
        Field("MO_ID", gc.mo_id, "澳門居民身份證|amsfz|aomen|bir no"),
        Field("MO_PHONE", gc.mo_phone, "澳門電話|amdh|dianhua|macau phone", True),
        Field("HK_PASSPORT", gc.hk_passport, "護照號|hzh|huzhao|passport", True),
        Field("TW_RESIDENT_CERT", gc.tw_resident_cert, "統一證號|tyzh|tongyizhenghao|ui no"),
        Field("NATIONALITY", n.one_of("葡萄牙 中國 菲律賓 越南"), "國籍|gj|guoji|nationality"),
        Field("NONE", n.one_of("金卡 銀卡 藍卡"), "卡別|kb|kabie|card tier"),
    ),
)
SHOPS = Kind(
    "門市清單",
    "zh-Hant-TW",
    (
        Field("NONE", lambda d: f"S{d.row + 11:03}", "門市代碼|msdm|menshi|shop code"),
        Field("ORGANIZATION", hant.firm, "加盟公司|jmgs|jiameng|franchise company"),
        Field("TW_UBN", gc.tw_business_number, "公司統編|tb|tongbian|company ubn", True),
        Field("NONE", lambda d: f"{d.uniform(22, 25.2):.5f}", "門市緯度|wd|weidu|shop lat"),
        Field("NONE", lambda d: f"{d.uniform(120, 121.9):.5f}", "門市經度|jd|jingdu|shop lon"),
        Field("NONE", n.whole(10, 300), "坪數|ps|pingshu|floor ping"),
        Field("NONE", n.whole(90_000, 3_000_000), "月營業額|yye|yingyee|monthly turnover"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(STAFF, [*styled("words", "english", "absent"), DIRTY, SPARSE]),
        *build(TENANTS, [*styled("words", "camel", "absent"), DIRTY, TINY]),
        *build(MACAU, styled("words", "english", "absent")),
        *build(SHOPS, [*styled("words", "title"), SPARSE]),
    ]
