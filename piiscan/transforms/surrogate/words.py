"""Words that surrogates are put together from, by place: no list may ever change, or surrogates would.

All are common words of general knowledge; none stands for a person. The packs' gazetteers know the names.
"""

from __future__ import annotations

import polars as pl

__all__ = [
    "COMPOUND",
    "FEMALE",
    "FEMALE_HAN",
    "FEMALE_WEST",
    "MALE",
    "MALE_HAN",
    "MALE_WEST",
    "SURNAMES",
    "SURNAMES_HAN",
    "TRADES",
    "TRADES_HAN",
    "TRUNKS",
    "TRUNKS_HAN",
    "picked",
]

SURNAMES_HAN = tuple(
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
COMPOUND = ("欧阳", "司马", "诸葛", "上官", "慕容", "夏侯", "皇甫", "尉迟")
MALE_HAN = tuple("伟强磊军勇杰涛明超刚平辉鹏飞鑫波斌宇浩凯健俊帆建国志博海东旭宏峰晨瑞轩亮振坤松")
FEMALE_HAN = tuple("芳娜敏静丽艳娟霞秀玲燕红梅萍丹颖雪琳慧婷佳倩洁莹欣怡雨晴思梦瑶诗涵语嫣蓉兰珍薇")
MALE_WEST = ("艾力", "库尔班", "吐尔逊", "艾山", "买买提", "阿迪力", "伊力亚", "亚森")
FEMALE_WEST = ("古丽", "热依汗", "玛依拉", "帕丽达", "祖丽", "阿孜古", "茹仙", "迪丽")

MALE = tuple(
    "Adam Albert Andrew Anthony Arthur Benjamin Bruno Carl Charles Christopher Daniel David Dennis Dominic Edward"
    " Eric Felix Francis Frank George Gerald Gordon Graham Harold Harry Henry Howard Hugo Ian Jacob James Jason"
    " Jeremy John Jonathan Joseph Kenneth Kevin Lawrence Leonard".split()
)
FEMALE = tuple(
    "Abigail Alice Amanda Amy Andrea Angela Anna Audrey Barbara Beatrice Carol Catherine Charlotte Christine Clara"
    " Claire Deborah Diana Donna Dorothy Eleanor Elizabeth Emily Emma Eva Florence Frances Grace Hannah Helen Irene"
    " Isabella Jane Janet Jennifer Jessica Joan Julia Karen Laura".split()
)
SURNAMES = tuple(
    "Adams Allen Anderson Baker Barnes Bell Bennett Brooks Brown Butler Campbell Carter Clark Coleman Collins Cook"
    " Cooper Cox Davis Edwards Evans Fisher Foster Gibson Graham Gray Green Griffin Hall Hamilton Harris Harrison"
    " Hayes Henderson Hill Howard Hughes Hunt Jackson Jenkins Johnson Jones Jordan Kelly Kennedy King Lewis Long"
    " Marshall Martin Mason Miller Mitchell Moore Morgan Morris Murphy Murray Myers Nelson Owens Palmer Parker"
    " Patterson Perry Peterson Phillips Porter Powell Price Reed Reynolds Rice Richardson Roberts Robinson Rogers"
    " Ross Russell Sanders Scott Simmons Simpson Smith Spencer Stephens Stevens Stewart Stone Sullivan Taylor"
    " Thomas Thompson Tucker Turner Walker Wallace Ward Washington Watson Webb Wells West White Williams Wilson"
    " Wood Wright Young".split()
)

TRUNKS_HAN = tuple("望清云霁晴澄岚澜泓沐栖枫桐梓榆柏槐棠蕙芷蘅蔚荻芦苇鹭鹤鸢雁翎砚墨笙箫瑾琮璟珩曦昕")
"""Characters that names of roads and firms are made of, two at a time."""
TRADES_HAN = ("科技", "贸易", "商贸", "实业", "网络", "物流", "文化", "咨询", "电子", "建材")
TRUNKS = tuple(
    "Alder Amber Ash Aspen Birch Briar Cedar Clover Cypress Elder Fern Hazel Heather Holly Ivy Juniper Larch Laurel"
    " Linden Maple Moss Myrtle Oak Olive Pine Poplar Rowan Sage Spruce Willow".split()
)
TRADES = ("Trading", "Logistics", "Systems", "Consulting", "Foods", "Media", "Textiles", "Tools", "Supplies", "Labs")


def picked(words: tuple[str, ...], place: pl.Expr) -> pl.Expr:
    """The word in each place, counted on from the beginning where the list ends."""
    return pl.lit(pl.Series(words, dtype=pl.String)).gather(place % len(words))
