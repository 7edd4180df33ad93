"""A hostile or careless file is refused at once, in one line that does not repeat it."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from piiscan.errors import PlanError
from piiscan.strict_yaml import LIMIT, parse, read

SECRET = "13800138000"

REFUSED = {
    "alias": (f"a: &x [{SECRET}]\nb: *x", "line 2: aliases"),
    "alias bomb": ("".join(f"a{i}: &a{i} [{f'*a{i - 1},' * 9 if i else SECRET}]\n" for i in range(9)), "aliases"),
    "tag": (f"a: !!python/object/apply:os.system ['{SECRET}']", "line 1: tags"),
    "duplicate key": (f"a: 1\na: {SECRET}", "line 2: this key stands here twice"),
    "nested duplicate key": (f"x:\n  - {{a: 1, a: {SECRET}}}", "line 2: this key stands here twice"),
    "key that YAML takes for a truth value": ("no: {operator: keep}", "line 1: this key is not a text"),
    "merge key": ("<<: {a: 1}", "line 1: this key is not a text"),
    "tab": (f"a:\n\tb: {SECRET}", "line 2: a tab in the indentation"),
    "date that does not exist": ("a: 2026-13-45", "not valid YAML"),
    "control character": (f"a: \x00{SECRET}", "not valid YAML"),
    "two documents": (f"- {SECRET}\n---\n- b", "line 2: not valid YAML"),
    "open bracket": (f"a: [{SECRET}", "not valid YAML"),
    "number to the base of 60": ("a: 1" + ":1" * 500_000, "line 1: this would be a number to the base of 60"),
    "fraction to the base of 60": ("a: 1" + ":1" * 500 + ".5", "line 1: this would be a number to the base of 60"),
    "number too long to read": ("a: " + "9" * 6000, "not valid YAML"),
    "too many nodes": ("[" + "a," * 500_000 + "]", "too many"),
    "too deep": ("[" * 100_000, "not valid YAML"),
    "deep": ("[" * 40 + "]" * 40, "too many or too deeply nested"),
    "very many rules": ("- {}\n" * 100_001, "too many"),
}


@pytest.mark.catalogue("C13")
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_strict_yaml_is_refused_within_a_second_and_not_repeated(case: str) -> None:
    text, cause = REFUSED[case]
    begin = process_time()
    with pytest.raises(PlanError, match=cause) as refused:
        parse(text, "plan.yaml", PlanError)
    assert process_time() - begin < 1
    message = str(refused.value)
    assert message.startswith("plan.yaml: ")
    assert "\n" not in message
    assert SECRET not in message


ALIASES = {
    "more behind aliases than a file may hold": (
        f"a: &a [{'x,' * 1000}]\nb: &b [{'*a,' * 200}]\n",
        "line 2: too many",
    ),
    "an alias within what it means": ("a: &a [*a]", "line 1: this alias is of nothing"),
    "an alias of nothing": ("a: *a", "line 1: this alias is of nothing"),
}


@pytest.mark.catalogue("C13")
@pytest.mark.parametrize("case", ALIASES)
def test_where_aliases_are_allowed_what_is_behind_them_counts(case: str) -> None:
    text, cause = ALIASES[case]
    with pytest.raises(PlanError, match=cause):
        parse(text, "pack.yaml", PlanError, aliases=True)


def test_where_aliases_are_allowed_they_are_what_they_mean() -> None:
    assert parse("a: &a [x, &b y]\nc: *a\nd: *b", "pack.yaml", PlanError, aliases=True) == {
        "a": ["x", "y"],
        "c": ["x", "y"],
        "d": "y",
    }


def test_a_tab_inside_a_text_is_no_indentation() -> None:
    assert parse('a: "b\tc"', "plan.yaml", PlanError) == {"a": "b\tc"}


@pytest.mark.catalogue("C13")
def test_a_file_over_one_mebibyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("#" * (LIMIT + 1), "utf-8")
    with pytest.raises(PlanError, match="larger than 1 MiB"):
        read(path, PlanError)


def test_a_file_that_is_missing_or_not_utf_8_is_an_error_of_its_kind(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="cannot be read"):
        read(tmp_path / "none.yaml", PlanError)
    path = tmp_path / "plan.yaml"
    path.write_bytes("名称: 客户".encode("gb18030"))
    with pytest.raises(PlanError, match="not UTF-8"):
        read(path, PlanError)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("a: 1", "utf-8-sig")
    assert read(path, PlanError) == {"a": 1}
