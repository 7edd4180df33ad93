"""The same plan makes the same of the same value in every release: copies of different years join."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.transforms.cases import CASES, Case, masked
from tests.transforms.test_contract import ODD

GOLDEN = Path(__file__).with_name("golden.json")
MORE = (
    "张伟", "张", "王小明", "李丽娟", "欧阳娜娜", "艾力·艾山", "Mary Jones", "Jones, Mary", "Jones", "John Q. Harris",
    "ANNA", "Zoltan", "广东省深圳市南山区科技路1号", "12 High St, Springfield, IL 62704", "望岚科技有限公司",
    "Acme Ltd", "13800138000", "4111111111111111", "378282246310005", "11010519491231002X", "440524188001010014",
    "女", "ann.lee@example.com", "42.5",
)  # fmt: skip
"""Beside what belongs in the column: names of all classes, places, firms and numbers; most operators take any text."""


def texts(case: Case) -> list[str]:
    return [value for value in dict.fromkeys([*case.values, *MORE, *ODD]) if not re.fullmatch(case.refused, value)]


def called(case: Case) -> str:
    said = {name: value for name, value in case.parameters.items() if name != "file"}
    return " ".join([case.name, case.entity, json.dumps(said, ensure_ascii=False)])


@pytest.mark.catalogue("A28")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_outputs_are_what_they_were_in_every_release(case: Case) -> None:
    """WRITE_GOLDEN=1 writes those of a new case, and none over."""
    outputs = masked(case, [*texts(case)])
    made = {text: output for text, output in zip(texts(case), outputs, strict=True) if output is not None}
    golden = json.loads(GOLDEN.read_text("utf-8"))
    if os.environ.get("WRITE_GOLDEN") and called(case) not in golden:
        golden[called(case)] = made
        GOLDEN.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert made == golden[called(case)]
