"""Words of the train half: pools that Faker fills, and lists of places, posts and goods."""

from __future__ import annotations

from functools import cache

from faker import Faker

from tests.quality.tables import Dice, Make

AREAS = {
    110102: "北京市西城区",
    110108: "北京市海淀区",
    120104: "天津市南开区",
    130203: "河北省唐山市路北区",
    210202: "辽宁省大连市中山区",
    220102: "吉林省长春市南关区",
    310104: "上海市徐汇区",
    310115: "上海市浦东新区",
    320102: "江苏省南京市玄武区",
    320583: "江苏省昆山市",
    330106: "浙江省杭州市西湖区",
    330302: "浙江省温州市鹿城区",
    350102: "福建省福州市鼓楼区",
    360102: "江西省南昌市东湖区",
    370202: "山东省青岛市市南区",
    410105: "河南省郑州市金水区",
    420502: "湖北省宜昌市西陵区",
    430102: "湖南省长沙市芙蓉区",
    440305: "广东省深圳市南山区",
    440604: "广东省佛山市禅城区",
    450302: "广西壮族自治区桂林市秀峰区",
    500112: "重庆市渝北区",
    510104: "四川省成都市锦江区",
    530102: "云南省昆明市五华区",
    610102: "陕西省西安市新城区",
}
CODES = list(AREAS)
_ESTATES = "锦绣花园 万科城 碧桂园 金地名京 龙湖春江 保利香槟 中海国际 恒大绿洲 阳光水岸 世纪新城".split()
_TW_PLACES = (
    "臺北市中山區 臺北市文山區 新北市三重區 新北市新店區 桃園市龜山區 臺中市北屯區 臺南市安平區 高雄市左營區".split()
)
_HK_PLACES = (
    "九龍深水埗 香港北角英皇道 新界屯門屯喜路 九龍油麻地上海街 香港筲箕灣道 新界元朗青山公路 九龍長沙灣道".split()
)
US_CITIES = (
    "Chicago,Houston,Phoenix,Dallas,Seattle,Denver,Boston,Nashville,Portland,Memphis,Baltimore,Tucson,Omaha,Tampa"
)
JOBS = "销售经理 软件工程师 会计 行政专员 客服代表 产品经理 司机 仓库管理员 人事主管 法务 护士 教师 出纳 质检员"
JOBS_EN = "Sales Manager,Software Engineer,Accountant,Nurse,Analyst,Recruiter,Electrician,Driver,Paralegal,Designer"
DEPARTMENTS = "销售部 市场部 技术部 财务部 人力资源部 采购部 生产部 客服中心 法务部"
COURIERS = "顺丰速运 中通快递 圆通速递 韵达快递 京东物流 极兔速递"
GOODS = (
    "白云山板蓝根颗粒,黄金搭档维生素片,高露洁牙膏,马应龙麝香膏,金龙鱼调和油,方太油烟机,石榴汁礼盒,夏普液晶电视,"
    "安慕希酸奶,康师傅红烧牛肉面,江小白白酒,林氏木业沙发,罗技无线鼠标,宁夏枸杞,熊猫炼乳,雷神笔记本,孔府家酒,"
    "童年记坚果,单反相机包,石头扫地机器人,花王纸尿裤,白象方便面,公牛插座,关东煮汤料,温碧泉面膜,谷粒多燕麦奶"
)


@cache
def pool(locale: str, kind: str, count: int = 700) -> tuple[str, ...]:
    """`count` words of one kind from Faker, always the same."""
    fake = Faker(locale)
    fake.seed_instance(f"{locale} {kind}")
    return tuple(str(getattr(fake, kind)()).replace("\n", ", ") for _ in range(count))


def drawn(locale: str, kind: str) -> Make:
    return lambda d: d.choice(pool(locale, kind))


def address(d: Dice) -> str:
    road, estate = d.choice(pool("zh_CN", "street_name")), d.choice(_ESTATES)
    door = f"{d.randrange(1, 40)}号楼{d.randrange(1, 6)}单元{d.randrange(101, 2804)}室"
    return f"{AREAS[d.choice(CODES)]}{road}{d.randrange(1, 900)}号{estate}{door}"


def tw_address(d: Dice) -> str:
    road = d.choice(pool("zh_TW", "street_name"))
    return f"{d.choice(_TW_PLACES)}{road}路{d.randrange(1, 400)}號{d.randrange(2, 16)}樓"


def hk_address(d: Dice) -> str:
    return f"{d.choice(_HK_PLACES)}{d.randrange(1, 700)}號{d.randrange(1, 40)}樓{d.choice('ABCDEFGH')}室"


def us_address(d: Dice) -> str:
    street = d.choice(("St", "Ave", "Blvd", "Lane", "Dr", "Court", "Road"))
    unit = d.choice(("", "", "", f" Apt {d.randrange(1, 90)}", f", Unit {d.randrange(1, 40)}"))
    return f"{d.randrange(10, 9900)} {d.choice(pool('en_US', 'last_name'))} {street}{unit}"


def full_us_address(d: Dice) -> str:
    state = d.choice("IL TX AZ WA CO MA TN OR CA NY".split())
    return f"{us_address(d)}, {d.choice(US_CITIES.split(','))}, {state} {d.randrange(10_001, 98_000)}"


def email(d: Dice) -> str:
    first, last = d.choice(pool("en_US", "first_name")), d.choice(pool("en_US", "last_name"))
    host = d.choice(("example.com", "mail.example.org", "example.net"))
    return f"{first}{d.choice(('.', '_', ''))}{last}{d.choice(('', str(d.randrange(1, 99))))}@{host}".lower()


def qq_email(d: Dice) -> str:
    return f"{d.randrange(10_000_000, 3_000_000_000)}@qq.example.com"


def username(d: Dice) -> str:
    first = d.choice(pool("en_US", "first_name")).lower()
    return d.choice((f"{first}{d.randrange(1000)}", f"{first}_{d.choice(pool('en_US', 'last_name')).lower()}"))


def nation(d: Dice) -> str:
    return d.choices("汉族 回族 满族 壮族 维吾尔族 苗族 藏族 蒙古族".split(), (60, 4, 4, 4, 3, 3, 2, 2))[0]


def sex(d: Dice) -> str:
    return "男" if d.male else "女"
