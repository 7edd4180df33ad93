"""Nothing that is installed with piiscan, or to test it, is under the GPL, the AGPL or a non-commercial licence."""

from __future__ import annotations

from importlib.metadata import distribution

import pytest

from tests.supply.licences import LIBRARIES, STATED, allowed, licence
from tests.supply.lock import LOCK, LOCKS, locked

NAMES = [each.name for each in locked(LOCK)]


def test_every_distribution_of_the_lock_has_an_allowed_licence() -> None:
    told = {name: licence(distribution(name)) for name in NAMES}
    assert {name: said for name, said in told.items() if not allowed(name, said)} == {}


def test_what_is_excused_is_in_the_lock_and_needs_it() -> None:
    assert {*LIBRARIES, *STATED} <= {each.name for lock in LOCKS for each in locked(lock)}
    assert [name for name in {*LIBRARIES} & {*NAMES} if "LGPL" not in licence(distribution(name))] == []
    assert [n for n in {*STATED} & {*NAMES} if distribution(n).metadata.get("License-Expression")] == []


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT AND 0BSD) OR AGPL-3.0-only", True),
        ("LGPL-3.0-only", False),
        ("CC-BY-NC-4.0", False),
        ("unknown", False),
    ],
)
def test_an_expression_is_read_as_spdx_means_it(said: str, right: bool) -> None:
    assert allowed("some-library", said) is right
