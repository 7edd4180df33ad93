"""Chinese words of the held-out half: surnames, characters of given names, places, firms, goods."""

from __future__ import annotations

from tests.quality.tables import Dice

# In rough order of frequency; compound ones last.
_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷黎史龙陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康"
    "易乔赖文施洪辛柯庄温牛樊葛邢安齐伍庞颜倪聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单"
    "裴霍涂成苗谷曲盛冉翁蓝路游靳辜管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤时阳穆农司古吉缪车项连芦卜"
)
_COMPOUND = "欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 端木 尉迟 慕容"
SURNAMES = (*_SINGLE, *_COMPOUND.split())
GIVEN = (
    "伟芳娜敏静丽强磊军洋艳勇娟涛明超秀霞平刚桂兰英华玉萍红玲芬燕彬凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍"
    "贞莉建国志文辉力永健世广义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞富顺信子杰峰松柏涵宇轩泽浩宸睿晨博远航"
    "诗雅梓萱一诺思琪若曦雨桐可馨欣妍语嫣依婷悦舒婉清瑶墨天佑皓宏承煜烨霖钰锦程凯翔俊熙子涵铭昊奕辰楠"
)
_MINORITY = (
    "阿卜杜拉 热依拉 穆合塔尔 努尔比亚 古丽仙 艾尼瓦尔 吾买尔 帕孜丽娅 买合木提 才让 卓玛 扎西 巴特尔 乌云".split()
)
AREAS = {
    110106: "北京市丰台区",
    120101: "天津市和平区",
    130102: "河北省石家庄市长安区",
    140105: "山西省太原市小店区",
    150102: "内蒙古自治区呼和浩特市新城区",
    210102: "辽宁省沈阳市和平区",
    230102: "黑龙江省哈尔滨市道里区",
    310101: "上海市黄浦区",
    320205: "江苏省无锡市锡山区",
    330203: "浙江省宁波市海曙区",
    340104: "安徽省合肥市蜀山区",
    350203: "福建省厦门市思明区",
    350502: "福建省泉州市鲤城区",
    370102: "山东省济南市历下区",
    410302: "河南省洛阳市老城区",
    420106: "湖北省武汉市武昌区",
    430202: "湖南省株洲市荷塘区",
    440106: "广东省广州市天河区",
    440402: "广东省珠海市香洲区",
    460106: "海南省海口市龙华区",
    510703: "四川省绵阳市涪城区",
    520102: "贵州省贵阳市南明区",
    610113: "陕西省西安市雁塔区",
    620102: "甘肃省兰州市城关区",
    640104: "宁夏回族自治区银川市兴庆区",
    650102: "新疆维吾尔自治区乌鲁木齐市天山区",
}
CODES = list(AREAS)
_ROADS = (
    "延安 复兴 淮海 解放 工农 光明 友谊 胜利 团结 育才 振兴 迎宾 朝阳 青年 红旗 文昌 凤凰 玉泉 沿江 环城 麒麟 天山 北斗"
).split()
_WAYS = "路 路 大道 街 北路 南路 东街 西街 巷 一路".split()
_VILLAGES = "李家村 石桥镇大湾村 青山乡柳树屯 白马镇双河村 新桥街道丰收社区 高台乡红岩村".split()
FIRM_WORDS = (
    "宏达 瑞丰 恒信 天成 联创 博远 金盾 华源 中科 优品 长青 海纳 鼎盛 百川 同济 智汇 启航 锐捷 永固 和顺".split()
)
FIRM_KINDS = (
    "贸易有限公司 建材有限责任公司 信息技术有限公司 食品股份有限公司 物流有限公司 医疗器械有限公司 商行".split()
)
GOODS = (
    "王老吉凉茶,雷蛇键盘,金丝楠木手串,白玉兰床单,马蹄莲花束,黄焖鸡料理包,高山云雾茶,李锦记蚝油,田七牙膏,石英挂钟,"
    "熊猫奶糖,安踏跑鞋,云南白药喷雾,陆虎皮带,唐三彩摆件,梅花鹿玩偶,江豚公仔,万向轮箱包,蓝月亮洗衣液,叶绿素牙线,"
    "龙须酥,施华水晶杯,孙悟空手办,秦川牛肉干,毛尖茶叶,程控电源,汤臣鱼油,苏打饼干,关公木雕,时光相框,钱江啤酒"
)
JOBS = "工程师 店长 讲师 厨师 保安 美容师 快递员 设计师 项目经理 统计员 电工 焊工 药剂师 编辑 文员 公务员"
NATIONS = "汉 汉 汉 汉 汉 汉 回 满 土家 彝 侗 瑶 朝鲜 白 哈萨克 黎 傣".split()


def surname(d: Dice) -> str:
    """Common ones often, rare ones seldom."""
    return SURNAMES[min(int(d.expovariate(1 / 45)), len(SURNAMES) - 1)]


def given(d: Dice) -> str:
    return "".join(d.sample(GIVEN, 1 + (d.random() < 0.75)))


def name(d: Dice) -> str:
    if d.random() < 0.02:
        return "·".join(d.sample(_MINORITY, 2))
    return surname(d) + given(d)


def place(d: Dice) -> str:
    return AREAS[d.choice(CODES)]


def road(d: Dice) -> str:
    return d.choice(_ROADS) + d.choice(_WAYS)


def address(d: Dice) -> str:
    if d.random() < 0.15:
        return f"{place(d)}{d.choice(_VILLAGES)}{d.randrange(1, 20)}组{d.randrange(1, 200)}号"
    house = f"{d.randrange(1, 2000)}{d.choice(('号', f'号{d.randrange(1, 30)}幢', f'弄{d.randrange(1, 99)}号'))}"
    return f"{place(d)}{road(d)}{house}{d.randrange(101, 2404)}室"


def firm(d: Dice) -> str:
    city = place(d).split("省")[-1].split("市")[0].split("区")[-1]
    return city + d.choice(FIRM_WORDS) + d.choice(FIRM_KINDS)
