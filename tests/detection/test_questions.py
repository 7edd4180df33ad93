"""Headers of survey exports say what they ask for; questions of yes and no ask for nothing that they name."""

from __future__ import annotations

import pytest

from piiscan.detection.questions import asked
from tests.detection.verdict.test_judge import column, judged

EMAILS, MOBILES, NAMES = column("email"), column("mobile"), column("name_zh")


@pytest.mark.parametrize(
    ("header", "entity", "values"),
    [
        ("What is your e-mail?", "EMAIL_ADDRESS", EMAILS),
        ("Q3 - What's your email address?", "EMAIL_ADDRESS", EMAILS),
        ("Please enter your phone number", "CN_MOBILE", MOBILES),
        ("您的手机号是?", "CN_MOBILE", MOBILES),
        ("您的手机号码是什么？", "CN_MOBILE", MOBILES),
        ("Wat is uw e-mailadres?", "EMAIL_ADDRESS", EMAILS),
        ("4、请填写您的联系电话 [填空题]", "CN_MOBILE", MOBILES),
        ("1、您的姓名", "PERSON", NAMES),
        ("（2）请问您叫什么名字？", "PERSON", NAMES),
        ("Q1. What is your full name? (as in passport)", "PERSON", column("name_en")),
        ("3. 您的身份证号码是多少？（必填）", "CN_RESIDENT_ID", column("id_no")),
        ("Please provide your home address", "ADDRESS", column("address_en")),
        ("5、您的性别 [单选题]", "GENDER", ["男", "女"] * 30),
        ("How old are you?", "AGE", [str(18 + 7 * n % 61) for n in range(90)]),
        ("您的月收入为", "SALARY", [str(3000 + 517 * n % 40000) for n in range(90)]),
        ("Quelle est votre adresse e-mail ?", "EMAIL_ADDRESS", EMAILS),
        ("¿Cuál es su correo electrónico?", "EMAIL_ADDRESS", EMAILS),
    ],
)
def test_a_question_names_what_it_asks_for(header: str, entity: str, values: list[str]) -> None:
    found = judged({header: values})[header]
    assert (found.status, found.entity) == ("personal", entity)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Do you agree to receive e-mail?", ["Yes", "No"]),
        ("Can we contact you by phone?", ["Yes", "No"]),
        ("Is your e-mail verified?", ["Yes", "No"]),
        ("您是否同意接收短信？", ["是", "否"]),
        ("8、您是否愿意提供手机号？", ["是", "否"]),
        ("您有手机吗？", ["有", "没有"]),
        ("您的手机品牌是？", ["华为", "小米", "苹果"]),
        ("What is your favourite colour?", ["red", "green", "blue"]),
        ("How many phone numbers do you have?", ["1", "2", "3"]),
    ],
)
def test_a_question_about_something_else_stays_clean(header: str, values: list[str]) -> None:
    assert judged({header: values * 20, "Your e-mail": EMAILS[: 20 * len(values)]})[header].status == "clean"


@pytest.mark.parametrize(
    "header", ["email", "cust_mobile_2", "联系人电话", "1", "2024", "is_email", "", "请", "Q1", "?"]
)
def test_what_is_no_question_is_left_as_it_is(header: str) -> None:
    assert asked(header) == header
