"""Sensitive attributes of people, and the secrets of accounts."""

from __future__ import annotations

from tests.quality.held_out import han, latin
from tests.quality.numbers import accounts, devices
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, TINY, Field, Kind, Table, build, styled

EXAMS = Kind(
    "体检结果",
    "zh-Hans",
    (
        Field("PERSON", han.name, "受检人|sjr|shoujianren|examinee"),
        Field("CN_RESIDENT_ID", cn.resident_id(han.CODES), "受检人身份证|sjrsfz|shenfenzheng|examinee id card"),
        Field(
            "CN_MEDICAL_INSURANCE_NO",
            lambda d: str(d.randrange(10**9, 10**10)),
            "医保号|ybh|yibaohao|medical insurance no",
            True,
        ),
        Field(
            "HEALTH",
            n.one_of("脂肪肝 甲状腺结节 未见异常 胆囊息肉 窦性心动过缓 血脂偏高 高尿酸"),
            "检查结论|jcjl|jielun|exam conclusion",
        ),
        Field("HEALTH", lambda d: f"{d.gauss(5.3, 0.9):.1f}", "空腹血糖(mmol/L)|kfxt|xuetang|fasting glucose", True),
        Field(
            "HEALTH", lambda d: f"{d.randrange(98, 165)}/{d.randrange(58, 102)}", "血压|xy|xueya|blood pressure", True
        ),
        Field("RELIGION", n.one_of("无 佛教 伊斯兰教 基督教 道教"), "宗教信仰|zjxy|zongjiao|religion", True),
        Field("MARITAL_STATUS", n.one_of("已婚 未婚 离婚"), "婚姻状态|hyzt|hunyin|marital"),
        Field("NONE", n.one_of("1号院区 2号院区 体检中心"), "体检机构|tjjg|jigou|exam site"),
        Field("NONE", n.stamp("%Y-%m-%d"), "体检日期|tjrq|tijianriqi|exam date"),
    ),
)
CASES = Kind(
    "hr_equality",
    "en-GB",
    (
        Field("PERSON", latin.name, "employee name|emp nm"),
        Field(
            "SEXUAL_ORIENTATION",
            n.one_of("heterosexual gay bisexual lesbian undisclosed"),
            "sexual orientation|sex orient",
            True,
        ),
        Field("TRADE_UNION", n.one_of("Unite UNISON GMB none"), "trade union|union membership", True),
        Field("CRIMINAL_RECORD", n.one_of("none caution conviction"), "criminal record|crim rec", True),
        Field("RELIGION", n.one_of("Christian,None,Muslim,Hindu,Sikh,Jewish,Buddhist", ","), "religion|relig", True),
        Field(
            "ETHNICITY",
            n.one_of("White British,Asian,Black Caribbean,Mixed,Chinese", ","),
            "ethnicity|ethnic grp",
            True,
        ),
        Field("SALARY", n.whole(19_500, 110_000, 50), "gross pay|grs pay", True),
        Field("NONE", n.one_of("full time,part time,zero hours", ","), "contract type|ctr type"),
        Field("NONE", n.whole(0, 28), "years of service|svc yrs"),
    ),
)
LOGINS = Kind(
    "service_accounts",
    "en",
    (
        Field("USERNAME", latin.login, "login|usr", True),
        Field("PASSWORD", accounts.password, "password|passwd", True),
        Field("PASSWORD_HASH", n.sha256, "password hash|pwd hash", True),
        Field("JWT", accounts.jwt, "session token|sess tok"),
        Field("API_TOKEN", accounts.aws_key, "access key|acc key"),
        Field(
            "CONNECTION_STRING",
            lambda d: f"postgresql://{latin.login(d)}:{n.md5(d)[:14]}@db.invalid:5432/app",
            "dsn|db url",
        ),
        Field("CRYPTO", accounts.bitcoin, "wallet address|btc addr", True),
        Field("IP_ADDRESS", devices.ip, "allowed ip|src ip"),
        Field("NONE", n.one_of("2023.4.1 2024.1.0 2024.2.3"), "agent version|agt ver"),
        Field("NONE", n.whole(0, 365), "password age|pwd age"),
        Field("NONE", n.stamp("%Y-%m-%dT%H:%M:%S"), "rotated at|rot ts"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(EXAMS, [*styled("words", "short", "english", "absent"), DIRTY]),
        *build(CASES, [*styled("words", "camel", "absent"), TINY]),
        *build(LOGINS, styled("words", "upper", "absent")),
    ]
