"""The raw material of canaries: places, surnames and syllables.

Given names are made of characters that are rare in running text, and Latin names of syllables that form no
word, so that a canary found in an output came from the input.
"""

from __future__ import annotations

# Area codes of GB/T 2260 with their places.
AREAS = {
    110101: "北京市东城区",
    110108: "北京市海淀区",
    120101: "天津市和平区",
    130102: "河北省石家庄市长安区",
    210102: "辽宁省沈阳市和平区",
    310101: "上海市黄浦区",
    310104: "上海市徐汇区",
    320102: "江苏省南京市玄武区",
    330106: "浙江省杭州市西湖区",
    340104: "安徽省合肥市蜀山区",
    350102: "福建省福州市鼓楼区",
    370102: "山东省济南市历下区",
    410105: "河南省郑州市金水区",
    420106: "湖北省武汉市武昌区",
    430102: "湖南省长沙市芙蓉区",
    440106: "广东省广州市天河区",
    440305: "广东省深圳市南山区",
    500103: "重庆市渝中区",
    510104: "四川省成都市锦江区",
    610113: "陕西省西安市雁塔区",
}
MOBILE_PREFIXES = [*range(130, 134), *range(135, 140), 150, 151, 152, 158, 159, 177, 180, 186, 188, 189]
BANK_PREFIXES = [622202, 622848, 621700, 621661, 622588, 625904]
PLATE_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
    "程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
)
RARE_CHARACTERS = (
    "翀昉琤珺铖烜煊晞旸暄昳珩琮璟瑄珅玥琬琰瑗瑾璇璐璠璞瓒祎祺禛禧翊"
    "翎翥翾芃芊芮苡茗荃荻莀菡萱葳蓁蓥蔚蕤薏藜蘅衎衍裎訸诩谖谌谡豫赟"
    "轾辂逖逦遄邈郃郜鄞钰钲铄铮铿锴锵镕镒闳阗隽雯霁霏霖霭靖韬韫韶颀"
    "颖颢飏飒飖馥骁骋骐骥鸢鸾鹍麒黛黻鼐"
)
GIVEN_NAMES = """
    Alaric Bettina Cosima Dorian Elspeth Fabian Gwendolyn Hadrian Imelda Jocasta Kasimir Leopold Marguerite
    Nadezhda Octavia Percival Quentin Rosamund Sigmund Theodora Ulrika Valentin Wilhelmina Xanthe Yolanda
"""
SYLLABLES = """
    bram brul cald corv dask drem dulth fask fenz ferd galt gorv grud halm hesk jarv jolm kesh kolv kurd lask
    lorv merk mulv nask nerv olth orsk palk perv prun quar rask rind rulk salk skor strem talv tesk thorv tulm
    ulsk vald vesk vorn vrel walk wend wulth yarv yelk zand zelv zorn
"""
FAMILY_ENDINGS = "an berg by en er field ides ing ley man ov sen ska son ton vik"
