"""What people would not have known of them, their accounts and papers, and the secrets of machines."""

from __future__ import annotations

from tests.quality.numbers import accounts, devices, world
from tests.quality.numbers import greater_china as gc
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled
from tests.quality.train import words as w

_KEY = "-----BEGIN PRIVATE KEY-----\\n{}\\n-----END PRIVATE KEY-----"

WELFARE = Kind(
    "社区居民",
    "zh-Hans",
    (
        Field("PERSON", w.drawn("zh_CN", "name"), "居民姓名|jmxm|juminxingming|resident name"),
        Field("CN_RESIDENT_ID", cn.old_resident_id(w.CODES), "旧身份证号|jsfzh|jiushenfenzheng|old id card", True),
        Field("RELIGION", n.one_of("无 佛教 基督教 天主教 道教 伊斯兰教"), "宗教信仰|zjxy|zongjiaoxinyang|religion"),
        Field(
            "HEALTH",
            n.one_of("糖尿病 高血压 无 冠心病 哮喘 慢性肾炎 脑梗死后遗症"),
            "既往病史|jwbs|jiwangbingshi|medical history",
        ),
        Field(
            "CN_MEDICAL_INSURANCE_NO",
            lambda d: str(d.randrange(10**11, 10**12)),
            "医保卡号|ybkh|yibaokahao|medical card no",
            True,
        ),
        Field("AGE", n.whole(1, 95), "年龄|nl|nianling|age", True),
        Field(
            "CN_DRIVER_LICENSE|CN_RESIDENT_ID",
            cn.resident_id(w.CODES),
            "驾驶证号|jszh|jiashizhenghao|driving licence no",
        ),
        Field("VIN", devices.vin, "车架号|cjh|chejiahao|frame no"),
        Field(
            "CN_TW_TRAVEL_PERMIT",
            lambda d: str(d.randrange(10**7, 10**8)),
            "台胞证号|tbz|taibaozheng|taiwan permit no",
            True,
        ),
        Field("CRIMINAL_RECORD", n.one_of("无 有 盗窃 危险驾驶"), "犯罪记录|fzjl|fanzuijilu|criminal record", True),
        Field("NONE", n.one_of("一网格 二网格 三网格 四网格"), "所属网格|sswg|wangge|grid"),
    ),
)
PENSIONS = Kind(
    "pension_scheme",
    "en-GB",
    (
        Field("PERSON", w.drawn("en_GB", "first_name"), "given name|gvn nm"),
        Field("PERSON", w.drawn("en_GB", "last_name"), "family name|fam nm"),
        Field("UK_NINO", world.uk_nino, "ni number|nino"),
        Field("UK_NHS", world.uk_nhs, "nhs number|nhs", True),
        Field("BANK_ACCOUNT", lambda d: f"{d.randrange(10**8):08}", "bank account number|acct no", True),
        Field("SWIFT_BIC", n.one_of("BARCGB22 LOYDGB2L NWBKGB2L MIDLGB22 ABBYGB2L"), "swift code|bic"),
        Field("IBAN_CODE", accounts.iban("GB", "XMPL" + "0" * 14), "iban|iban no"),
        Field("TRADE_UNION", n.one_of("Unite UNISON NASUWT none"), "union membership|union", True),
        Field("RELIGION", n.one_of("Christian,None,Muslim,Hindu,Sikh,Jewish", ","), "religion|relgn", True),
        Field("SEXUAL_ORIENTATION", n.one_of("straight gay bisexual undisclosed"), "sexual orientation|orient", True),
        Field("BALANCE", n.amount(900, 400_000), "pension pot balance|pot bal", True),
        Field("PHONE_NUMBER", world.uk_mobile, "mobile number|mob"),
        Field("NONE", n.amount(1, 9), "contribution pct|contr pct"),
    ),
)
HONG_KONG = Kind(
    "旅客資料",
    "zh-Hant-HK",
    (
        Field("PERSON", w.drawn("zh_TW", "name"), "旅客中文姓名|lkxm|lvke|traveller chinese name"),
        Field("HK_ID", gc.hk_id_plain, "身份證號碼|sfz|shenfenzheng|hk identity card"),
        Field("HK_PASSPORT", gc.hk_passport, "特區護照號碼|hz|huzhao|hksar passport no", True),
        Field("HK_PHONE", gc.hk_mobile_split, "電話號碼|dh|dianhua|telephone", True),
        Field("MO_PHONE", gc.mo_phone, "澳門手機|amsj|aomenshouji|macau mobile", True),
        Field("HK_BR_NO", gc.br_no, "商業登記證號碼|syd|shangye|business registration no", True),
        Field("NONE", n.one_of("團體 自由行 商務"), "行程類別|xclb|leibie|trip type"),
    ),
)
SECRETS = Kind(
    "integrations",
    "en",
    (
        Field("NONE", n.one_of("billing,search,mailer,warehouse sync", ","), "service|svc"),
        Field("API_TOKEN", accounts.aws_key, "aws access key|aws key"),
        Field("JWT", accounts.jwt, "auth token|jwt"),
        Field("PRIVATE_KEY", lambda d: _KEY.format(accounts.password(d) * 12), "private key|priv key"),
        Field("PASSWORD", accounts.password, "password|pwd", True),
        Field(
            "CONNECTION_STRING",
            lambda d: f"mysql://root:{n.md5(d)[:12]}@db.invalid/{d.choice('abc')}",
            "database url|db conn",
        ),
        Field("CRYPTO", accounts.bitcoin, "payout wallet|btc", True),
        Field("ICCID", devices.iccid, "sim iccid|iccid"),
        Field("NONE", n.stamp("%Y-%m-%d"), "expires on|exp dt"),
        Field("NONE", n.sha256, "config digest|cfg hash"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(WELFARE, [*styled("words", "short", "absent"), DIRTY, SPARSE]),
        *build(PENSIONS, [*styled("words", "camel", "absent"), TINY]),
        *build(HONG_KONG, [*styled("words", "english", "absent"), DIRTY]),
        *build(SECRETS, styled("words", "upper", "absent")),
    ]
