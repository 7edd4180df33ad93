"""Chinese organisations, addresses and names, from the words that a model tags."""

from __future__ import annotations

import pytest

from piiscan.detection.text.addresses import grow
from piiscan.detection.text.chinese_names import is_place, persons
from piiscan.detection.text.lac import Word, simplified
from piiscan.detection.text.organisations import grow_organisations, served


def span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


@pytest.mark.parametrize(
    ("text", "place", "whole"),
    [
        ("任云州省土木学会理事", "云州省", "云州省土木学会"),
        ("在云州第三机床厂工作", "云州", "云州第三机床厂"),
        ("现任云州高速董事", "云州", "云州高速"),
        ("云州的高速", "云州", None),
        ("任云州省审计与会计专家委员会委员", "云州省", "云州省审计与会计专家委员会"),
        ("在云州有线电厂上班", "云州", "云州有线电厂"),
        ("来自云州的公司", "云州", None),
        ("到云州找一家银行", "云州", None),
        ("这家云州公司", "云州", None),
    ],
)
def test_a_place_may_begin_an_organisation(text: str, place: str, whole: str | None) -> None:
    found = grow_organisations(text, [span(text, place)], [])
    assert [text[a:b] for a, b in found] == ([whole] if whole else [])


def test_a_firm_has_its_brackets_and_its_form() -> None:
    text = "曾任云重(集团)有限公司副总经理"
    assert [text[a:b] for a, b in grow_organisations(text, [], [span(text, "云重")])] == ["云重(集团)有限公司"]


def test_a_department_belongs_to_its_school() -> None:
    text = "曾在云州大学财金系任教"
    assert [text[a:b] for a, b in grow_organisations(text, [], [span(text, "云州大学")])] == ["云州大学财金系"]
    assert grow_organisations("请云州大学联系我", [], [(1, 5)]) == [(1, 5)]


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("曾任重汽技术中心副主任,化肥中心经理", ["重汽技术中心", "化肥中心"]),
        ("现任本公司董事", []),
        ("某上市公司经理", []),
        ("去了一家公司", []),
    ],
)
def test_who_has_officers_is_an_organisation(text: str, firms: list[str]) -> None:
    assert [text[a:b] for a, b in served(text)] == firms


@pytest.mark.parametrize("whole", ["云州自治区", "云州省", "云州海域"])
def test_a_place_has_its_kind(whole: str) -> None:
    assert grow(f"{whole}的天气", [(0, 2)]) == [(0, len(whole), False)]


@pytest.mark.parametrize(
    ("text", "told", "name"),
    [
        ("曹国其先生说", "曹国", "曹国其"),
        ("欧阳修文经理来了", "欧阳", "欧阳修文"),
        ("古丽娜·买买提称", "古丽娜·", "古丽娜·买买提"),
        ("李明副经理来了", "李明", "李明"),
    ],
)
def test_a_courtesy_shows_where_a_name_ends(text: str, told: str, name: str) -> None:
    assert [text[a:b] for a, b in persons(text, [Word(*span(text, told), "PER")])] == [name]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("他回到了基利缪尔", "基利缪尔", True),
        ("警察在塞尔利亚抓人", "塞尔利亚", True),
        ("来自王小明的电话", "王小明", False),
        ("在亚历山德的建议下", "亚历山德", False),
    ],
)
def test_verbs_of_motion_lead_to_places(text: str, name: str, place: bool) -> None:
    assert is_place(text, *span(text, name)) is place


def test_simplified_text_keeps_its_offsets() -> None:
    text = "臺灣的陳小姐１２３"
    assert len(simplified(text)) == len(text)
    assert simplified(text).endswith("陈小姐123")
