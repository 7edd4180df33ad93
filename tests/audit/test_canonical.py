"""One event has one spelling, and every other spelling of it is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.audit.canonical import canonical, parsed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcz_"), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.sampled_from(["a", "b", "B", "aa", "_"]), VALUES)


@settings(max_examples=40)
@given(OBJECTS)
def test_what_is_written_is_read_again(content: dict[str, object]) -> None:
    assert parsed(canonical(content)) == content


def test_the_form_is_that_of_rfc_8785() -> None:
    content = {"b": '\u20ac$\u000f\nA\'B"\\"/\x7f', "a": [56, True, None], "B": -3}
    assert canonical(content) == '{"B":-3,"a":[56,true,null],"b":"€$\\u000f\\nA\'B\\"\\\\\\"/\x7f"}'.encode()


SAME = b'{"a":1,"b":"\xe6\x9d\x8e"}'


@pytest.mark.parametrize(
    "line",
    [
        b'{"b":"\xe6\x9d\x8e","a":1}',
        b'{"a": 1,"b":"\xe6\x9d\x8e"}',
        b'{"a":1,"b":"\\u674e"}',
        b'{"a":1.0,"b":"\xe6\x9d\x8e"}',
        b'{"a":1e0,"b":"\xe6\x9d\x8e"}',
        b'{"a":01,"b":"\xe6\x9d\x8e"}',
        b'{"a":1,"a":1,"b":"\xe6\x9d\x8e"}',
        b'{"a":1,"b":"\xe6\x9d\x8e"}\r',
        b' {"a":1,"b":"\xe6\x9d\x8e"}',
        b"\xef\xbb\xbf" + SAME,
        SAME[:-1],
        SAME + b"}",
        b"[1]",
        b"",
        b"\xff",
        b'{"a":9007199254740992}',
        b'{"a":NaN}',
        b'{"a":' * 5000,
        b'{"a":"\\ud800"}',
    ],
)
def test_every_other_spelling_is_refused(line: bytes) -> None:
    assert parsed(SAME)
    with pytest.raises(ValueError, match="canonical"):
        parsed(line)


@pytest.mark.parametrize("value", [1.5, 2**53, b"x", {"ä": 1}, {1: 2}, {"a": object()}, "\ud800"])
def test_what_has_no_canonical_form_is_not_written(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"a": value})
    with pytest.raises(ValueError, match="canonical"):
        parsed(json.dumps({"a": 1.5}, separators=(",", ":")).encode())
