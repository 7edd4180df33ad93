"""generalize: cells of a grid, lists of one's own, postal codes; what is not read becomes null."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import PlanError
from piiscan.transforms import build
from piiscan.transforms.generalize import FORMS
from piiscan.transforms.generalize.ladders import _LADDERS, ladder
from piiscan.transforms.listing import digest_of
from tests.transforms.cases import DISEASES, HIERARCHY, Case, masked


def generalized(value: str, entity: str = "PERSON", **parameters: object) -> str | None:
    return masked(Case("generalize", parameters, entity=entity), [value])[0]


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_written_as_it_is_called(name: str) -> None:
    assert FORMS[name].__dataclass_fields__["to"].default == name


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("31.2304,121.4737", "31.2,121.4"),
        ("(31.2304; 121.4737)", "31.2,121.4"),
        ("31.2,121.4", "31.2,121.4"),
        ("31.199999, 121.399999", "31.1,121.3"),
        ("-0.01 0.01", "-0.1,0.0"),
        ("121.4737", "121.4"),
        ("-33.86", "-33.9"),
        ("３１.２３，１２１.４７", "31.2,121.4"),
        ("91,20", None),
        ("20,181", None),
        ("181", None),
        ("31.2,121.4,5", None),
        ("Shanghai", None),
    ],
)
def test_a_point_becomes_the_corner_of_its_cell(value: str, cell: str | None) -> None:
    assert generalized(value, to="grid", cell=0.1) == cell


@settings(deadline=None)
@given(st.floats(-89, 89), st.floats(-179, 179))
def test_cells_in_metres_are_about_as_wide_as_high_everywhere(latitude: float, longitude: float) -> None:
    from math import cos, radians

    corner = generalized(f"{latitude:.6f},{longitude:.6f}", to="grid", metres=1000)
    assert corner is not None
    south, west = map(float, corner.split(","))
    assert -1e-6 <= latitude - south <= 0.0091
    assert -1e-6 <= (longitude - west) * cos(radians(south + 0.0045)) <= 0.0091


def test_a_coordinate_alone_has_no_cell_in_metres() -> None:
    assert generalized("121.47", to="grid", metres=1000) is None


@pytest.mark.parametrize("parameters", [{}, {"cell": 0.1, "metres": 1000}, {"cell": 0.0001}, {"metres": 10}])
def test_a_cell_that_hides_nothing_is_refused(parameters: dict[str, object]) -> None:
    with pytest.raises(PlanError, match="operator generalize: parameter"):
        build("generalize", {"to": "grid", **parameters})


@pytest.mark.catalogue("A25")
def test_a_hierarchy_gives_the_level_asked_for_and_nothing_for_what_it_does_not_list() -> None:
    assert generalized("咳嗽", **HIERARCHY) == "呼吸系统"
    assert generalized(" flu", **{**HIERARCHY, "level": 2}) == "躯体"
    assert generalized("plague", **HIERARCHY) is None


def test_a_hierarchy_is_held_to_the_bytes_of_the_plan_and_says_which_it_has(tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(DISEASES.read_bytes() + b"gout,joints,body\n")
    with pytest.raises(PlanError, match=f"is not the file of the plan: its digest is {digest_of(copy.read_bytes())}"):
        build("generalize", {**HIERARCHY, "file": str(copy)})
    with pytest.raises(PlanError, match="cannot be read"):
        build("generalize", {**HIERARCHY, "file": str(tmp_path / "absent.csv")})


def test_a_hierarchy_too_large_to_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(DISEASES.read_bytes() + b"gout,joints,body\n")
    monkeypatch.setattr("piiscan.transforms.listing._LARGEST", copy.stat().st_size - 1)
    with pytest.raises(PlanError, match="is larger than"):
        build("generalize", {**HIERARCHY, "file": str(copy), "digest": digest_of(copy.read_bytes())})


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ('a,"b\nc\n', "is not a CSV file"),
        ("a,b\nc\n", "row 2 is not as long"),
        ("a,b\nc,\n", "row 2 is not as long"),
        ("a,b\na,c\n", "lists a value twice"),
        ("a\nb\n", "parameter level"),
        ("", "parameter level"),
    ],
)
def test_a_hierarchy_with_gaps_is_refused_without_its_values(tmp_path: Path, content: str, wrong: str) -> None:
    file = tmp_path / "gaps.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(PlanError, match=wrong):
        build("generalize", {"to": "hierarchy", "file": str(file), "digest": digest_of(content.encode())})


def test_a_level_that_the_file_does_not_have_is_refused() -> None:
    for level in (0, 3):
        with pytest.raises(PlanError, match="parameter level must be from 1"):
            build("generalize", {**HIERARCHY, "level": level})


CITIES = {
    "北京市": "100000", "天津市": "300000", "上海市": "200000", "重庆市": "400000", "河北省": "050000 065000 071000",
    "山西省": "030000 041000", "内蒙古自治区": "010000 024000", "辽宁省": "110000 124000", "吉林省": "130000",
    "黑龙江省": "150000 161000", "江苏省": "210000 221000", "浙江省": "310000 325000", "安徽省": "230000 241000",
    "福建省": "350000 362000", "江西省": "330000 341000", "山东省": "250000 266000 276000",
    "河南省": "450000 464000 471000", "湖北省": "430000 443000", "湖南省": "410000 421000", "广东省": "510000 528000",
    "广西壮族自治区": "530000 541000", "海南省": "570000", "四川省": "610000 621000 635000 644000",
    "贵州省": "550000 563000", "云南省": "650000 661000 671000", "西藏自治区": "850000", "陕西省": "710000 721000",
    "甘肃省": "730000 741000", "青海省": "810000", "宁夏回族自治区": "750000", "新疆维吾尔自治区": "830000 844000",
}  # fmt: skip
"""Codes of the capital of each province, and of cities whose codes begin otherwise."""


@pytest.mark.parametrize("province", CITIES)
def test_the_codes_of_cities_become_their_province(province: str) -> None:
    for code in CITIES[province].split():
        assert generalized(code, entity="CN_POSTAL_CODE", to="region") == province


@pytest.mark.parametrize(
    ("code", "region"), [("518057", "广东省"), ("100871", "北京市"), ("999999", None), ("51805", None)]
)
def test_a_chinese_postal_code_becomes_its_province(code: str, region: str | None) -> None:
    assert generalized(code, entity="CN_POSTAL_CODE", to="region") == region
    assert generalized(code, to="region") is None


@pytest.mark.parametrize("entity", _LADDERS)
def test_every_rung_of_a_ladder_is_a_form(entity: str) -> None:
    assert [build("generalize", rung).name for rung in ladder(entity)] == ["generalize"] * len(ladder(entity))
