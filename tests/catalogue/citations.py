"""Which test proves which case, read off the sources of the tests."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
MARK = "catalogue"


def citations() -> dict[str, list[str]]:
    """Case -> the tests that are marked with it, as `folder/test_file.py::test_name`."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        if f"mark.{MARK}(" in (text := path.read_text("utf-8")):
            for name, case in _marked(ast.parse(text)):
                found[case].append(f"{path.relative_to(TESTS).as_posix()}::{name}")
    return found


def _marked(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == MARK:
                    yield from ((node.name, ast.literal_eval(case)) for case in call.args)
