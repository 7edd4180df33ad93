"""What people of the mainland buy, and the accounts, cards and devices they have."""

from __future__ import annotations

from tests.quality.held_out import han, latin
from tests.quality.numbers import devices
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled

ORDERS = Kind(
    "商城订单",
    "zh-Hans",
    (
        Field("NONE", lambda d: f"{d.moment():%y%m%d}{d.randrange(10**9):09}", "订单编号|ddbh|dingdanbianhao|order id"),
        Field("PERSON", han.name, "收货人|shr|shouhuoren|consignee"),
        Field("CN_MOBILE", cn.mobile, "收货电话|shdh|shouhuodianhua|consignee phone"),
        Field("CN_ADDRESS", han.address, "收货地址|shdz|shouhuodizhi|ship to addr"),
        Field("NONE", n.one_of(han.GOODS, ","), "商品|sp|shangpin|item name"),
        Field("NONE", n.whole(1, 6), "件数|js|jianshu|item qty"),
        Field("NONE", n.stamp("%Y/%m/%d %H:%M:%S"), "下单时间|xdsj|xiadanshijian|ordered at"),
        Field("NONE", lambda d: f"YT{d.randrange(10**12, 10**13)}", "物流单号|wldh|wuliudanhao|tracking no"),
        Field("NONE", n.one_of("微信支付 支付宝 银联 货到付款"), "支付方式|zffs|zhifufangshi|pay method"),
    ),
)
ACCOUNTS = Kind(
    "账户信息",
    "zh-Hans",
    (
        Field("PERSON_ID", lambda d: f"{d.row * 17 + 880_000_001}", "客户号|khh|kehuhao|cif no", True),
        Field("PERSON", han.name, "户名|hm|huming|acct holder"),
        Field("CN_BANK_CARD", cn.bank_card, "卡号|kh|kahao|card no"),
        Field(
            "BANK_ACCOUNT",
            lambda d: f"{d.randrange(10**14, 10**15)}",
            "银行账号|yhzh|yinhangzhanghao|bank account no",
            True,
        ),
        Field("BALANCE", n.amount(0, 900_000), "账户余额|zhye|zhanghuyue|account balance", True),
        Field("CN_MOBILE", cn.mobile, "签约手机号|qysjh|qianyueshouji|signed mobile"),
        Field("CN_ALIPAY", cn.mobile, "支付宝账号|zfbzh|zhifubao|alipay account", True),
        Field("NONE", n.stamp("%Y-%m-%d", 2010, 15), "开户日期|khrq|kaihuriqi|opened on"),
        Field("NONE", n.one_of("正常 冻结 销户 睡眠"), "账户状态|zhzt|zhanghuzhuangtai|acct status"),
        Field("NONE", n.one_of("城东支行 南湖支行 高新支行 营业部"), "开户网点|khwd|wangdian|branch"),
    ),
)
LINES = Kind(
    "入网用户",
    "zh-Hans",
    (
        Field("CN_MOBILE", cn.mobile, "业务号码|ywhm|yewuhaoma|msisdn"),
        Field("ICCID", devices.iccid, "SIM卡ICCID|iccid|iccid|iccid"),
        Field("IMEI", devices.imei, "手机串号|sjch|chuanhao|imei"),
        Field("PERSON", han.name, "机主|jz|jizhu|subscriber"),
        Field("CN_RESIDENT_ID", cn.resident_id(han.CODES), "机主证件|jzzj|jizhuzhengjian|subscriber cert"),
        Field("MAC_ADDRESS", devices.mac, "光猫MAC|gmmac|guangmaomac|modem mac"),
        Field("NONE", n.one_of("59元套餐 129元套餐 流量王 老年卡"), "套餐|tc|taocan|plan"),
        Field("NONE", n.amount(0, 60), "本月流量GB|byll|liuliang|data gb"),
        Field("NONE", n.epoch_ms, "激活时间|jhsj|jihuoshijian|activated ms"),
    ),
)
FANS = Kind(
    "社群会员",
    "zh-Hans",
    (
        Field("WECHAT_OPENID", cn.openid, "微信openid|wxopenid|weixin openid|openid"),
        Field("CN_QQ", cn.qq, "QQ|qqhm|qqhaoma|qq number", True),
        Field("USERNAME", latin.login, "登录名|dlm|dengluming|login name", True),
        Field("EMAIL_ADDRESS", latin.email, "联系邮箱|lxyx|lianxiyouxiang|mail"),
        Field("ADVERTISING_ID", n.md5, "设备OAID|oaid|oaid|oaid", True),
        Field("IP_ADDRESS", devices.ip, "注册IP|zcip|zhuce ip|reg ip"),
        Field("NONE", n.version, "客户端版本|khdbb|kehuduanbanben|client ver"),
        Field("NONE", n.one_of("0 1"), "是否绑定手机|sfbd|bangding|phone bound"),
        Field("NONE", n.whole(1, 40), "会员等级|hydj|dengji|vip level"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(ORDERS, [*styled("words", "short", "camel", "absent"), DIRTY, TINY]),
        *build(ACCOUNTS, [*styled("words", "short", "english", "absent"), DIRTY]),
        *build(LINES, [*styled("words", "short", "absent"), SPARSE]),
        *build(FANS, [*styled("words", "english", "upper", "absent")]),
    ]
