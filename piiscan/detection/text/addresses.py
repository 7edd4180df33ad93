"""Chinese place names grown into addresses: what a model calls several places and numbers is one address."""

from __future__ import annotations

import regex

__all__ = ["grow"]

_NUMBER = r"(?:[0-9A-Za-z]{1,5}(?:[-#][0-9A-Za-z]{1,5}){0,3}|[甲乙丙丁]?[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,4})"
_UNIT = r"(?:号院|號院|号楼|號樓|单元|單元|小区|街坊|[号號楼樓室座层層栋棟幢房户戶弄巷段组組村期区區院门門鄰邻里街路#])"
_BUILDING = r"(?:\p{Han}{2,8}(?:大厦|大廈|花园|花園|小区|广场|廣場|公寓|中心|新村|家园|公馆))"

_tail = regex.compile(rf"[ ,]?(?:(?:{_NUMBER}[ ]?{_UNIT})|{_BUILDING}(?=[ ]?{_NUMBER}[ ]?{_UNIT}))")
_area = regex.compile(
    r"自治[区州县]|地区|海域|半岛|群岛|大陆|高原|盆地|平原|山脉|运河|火车站|机场|大桥|教堂|省(?!级|委|内|教|政)"
)
"""The word for a kind of place, behind its name."""

_last = regex.compile(r"(?:之[0-9]{1,3}|[0-9]{1,4}(?:-[0-9]{1,4}){0,2})(?![0-9A-Za-z\p{Han}])")
_door = regex.compile(rf"{_NUMBER}[ ]?(?:号|號|弄|室|栋|棟|幢|楼|樓|座|单元|單元|#)")


def grow(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """Start, end, and whether it is an address (it holds a door, building or lane number), for each stretch.

    `places`: sorted ranges that a model calls places. Those that touch are joined; what follows is added as
    long as it is a number with a unit (`12号楼3单元`), a building before one, or a bare room number at the end.
    """
    grown: list[tuple[int, int, bool]] = []
    for start, end in places:
        if grown and start <= grown[-1][1]:
            start = grown.pop()[0]
        area = _area.match(text, end)
        end = _extend(text, area.end() if area else end)
        grown.append((start, end, bool(_door.search(text, start, end))))
    return grown


def _extend(text: str, end: int) -> int:
    at = end
    while tail := _tail.match(text, at):
        at = tail.end()
    last = _last.match(text, at) if at > end else None
    return last.end() if last else at
