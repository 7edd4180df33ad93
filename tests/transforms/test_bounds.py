"""Parameters have a first and a last value: those are taken, and the ones beside them are refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pytest

from piiscan.errors import PlanError
from piiscan.transforms import build


class Bounds(NamedTuple):
    """Of one parameter of an operator, beside `others`."""

    operator: str
    parameter: str
    taken: Sequence[object]
    refused: Sequence[object]
    others: Mapping[str, object] = {}

    def __str__(self) -> str:
        return "-".join([self.operator, self.parameter, *map(str, self.others.values())])


BOUNDS = (
    Bounds("date_shift", "days", [1, 3653], [0, 3654], {"subject": "id"}),
    Bounds("fpe", "keep_prefix", [0, 32], [-1, 33]),
    Bounds("fpe", "keep_suffix", [0, 32], [-1, 33]),
    Bounds("fpe", "check", ["luhn"], ["sum"], {"keep_prefix": 1}),
    Bounds("fpe", "check", [None], ["luhn"], {"keep_suffix": 1}),
    Bounds("fpe", "check", [None], ["luhn"], {"alphabet": "upper"}),
    Bounds("fpe", "width", [6, 18], [5, 19]),
    Bounds("fpe", "width", [8], [7], {"keep_prefix": 1, "check": "luhn"}),
    Bounds("fpe", "width", [None], [12], {"alphabet": "lower"}),
    Bounds("generalize", "step", [2, 50], [1, 51], {"to": "age_band", "top": 100}),
    Bounds("generalize", "top", [5, 130], [0, 4, 7, 135], {"to": "age_band", "step": 5}),
    Bounds("generalize", "step", [2], [1, 0], {"to": "bin"}),
    Bounds("generalize", "top", [10, 15], [5, 4, 12], {"to": "bin", "step": 5, "bottom": 5}),
    Bounds("generalize", "bottom", [-5, 0], [-4, 10, 15], {"to": "bin", "step": 5, "top": 10}),
    Bounds("generalize", "cell", [0.001, 90], [0.0009, 91, None], {"to": "grid"}),
    Bounds("generalize", "metres", [100, 1_000_000], [99, 1_000_001, None], {"to": "grid"}),
    Bounds("generalize", "metres", [None], [1000], {"to": "grid", "cell": 0.1}),
    Bounds("generalize", "ipv4", [1, 28], [0, 29], {"to": "network"}),
    Bounds("generalize", "ipv6", [1, 64], [0, 65], {"to": "network"}),
    Bounds("generalize", "length", [1, 5], [0, 6], {"to": "prefix"}),
    Bounds("generalize", "digits", [-9, 6], [-10, 7], {"to": "round"}),
    Bounds("generalize", "top", [1], [0, -1], {"to": "round", "digits": 0, "bottom": 0}),
    Bounds("mask", "keep_prefix", [0, 32], [-1, 33]),
    Bounds("mask", "keep_suffix", [0, 32], [-1, 33]),
    Bounds("mask", "length", [1, 64, None], [0, 65]),
    Bounds("mask", "char", ["#", "*", "×"], ["", "**", "a", "7", "中", " ", "=", "+", "-", "@", "\n", "\u200b"]),
    Bounds("noise", "share", [0.001, 1.0], [0.0, 1.001, -0.5], {"subject": "id"}),
    Bounds("pseudonym", "prefix", ["", "p", "A" + "z9_-" * 3 + "zzz"], ["9p", "_p", "A" * 17, "a b", "中", "p\n"]),
    Bounds("replace", "value", ["x", " "], [""]),
    Bounds("text", "spans", [{"default": {"operator": "mask"}}], [{"PERSON": {"operator": "mask"}}, {}]),
)


@pytest.mark.parametrize("bounds", BOUNDS, ids=str)
def test_the_first_and_last_value_are_taken_and_those_beside_them_refused(bounds: Bounds) -> None:
    for value in bounds.taken:
        build(bounds.operator, {**bounds.others, bounds.parameter: value})
    for value in bounds.refused:
        with pytest.raises(PlanError, match=f"operator {bounds.operator}: parameter "):
            build(bounds.operator, {**bounds.others, bounds.parameter: value})
