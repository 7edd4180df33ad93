"""docs/reliability.md, made of the cases, the tests that cite them and the figures that these reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.catalogue.cases import CASES, NOT_DONE
from tests.catalogue.citations import TESTS, citations
from tests.catalogue.figures import figures
from tests.docs.markdown import code, table

PAGE = TESTS.parent / "docs" / "reliability.md"

_HEAD = """# Reliability

<!-- Made by `python -m tests.catalogue`; do not edit. -->

What trusted systems promise, case by case: which tests prove it here, and what they reached when last run with
`--figures`. Every hostile input ends within 60 seconds and 1 GiB of memory, in exit code 3 and an entry of `incomplete`
(or in findings, where it can be read). 0 failures of n mean that, with 95 % confidence, less than 3 of n fail.

`make test` does a sample of the large cases, `make test-nightly` more, `make test-release` all."""

_PARTS = {
    "A": "Ciphers and pseudonyms",
    "B": "Leaks from masked data",
    "C": "Hostile inputs, faults and databases",
    "D": "Audit log and release",
}


def rendered() -> str:
    cited, reached = citations(), figures()
    parts = (
        f"## {part}: {title}\n\n{table(('case', 'promise', 'tests', 'reached'), _rows(part, cited, reached))}"
        for part, title in _PARTS.items()
    )
    return "\n\n".join((_HEAD, *parts)) + "\n"


def _rows(part: str, cited: Mapping[str, Sequence[str]], reached: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for case, promise in CASES.items():
        if case.startswith(part):
            tests = cited.get(case, ())
            not_done = [f"not done: {NOT_DONE[case]}"] if case in NOT_DONE else []
            figure = [f"{reached[test]}" if test in reached else "–" for test in tests]
            yield case, promise, "<br>".join([*map(code, tests), *not_done]), "<br>".join(figure)
