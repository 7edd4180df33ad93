"""Customers, employees, members and borrowers of the mainland and of Hong Kong, patients of Taiwan."""

from __future__ import annotations

from tests.quality.numbers import greater_china as gc
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, Variant, build, styled
from tests.quality.train import words as w

CUSTOMERS = Kind(
    "客户表",
    "zh-Hans",
    (
        Field("PERSON_ID", lambda d: f"KH{d.row * 13 + 20_001:07}", "客户编号|khbh|kehubianhao|customer id", True),
        Field("PERSON", w.drawn("zh_CN", "name"), "客户姓名|khxm|kehuxingming|cust name"),
        Field("GENDER", w.sex, "性别|xb|xingbie|gender"),
        Field("CN_RESIDENT_ID", cn.resident_id(w.CODES), "身份证号码|sfzhm|shenfenzhenghao|id card no"),
        Field("CN_MOBILE", cn.mobile, "手机号码|sjhm|shoujihaoma|mobile no"),
        Field("CN_LANDLINE", cn.landline, "固定电话|gddh|gudingdianhua|tel no"),
        Field("EMAIL_ADDRESS", w.email, "电子邮箱|dzyx|youxiang|email addr"),
        Field("CN_ADDRESS", w.address, "家庭住址|jtzz|jiatingzhuzhi|home address"),
        Field("DATE_OF_BIRTH", n.born("%Y-%m-%d"), "出生日期|csrq|chushengriqi|birth date"),
        Field("NONE", n.stamp("%Y-%m-%d %H:%M:%S"), "创建时间|cjsj|chuangjianshijian|created at"),
        Field("NONE", n.one_of("普通 金卡 银卡 钻石"), "客户等级|khdj|dengji|cust level"),
        Field("NONE", n.one_of("是 否"), "是否验证邮箱|sfyz|shifouyanzheng|email verified"),
    ),
)
STAFF = Kind(
    "员工花名册",
    "zh-Hans",
    (
        Field("PERSON_ID", lambda d: f"{d.row + 10_023}", "工号|gh|gonghao|employee no", True),
        Field("PERSON", w.drawn("zh_CN", "name"), "姓名|xm|xingming|emp nm"),
        Field("CN_RESIDENT_ID", cn.resident_id(w.CODES), "证件号码|zjhm|zhengjianhaoma|cert no"),
        Field("CN_ETHNICITY", w.nation, "民族|mz|minzu|ethnic group"),
        Field(
            "CN_POLITICAL_STATUS",
            n.one_of("群众 中共党员 共青团员 民主党派"),
            "政治面貌|zzmm|zhengzhimianmao|political status",
        ),
        Field("EDUCATION", n.one_of("本科 大专 硕士 博士 高中 中专"), "学历|xl|xueli|education"),
        Field("MARITAL_STATUS", n.one_of("已婚 未婚 离异 丧偶"), "婚姻状况|hyzk|hunyinzhuangkuang|marital status"),
        Field("NONE", n.one_of(w.DEPARTMENTS), "部门|bm|bumen|dept"),
        Field("JOB_TITLE", n.one_of(w.JOBS), "岗位|gw|gangwei|job title"),
        Field("NONE", n.stamp("%Y-%m-%d", 2010, 15), "入职日期|rzrq|ruzhiriqi|hire date"),
        Field("SALARY", n.amount(4000, 45_000), "基本工资|jbgz|jibengongzi|base salary", True),
        Field("CN_BANK_CARD", cn.bank_card, "工资卡号|gzkh|yinhangkahao|bank card no"),
        Field(
            "CN_SOCIAL_SECURITY_NO",
            lambda d: f"{d.randrange(10**9, 10**10)}",
            "社保卡号|sbkh|shebaokahao|social security no",
            True,
        ),
        Field(
            "CN_HOUSING_FUND_NO",
            lambda d: f"{d.randrange(10**11, 10**12)}",
            "公积金账号|gjjzh|gongjijinzhanghao|housing fund no",
            True,
        ),
    ),
)
BORROWERS = Kind(
    "贷款申请",
    "zh-Hans",
    (
        Field("NONE", lambda d: f"LN{d.moment():%Y%m%d}{d.row:06}", "申请编号|sqbh|shenqingbianhao|apply no"),
        Field("PERSON", w.drawn("zh_CN", "name"), "借款人|jkr|jiekuanren|borrower name"),
        Field("CN_RESIDENT_ID", cn.resident_id(w.CODES), "借款人身份证|sfzh|shenfenzheng|borrower id no"),
        Field("CN_MOBILE", cn.mobile, "联系电话|lxdh|lianxidianhua|contact phone"),
        Field("CN_BANK_CARD|BANK_ACCOUNT", cn.bank_card, "放款账号|yhkh|fangkuanzhanghao|bank acct"),
        Field("SALARY", n.whole(3000, 60_000, 100), "月收入|ysr|yueshouru|monthly income", True),
        Field("BALANCE", n.whole(10_000, 2_000_000, 1000), "贷款余额|dkye|daikuanyue|loan balance", True),
        Field("NONE", n.amount(3, 18), "利率|ll|lilv|interest rate"),
        Field("NONE", n.one_of("12 24 36 60 120 240 360"), "期限(月)|qx|qixian|term months"),
        Field("PERSON", w.drawn("zh_CN", "name"), "联系人|lxr|lianxiren|contact person"),
        Field("NONE", n.one_of("审批中 已放款 已结清 已拒绝"), "状态|zt|zhuangtai|status"),
    ),
)
MEMBERS = Kind(
    "會員資料",
    "zh-Hant-HK",
    (
        Field("PERSON_ID", lambda d: f"M{d.row * 3 + 700_100}", "會員編號|hybh|huiyuanbianhao|member no", True),
        Field("PERSON", w.drawn("zh_TW", "name"), "中文姓名|xm|xingming|chinese name"),
        Field("PERSON", w.drawn("zh_TW", "romanized_name"), "英文姓名|ywm|yingwenming|english name"),
        Field("HK_ID", gc.hk_id, "香港身份證號碼|hkid|xianggangshenfenzheng|hkid no"),
        Field("HK_PHONE", gc.hk_mobile, "手提電話|sj|shouji|mobile", True),
        Field("ADDRESS", w.hk_address, "通訊地址|dz|dizhi|address"),
        Field("DATE_OF_BIRTH", n.born("%d/%m/%Y"), "出生日期|csrq|chushengriqi|dob"),
        Field("NONE", n.whole(0, 90_000, 10), "積分|jf|jifen|points"),
        Field("NONE", n.stamp("%d/%m/%Y"), "入會日期|rhrq|ruhuiriqi|join date"),
    ),
)
PATIENTS = Kind(
    "門診病患",
    "zh-Hant-TW",
    (
        Field("PERSON_ID", lambda d: f"{d.row * 7 + 3_310_002:08}", "病歷號|blh|binglihao|chart no", True),
        Field("PERSON", w.drawn("zh_TW", "name"), "病患姓名|xm|xingming|patient name"),
        Field("TW_NATIONAL_ID", gc.tw_national_id, "身分證字號|sfz|shenfenzheng|national id"),
        Field("TW_PHONE", gc.tw_mobile, "行動電話|sj|shouji|cell phone"),
        Field("TW_NHI_CARD", gc.tw_nhi_card, "健保卡號|jbkh|jianbaokahao|nhi card no", True),
        Field(
            "HEALTH",
            n.one_of("J06.9 I10 E11.9 K21.0 M54.5 N39.0 L30.9 J45.9 F41.1 H10.9"),
            "ICD-10診斷碼|zdm|zhenduanma|icd10",
        ),
        Field(
            "HEALTH",
            n.one_of("高血壓 第二型糖尿病 上呼吸道感染 氣喘 偏頭痛 胃食道逆流 異位性皮膚炎 失眠"),
            "診斷|zd|zhenduan|diagnosis",
        ),
        Field("BLOOD_TYPE", n.one_of("O A B AB"), "血型|xx|xuexing|blood type"),
        Field("ADDRESS", w.tw_address, "地址|dz|dizhi|address"),
        Field("NONE", n.one_of("內科 外科 皮膚科 眼科 家醫科"), "科別|kb|kebie|clinic"),
        Field("NONE", n.stamp("%Y/%m/%d"), "看診日期|kzrq|kanzhenriqi|visit date"),
        Field("TW_UBN", gc.tw_business_number, "轉診院所統一編號|tybh|tongyibianhao|referrer ubn", True),
    ),
)


def tables() -> list[Table]:
    return [
        *build(CUSTOMERS, [*styled("words", "short", "second", "camel", "absent"), DIRTY, SPARSE, TINY]),
        *build(STAFF, [*styled("words", "short", "upper"), Variant("absent"), DIRTY]),
        *build(BORROWERS, [*styled("short", "english", "absent"), DIRTY, TINY]),
        *build(MEMBERS, [*styled("words", "english"), DIRTY]),
        *build(PATIENTS, [*styled("words", "camel", "absent"), SPARSE]),
    ]
