"""Chinese organisations grown to their ends: what a model calls a place or half a name is often the head of one.

`湖南省` and `土木学会` are one society, `大连重工`, `（集团）` and `有限公司` one firm. A name ends
in the word for its kind; words of grammar and of office (`的`, `任`, `总`) end it before.
"""

from __future__ import annotations

import regex

__all__ = ["grow_organisations", "served"]

_KIND = (
    "有限责任公司|股份有限公司|有限公司|分公司|子公司|总公司|公司|集团|银行|支行|分行|营业部|营业厅|工厂|厂|矿|学会|协会|商会|联合会|委员会"
    "|理事会|改善会|基金会|研究会|法院|检察院|派出所|公安局|医院|卫生院|诊所|大学|学院|中学|小学|幼儿园|研究所|研究院|设计院|事务所|办事处|工作站"
    "|博物馆|图书馆|管理局|总局|电视台|出版社|报社|杂志社|大酒店|酒店|饭店|宾馆|旅馆|餐厅|剧院|体育馆|书店|药店|商场|超市|俱乐部|服务中心|中心|政府|部队|军队|乐队|交易市场|合作社|重工|电厂"
)
_STOP = (
    "的了在是和与及或有到被把从向给让就都也还又很不没等这那我你他她它们吗呢吧任兼历曾"
    "现总副董监经主长后前年月日至于去来请说问找住为对由将"
)
_WORD = rf"(?:有(?=[线色机])|[^\P{{Han}}{_STOP}])"
_OFFICE = "董事|监事|总经理|副总|首席|财务|独立|总裁|总监|法定代表人"
_TRADE = (
    "高速|制药|医药|通讯|通信|电子|电气|科技|软件|网络|股份|电力|能源|实业|化工|汽车|地产|置业|证券|保险|信托|传媒|物流|航空|钢铁|水泥|生物|环保|机械"
    "|食品|纺织|投资|建设|矿业|石化"
)
_SOCIETY = "委员会|学会|协会|研究会|理事会|联合会|商会"

_rest = regex.compile(rf"(?:\(\p{{Han}}{{2,6}}\))?{_WORD}{{0,12}}?(?:{_KIND})(?!{_WORD}{{0,2}}(?:路|街|站))")
_POST = (
    rf"{_OFFICE}|经理|主任|院长|所长|厂长|校长|行长|局长|处长|科长|会长|书记|教授|讲师|研究员|委员|会员|理事|秘书长|工程师|会计师|顾问|主席"
    "|执行|常务|主管|助理|合伙人|律师|会计|职员|员工|工作"
)
_GENERIC = "本|该|某|各|上市|母|子|分|总|控股|全资|国有|民营|外资|合资|大型|知名|著名|所属|下属|有关|相关|其他|另一"
_served = regex.compile(
    rf"(?:^|[,、;。:)\s任在于入到自及和与兼为])(?P<name>(?!(?:{_GENERIC})){_WORD}{{2,16}}?(?:{_KIND}){{1,2}})(?=副?(?:{_POST}))"
)
_traded = regex.compile(rf"{_WORD}{{0,4}}?(?:{_TRADE})(?={_OFFICE})")
_society = regex.compile(rf"\p{{Han}}{{2,20}}?(?:{_SOCIETY})(?=委员|会员|理事|会长|副|主任|常务|秘书|成员|专家|主席)")
_school = regex.compile(rf"(?<=大学|学院){_WORD}{{1,6}}?(?<![联关体])系(?![统列数])")
_more = regex.compile(rf"{_WORD}{{0,8}}?(?:{_KIND}|系)(?!\p{{Han}}?[路街站])")


def grow_organisations(
    simplified: str, places: list[tuple[int, int]], firms: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Start and end of every organisation: `firms` as far as they go, and `places` that turn out to begin
    one; a firm of a place (`韩国公司`) names none."""
    grown: list[tuple[int, int]] = []
    for start, end in sorted([*firms, *places]):
        if grown and start < grown[-1][1]:
            continue
        further = _extended(simplified, end)
        if (start, end) in firms or (further > end and simplified[end:further] != "公司"):
            grown.append((start, further))
    return grown


def served(simplified: str) -> list[tuple[int, int]]:
    """Start and end of the organisations that somebody holds an office in: `任…学会理事`."""
    return [match.span("name") for match in _served.finditer(simplified)]


def _extended(text: str, end: int) -> int:
    found = next(filter(None, (form.match(text, end) for form in (_rest, _school, _society, _traded))), None)
    while found and found.end() > end:
        end = found.end()
        found = _more.match(text, end)
    return end
