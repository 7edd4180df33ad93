"""Which tests come by a line, and whether one of them sees a fault there."""

from __future__ import annotations

import ast
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from resource import RLIMIT_CPU, setrlimit
from tempfile import NamedTemporaryFile
from typing import Literal

from tests.mutation.mutants import Mutant

ROOT = Path(__file__).parents[2]
LEARNT = ROOT / "out" / "mutation.coverage"
SUITES = (
    *("tests/transforms", "tests/recognizers", "tests/detection/test_packs.py", "tests/cli/test_check.py"),
    "tests/detection/text/test_predefined.py",
)
"""That operators and checks are right is promised by these."""

_SECONDS = 120
"""Of a processor, for the tests of one fault: a loop without end is seen."""

_PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
_PASSED = 0

Outcome = Literal["seen", "survived", "without end"]


def learn() -> None:
    """Run the suites once, and keep which test has come by which line. Raises CalledProcessError where one fails."""
    LEARNT.parent.mkdir(exist_ok=True)
    words = ("-p", "tests.coverage.threads", "-n", "2", "--cov", "--cov-context=test", "--cov-report=", *SUITES)
    command = [sys.executable, *_PYTEST, *words, "--cov-fail-under=0"]
    subprocess.run(command, cwd=ROOT, env=_environment(COVERAGE_FILE=str(LEARNT)), check=True)


def tests_of(mutant: Mutant) -> list[str]:
    """The tests that have come by its line; where that runs once, for whichever test is first, those that have come by
    its module or import it.
    """
    by_line = _contexts(os.path.realpath(ROOT / mutant.path))
    if mutant.line in _of_functions(mutant.path):
        return sorted(by_line.get(mutant.line, ()))
    return sorted(frozenset().union(*by_line.values(), _importing(mutant.path)))


def tried(mutant: Mutant, tests: list[str]) -> Outcome:
    random.Random(mutant.path).shuffle(tests)  # neighbours see the same
    if not tests:
        return "survived"
    with NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(tests))
        listed.flush()
        command = [sys.executable, *_PYTEST, "-x", "-n0", "-p", "tests.mutation.planting", f"@{listed.name}"]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=_environment(MUTANT=f"{ROOT / mutant.path}:{mutant.index}"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: setrlimit(RLIMIT_CPU, (_SECONDS, _SECONDS)),
            start_new_session=True,
            check=False,
        )
    return "without end" if done.returncode < 0 else "survived" if done.returncode == _PASSED else "seen"


@cache
def _of_functions(path: str) -> frozenset[int]:
    """The lines that run each time: of functions whose results are not kept, and that no import calls."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    once = {
        call for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef) for call in _called(node)
    }
    walked = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    bodies = [node for node in walked if not _kept(node) and node.name not in once]
    return frozenset(line for node in bodies for line in range(node.body[0].lineno, (node.end_lineno or 0) + 1))


def _kept(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "cache" for each in node.decorator_list)


def _called(node: ast.AST) -> Iterator[str]:
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return (name.id for name in calls if isinstance(name, ast.Name))


def _importing(path: str) -> Iterator[str]:
    """Files of tests that import from the module: its constants leave no trace in what runs."""
    package, _, name = path.removeprefix("piiscan/").removesuffix(".py").replace("/", ".").rpartition(".")
    imports = re.compile(rf"from piiscan\.{package}(?:\.{name} import|\b.* import .*\b{name}\b)")
    files = (file for suite in SUITES for file in sorted((ROOT / suite).rglob("test_*.py")))
    return (file.relative_to(ROOT).as_posix() for file in files if imports.search(file.read_text("utf-8")))


@cache
def _contexts(path: str) -> dict[int, frozenset[str]]:
    """Line -> tests."""
    from coverage import CoverageData  # what reads and names faults goes without it

    learnt = CoverageData(str(LEARNT))
    learnt.read()
    measured = next(file for file in learnt.measured_files() if os.path.realpath(file) == path)
    found = learnt.contexts_by_lineno(measured)
    return {line: frozenset(c.partition("|")[0] for c in contexts if c) for line, contexts in found.items()}


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}
