"""The faults are those that are meant: of code that runs, one at a time, and of nothing that only says something."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutation.__main__ import AREAS
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import mutants, mutated
from tests.mutation.trying import ROOT

PATHS = sorted({path for globs in AREAS.values() for glob in globs for path in ROOT.glob(glob)})
SOURCE = '''"""A module."""
from x import y
__all__ = ["f"]
Kind = Literal["a", "b"]
def f(a: int = 1, dialect_of: str = "x") -> Literal["no"]:
    """Says nothing of 1."""
    if not a < 2 and y.any():
        refuse("a", "must be 2 or more")
    raise ValueError("too small by " + str(2))
def g(dialect):
    return 1 + 2
'''


def test_faults_are_of_code_that_runs() -> None:
    assert [(mutant.line, mutant.what) for mutant in mutants("m.py", SOURCE)] == [
        (5, "1 -> 2"),
        (5, "'x' -> 'xx'"),
        (7, "condition the other way round"),
        (7, "And -> Or"),
        (7, "Not twice"),
        (7, "Lt -> LtE"),
        (7, "2 -> 3"),
        (7, ".any -> .all"),
    ]


def test_there_is_one_at_a_time() -> None:
    said = [ast.unparse(mutated(SOURCE, mutant.index)) for mutant in mutants("m.py", SOURCE)]
    assert len({*said, ast.unparse(ast.parse(SOURCE))}) == len(said) + 1


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_fault_changes_the_code(path: Path) -> None:
    source = path.read_text("utf-8")
    first, *_, last = mutants("m.py", source) or [None, None]
    for mutant in filter(None, (first, last)):
        assert ast.dump(mutated(source, mutant.index)) != ast.dump(ast.parse(source))


def test_what_is_said_to_change_nothing_is_a_fault_of_the_code_as_it_is() -> None:
    every = {
        str(mutant) for path in PATHS for mutant in mutants(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    }
    assert EQUIVALENT.keys() <= every
