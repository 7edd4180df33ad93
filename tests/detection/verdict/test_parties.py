"""Who is a party to a contract may be a person or a firm: headers name both, the values tell."""

from __future__ import annotations

from itertools import islice, product

import pytest

from tests.detection.verdict.test_judge import column, judged

ROWS = 120
FIRMS = {
    "en": list(
        islice(
            (
                f"{first} {trade} {form}"
                for form, first, trade in product(
                    ["Ltd", "GmbH", "Inc.", "S.A."],
                    ["Alpine", "Cobalt", "Granite", "Juniper", "Meridian", "Quartz"],
                    ["Trading", "Foods", "Textiles", "Optics", "Shipping"],
                )
            ),
            ROWS,
        )
    ),
    "zh": [
        f"{city}{name}{trade}有限公司"
        for city, name, trade in product(
            "北京 上海 深圳 杭州".split(), "远大 天成 恒通 博远 盛达".split(), "科技 贸易 物流 食品 电子 实业".split()
        )
    ],
}
PERSONS = {"en": column("name_en")[:ROWS], "zh": column("name_zh")[:ROWS]}
HEADERS = [
    ("en", "client_name"),
    ("en", "Customer Name"),
    ("en", "payee"),
    ("zh", "客户名称"),
    ("zh", "户名"),
    ("zh", "收款人"),
]


@pytest.mark.parametrize(("language", "header"), HEADERS)
def test_firms_under_the_name_of_a_party_are_organisations(language: str, header: str) -> None:
    found = judged({header: FIRMS[language]})[header]
    assert (found.status, found.entity, found.tier, found.mix) == ("personal", "ORGANIZATION", 2, None)


@pytest.mark.parametrize(("language", "header"), HEADERS)
def test_people_under_the_name_of_a_party_are_people(language: str, header: str) -> None:
    if header == "payee":
        pytest.skip("no word of it says that a name of no list is one of a person")
    found = judged({header: PERSONS[language]})[header]
    assert (found.status, found.entity, found.tier, found.mix) == ("personal", "PERSON", 3, None)


@pytest.mark.parametrize("firms", [12, 40, 60, 80, 108])
@pytest.mark.parametrize(("language", "header"), [("en", "client_name"), ("zh", "客户名称")])
def test_a_column_of_people_and_firms_says_both_and_has_the_tier_of_people(
    language: str, header: str, firms: int
) -> None:
    values = FIRMS[language][:firms] + PERSONS[language][firms:]
    found = judged({header: values})[header]
    assert (found.status, found.tier) == ("personal", 3)
    assert found.mix is not None
    assert found.mix["ORGANIZATION"] == firms
    assert 0 < found.mix["PERSON"] <= ROWS - firms
