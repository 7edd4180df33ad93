from __future__ import annotations

import pytest

from tests.detection.text.made import found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("QQ：12345678", "12345678"),
        ("加我QQ号是12345678哦", "12345678"),
        ("密码：hunter2!", "hunter2!"),
        ("password: hunter2!", "hunter2!"),
        ('{"password": "hunter2!"}', "hunter2!"),
        ("password=hunter2!", "hunter2!"),
        ("the password is hunter2!", "hunter2!"),
        ("password: 'hunter two !' ok", "hunter two !"),
    ],
)
def test_a_value_is_known_by_the_label_before_it(text: str, value: str) -> None:
    assert [v for v, _ in found(text)] == [value]


@pytest.mark.parametrize(
    "text", ["12345678", "QQ群里有12345678人的那个吗 12345678", "forgot my password again", "密码错误"]
)
def test_a_value_without_its_label_is_left_alone(text: str) -> None:
    assert found(text) == []
