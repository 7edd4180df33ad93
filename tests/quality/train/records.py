"""Calls, waybills, users of an app, visits to a site, homes: tables that name people beside what they do."""

from __future__ import annotations

from tests.quality.labels import PAID
from tests.quality.numbers import accounts, devices
from tests.quality.numbers import mainland as cn
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled
from tests.quality.train import words as w

CALLS = Kind(
    "通话详单",
    "zh-Hans",
    (
        Field("NONE", n.uuid, "话单ID|hdid|huadanid|cdr id"),
        Field("CN_MOBILE", cn.mobile, "主叫号码|zjh|zhujiaohaoma|caller number"),
        Field("CN_MOBILE", cn.mobile, "被叫号码|bjh|beijiaohaoma|callee number"),
        Field("IMEI", devices.imei, "终端IMEI|imei|imei|imei"),
        Field("IMSI", devices.imsi, "用户IMSI|imsi|imsi|imsi"),
        Field("NONE", n.epoch_ms, "开始时间戳|kssj|kaishishijian|start ts"),
        Field("NONE", n.whole(1, 3600), "时长(秒)|sc|shichang|duration sec"),
        Field("NONE", n.one_of("本地 国内漫游 国际漫游"), "漫游类型|mylx|manyouleixing|roam type"),
        Field(PAID, n.amount(0, 30), "通话费|thf|tonghuafei|call fee"),
    ),
)
WAYBILLS = Kind(
    "快递运单",
    "zh-Hans",
    (
        Field("NONE", lambda d: f"SF{d.randrange(10**12, 10**13)}", "运单号|ydh|yundanhao|waybill no"),
        Field("PERSON", w.drawn("zh_CN", "name"), "收件人|sjr|shoujianren|receiver name"),
        Field("CN_MOBILE", cn.mobile, "收件人手机|sjrsj|shoujianrenshouji|receiver mobile"),
        Field("CN_ADDRESS", w.address, "收件地址|sjdz|shoujiandizhi|receiver addr"),
        Field("CN_POSTAL_CODE", cn.postal_code, "邮编|yb|youbian|zip code", True),
        Field("PERSON", w.drawn("zh_CN", "name"), "寄件人|jjr|jijianren|sender name"),
        Field("NONE", n.one_of(w.GOODS, ","), "物品名称|wpmc|wupinmingcheng|goods name"),
        Field("NONE", n.amount(0.1, 30), "重量(kg)|zl|zhongliang|weight kg"),
        Field("NONE", n.one_of(w.COURIERS), "承运商|cys|chengyunshang|carrier"),
        Field("CN_PLATE", cn.plate, "派送车牌号|cph|chepaihao|plate no"),
        Field("NONE", n.stamp("%Y-%m-%d %H:%M"), "揽收时间|lssj|lanshoushijian|picked up at"),
    ),
)
USERS = Kind(
    "app用户",
    "zh-Hans",
    (
        Field("PERSON_ID", n.sequence(1_000_501, 9), "用户ID|yhid|yonghuid|user id", True),
        Field("WECHAT_OPENID", cn.openid, "openid|openid|weixinopenid|wx openid"),
        Field("CN_WECHAT_ID", cn.wechat, "微信号|wxh|weixinhao|wechat", True),
        Field("CN_QQ", cn.qq, "QQ号|qq|qqhao|qq no", True),
        Field("EMAIL_ADDRESS", w.qq_email, "邮箱|yx|youxiang|e mail"),
        Field("CN_MOBILE", cn.mobile, "绑定手机|bdsj|bangdingshouji|phone num"),
        Field("ADVERTISING_ID", devices.advertising_id, "广告标识IDFA|idfa|idfa|idfa", True),
        Field("IP_ADDRESS", devices.ip, "最后登录IP|ip|denglu ip|last login ip"),
        Field("PASSWORD_HASH", accounts.bcrypt, "登录密码|mm|mima|password"),
        Field("NONE", n.version, "应用版本|bb|banben|app version"),
        Field("NONE", n.one_of("1 0"), "手机已验证|yz|yanzheng|phone verified"),
        Field("NONE", n.one_of("ios android harmony"), "系统类型|xtlx|xitongleixing|os type"),
    ),
)
VISITS = Kind(
    "access_log",
    "en",
    (
        Field("NONE", n.uuid, "request id"),
        Field("IP_ADDRESS", devices.ip, "client ip|remote addr"),
        Field("NONE", n.stamp("%Y-%m-%dT%H:%M:%SZ"), "timestamp|ts"),
        Field("NONE", n.one_of("GET POST PUT DELETE HEAD"), "method|mthd"),
        Field("NONE", n.one_of("200 304 404 500 302 403"), "status code|sts"),
        Field("NONE", n.whole(120, 90_000), "response bytes|bytes sent"),
        Field("NONE", n.amount(0.001, 4), "latency s|rt"),
        Field("USERNAME", w.username, "username|usr nm", True),
        Field("NONE", n.one_of("/ /cart /search /products/1024 /help /login /api/v2/items"), "path|uri stem"),
        Field("NONE", n.md5, "etag|etag hash"),
    ),
)
HOMES = Kind(
    "房产登记",
    "zh-Hans",
    (
        Field("PERSON", w.drawn("zh_CN", "name"), "产权人|cqr|chanquanren|owner name"),
        Field("CN_RESIDENT_ID", cn.resident_id(w.CODES), "产权人证件号|zjh|zhengjianhao|owner cert no"),
        Field("CN_REAL_ESTATE_CERT", cn.real_estate_cert, "不动产权证号|bdczh|budongchanquanzheng|property cert no"),
        Field("CN_ADDRESS", w.address, "房屋坐落|fwzl|fangwuzuoluo|house location"),
        Field("NONE", n.amount(35, 260), "建筑面积|jzmj|jianzhumianji|area sqm"),
        Field("NONE", n.one_of("住宅 商铺 车位 办公"), "用途|yt|yongtu|usage"),
        Field("NONE", n.stamp("%Y年%m月%d日", 2012, 12), "登记日期|djrq|dengjiriqi|register date"),
        Field("CN_MOBILE", cn.mobile, "业主电话|yzdh|yezhudianhua|owner tel"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(CALLS, [*styled("words", "english", "absent"), SPARSE, DIRTY]),
        *build(WAYBILLS, [*styled("words", "short", "second", "absent"), DIRTY, TINY]),
        *build(USERS, [*styled("words", "camel", "upper", "absent"), SPARSE]),
        *build(VISITS, styled("words", "camel", "title", "absent")),
        *build(HOMES, [*styled("words", "short"), DIRTY, TINY]),
    ]
