"""Chinese names of persons: where they end, and which of those that a model calls persons are places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from piiscan.detection import packs
from piiscan.detection.text.lac import Word

__all__ = ["is_place", "persons", "surnames"]

_code = regex.compile("[0-9@_/]|[A-Z]{4}")
_COURTESY = "先生|女士|小姐|同学|老师|经理|主任|医生|律师|师傅|教授|总监"
_GIVEN = r"[^\P{Han}的和与及副总大老的家]"

_polite = regex.compile(rf"{_GIVEN}{{1,2}}(?=(?:{_COURTESY}))")
_polite_one = regex.compile(rf"{_GIVEN}(?=(?:先生|女士|小姐))")
_pointed = regex.compile(r"·?\p{Han}{1,6}?(?=[^\p{Han}]|$|[说称的在是和与及向对])")

_to = regex.compile(r"(?:位于|前往|抵达|到达|来自|回到了?|穿过|途经|飞往|驶往|迁往|移居|定居于?|[下一]站是|部分)$")
_at = regex.compile(r"(?:地区|省|市|县|州|大陆|半岛|境内|海岸|殖民|以[东南西北])")
_said = regex.compile(r"的(?:信|电|邮|消息|宣言|问候|声明|礼物|邀请|帮助|订单|投诉)")
_within = regex.compile(r"(?<!正|现|实)在$")


def persons(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Persons; those with a blank or point between them are one (`John Smith`), and a courtesy shows where a name
    ends. What the model calls a person is a code if it holds a digit."""
    joined: list[tuple[int, int]] = []
    for word in words:
        if word.tag != "PER" or _code.search(text, word.start, word.end):
            continue
        touches = joined and text[joined[-1][1] : word.start] in ("", " ", "·", ". ")
        joined.append((joined.pop()[0] if touches else word.start, word.end))
    return [(start, _ended(text, start, end)) for start, end in joined]


def _ended(text: str, start: int, end: int) -> int:
    if text[end - 1] == "·" or text[end : end + 1] == "·":
        rest = _pointed.match(text, end)
    elif text[start:end] in surnames():
        rest = _polite.match(text, end)
    else:
        rest = _polite_one.match(text, end) if end - start == 2 and text[start] in surnames() else None
    return rest.end() if rest else end


def is_place(text: str, start: int, end: int) -> bool:
    """Whether the words on either side make a place of a name that begins with no Chinese surname."""
    if "·" in text[start:end] or (end - start < 4 and text[start] in surnames()):
        return False
    before = max(0, start - 4)
    if _at.match(text, end) or (_to.search(text, before, start) and not _said.match(text, end)):
        return True
    return end - start > 2 and text[end : end + 1] != "的" and bool(_within.search(text, before, start))


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames, single and compound, both scripts."""
    return frozenset(" ".join(packs.lexicon("cn/", "surnames")).split())
