"""The search for many byte strings finds what a plain search for each of them finds."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.leaks.signatures import Signatures

# Few different bytes, so that strings overlap, repeat and begin alike.
STRINGS = st.lists(st.binary(min_size=6, max_size=12).map(lambda b: bytes(x % 2 for x in b)), min_size=1)


def occurrences(data: bytes, string: bytes) -> int:
    return sum(data.startswith(string, start) for start in range(len(data)))


@given(STRINGS, st.lists(st.integers(0, 1), max_size=300).map(bytes))
@settings(max_examples=60, deadline=None)
def test_counts_equal_those_of_a_plain_search(strings: list[bytes], data: bytes) -> None:
    expected = sum(occurrences(data, string) for string in set(strings))
    assert Signatures([("all", strings)]).count(data) == Counter({"all": expected} if expected else {})


def test_a_string_counts_for_the_name_that_gave_it_first() -> None:
    signatures = Signatures([("empty", []), ("a", [b"string one"]), ("b", [b"string one", b"string two"])])
    assert signatures.count(b"string one, string two, string one") == {"a": 2, "b": 1}
