"""YAML of exports: every name survives, and none steers a terminal or reorders text."""

from __future__ import annotations

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from piiscan.reports.visible import visible
from piiscan.reports.yaml_text import yaml_text
from tests.reports.made_up import HOSTILE

NAMES = st.text(st.characters(blacklist_categories=("Cs",)))


@given(st.lists(NAMES, max_size=4))
@example(list(HOSTILE))
@example(["yes", "null", "1", "2026-01-01", "~", "- a", "a: b", "#", "客户姓名", "x\u202e客户", "😀\u200b"])
def test_names_survive_and_none_of_them_acts(names: list[str]) -> None:
    text = yaml_text({"names": names, "by_name": {name: 1 for name in names}})
    assert yaml.safe_load(text) == {"names": names, "by_name": {name: 1 for name in names}}
    assert [line for line in text.splitlines() if line != visible(line)] == []


def test_chinese_stays_readable() -> None:
    assert yaml_text({"name": "客户姓名"}) == "name: 客户姓名\n"
