"""Papers and funds of applicants, border crossings, and what else the design names: each in forms of its own."""

from __future__ import annotations

from tests.quality.held_out import han, hant, latin
from tests.quality.numbers import accounts, devices, world
from tests.quality.numbers import greater_china as gc
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, Field, Kind, Table, build, styled

APPLICANTS = Kind(
    "落户申请",
    "zh-Hans",
    (
        Field("PERSON", han.name, "申请人|sqr|shenqingren|applicant"),
        Field("CN_RESIDENT_ID", cn.resident_id(han.CODES), "公民身份号码|gmsfhm|gongminshenfenhaoma|citizen id number"),
        Field(
            "EDUCATION", n.one_of("大学本科 大学专科 研究生 高中 初中"), "文化程度|whcd|wenhuachengdu|education level"
        ),
        Field(
            "CN_POLITICAL_STATUS",
            n.one_of("群众 党员 团员 无党派人士"),
            "政治面貌|zzmm|zhengzhimianmao|political affiliation",
        ),
        Field(
            "CN_SOCIAL_SECURITY_NO",
            lambda d: f"{d.randrange(10**8, 10**9)}",
            "社会保障卡号|sbk|shehuibaozhangka|social card",
            True,
        ),
        Field(
            "CN_HOUSING_FUND_NO",
            lambda d: f"{d.randrange(10**9, 10**10)}",
            "住房公积金账号|zfgjj|gongjijin|provident fund no",
            True,
        ),
        Field("CN_REAL_ESTATE_CERT", cn.real_estate_cert, "房产证号|fczh|fangchanzheng|property certificate"),
        Field("CN_POSTAL_CODE", cn.postal_code, "邮政编码|yzbm|youzhengbianma|postal code", True),
        Field("CN_ORG_CODE", cn.org_code, "单位组织机构代码|zzjgdm|zuzhijigou|org code"),
        Field("NONE", n.one_of("受理 审批 办结 退回"), "办理进度|bljd|jindu|progress"),
        Field("NONE", n.stamp("%Y-%m-%d"), "申请日期|sqrq|shenqingriqi|applied on"),
    ),
)
CROSSINGS = Kind(
    "通关旅客",
    "zh-Hans",
    (
        Field("CN_EXIT_PERMIT", cn.exit_permit, "往来港澳通行证|wlga|wanglaigangao|mainland travel permit"),
        Field(
            "CN_HM_TRAVEL_PERMIT", cn.hm_travel_permit, "港澳居民来往内地通行证号|gajm|gangaojumin|home return permit"
        ),
        Field(
            "CN_TW_TRAVEL_PERMIT",
            lambda d: f"{d.randrange(10**7, 10**8)}",
            "台湾居民来往大陆通行证|tbz|taibaozheng|mtp no",
            True,
        ),
        Field("CN_HMT_RESIDENCE_PERMIT", cn.residence_permit, "港澳台居民居住证号|jzz|juzhuzheng|hmt residence permit"),
        Field("CN_FOREIGNER_PERMANENT_ID", cn.foreigner_id, "永久居留证号|yjjlz|yongjiu|permanent resident id"),
        Field("CN_MILITARY_ID", cn.military_id, "军人证件号|jrzj|junrenzheng|military cert no"),
        Field("PERSON", han.name, "旅客|lk|lvke|passenger"),
        Field("NONE", n.one_of("自助 人工 礼遇"), "通道|td|tongdao|lane"),
    ),
)
TRIALS = Kind(
    "受試者",
    "zh-Hant-TW",
    (
        Field("PERSON", hant.name, "受試者姓名|szz|shoushizhe|subject name"),
        Field("TW_NHI_CARD", gc.tw_nhi_card, "健保卡卡號|jbk|jianbaoka|nhi card", True),
        Field("TW_PASSPORT", gc.tw_passport, "護照號碼|hz|huzhao|passport number", True),
        Field("TW_PHONE", gc.tw_mobile, "連絡手機|lssj|shouji|phone"),
        Field("BIOMETRIC", accounts.template, "指紋特徵碼|zw|zhiwen|fingerprint template", True),
        Field("POLITICAL_OPINION", n.one_of("無 國民黨 民進黨 民眾黨"), "政黨傾向|zd|zhengdang|party leaning", True),
        Field("GEO_COORDINATE", lambda d: f"{d.uniform(22, 25):.6f}", "住家緯度|wd|weidu|home lat", True),
        Field("GEO_COORDINATE", lambda d: f"{d.uniform(120, 122):.6f}", "住家經度|jd|jingdu|home lng", True),
        Field("NONE", n.one_of("安慰劑 實驗組 對照組"), "組別|zb|zubie|arm"),
    ),
)
TRAVEL = Kind(
    "bookings",
    "en",
    (
        Field("PERSON", latin.name, "traveler name|trvl nm"),
        Field("US_PASSPORT", world.us_passport, "passport number|psprt no"),
        Field(
            "US_DRIVER_LICENSE",
            lambda d: f"{d.choice('ABCDFN')}{d.randrange(10**6, 10**7)}",
            "driver license|dl no",
            True,
        ),
        Field("FR_NIR", world.fr_nir, "insee number|nir"),
        Field("DE_TAX_ID", world.de_tax_id, "german tax id|steuer id", True),
        Field("IMSI", devices.imsi, "roaming imsi|imsi"),
        Field("CVV", lambda d: f"{d.randrange(100, 1000)}", "card cvv|cvv2", True),
        Field("SWIFT_BIC", n.one_of("DEUTDEFF BNPAFRPP INGBNL2A CHASUS33 HSBCHKHH"), "bank swift|bic", True),
        Field("NONE", lambda d: "".join(d.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=6)), "booking reference|pnr"),
        Field("NONE", n.one_of("economy premium business"), "cabin|cbn"),
        Field("NONE", n.stamp("%Y-%m-%d"), "departure date|dep dt"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(APPLICANTS, [*styled("words", "short", "absent"), DIRTY]),
        *build(CROSSINGS, styled("words", "english", "absent")),
        *build(TRIALS, styled("words", "camel")),
        *build(TRAVEL, [*styled("words", "title", "absent"), DIRTY]),
    ]
