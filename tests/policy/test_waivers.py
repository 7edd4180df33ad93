"""Waivers: who lets something pass, why and until when, or no waiver at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from piiscan.errors import PolicyError
from piiscan.model.item import Waiver
from piiscan.policy.waivers import load_waivers

FILE = """piiscan: waivers/1
waivers:
  - {source: shop.db, about: others can read it, owner: li.wei, reason: a test, expires: 2027-01-01}
"""


def test_a_waiver_is_read_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(FILE)
    place = f"{path}: waivers[0]"
    assert load_waivers(path) == (
        Waiver("shop.db", "others can read it", "li.wei", "a test", date(2027, 1, 1), place=place),
    )


@pytest.mark.parametrize(
    ("part", "instead", "said"),
    [
        ("waivers/1", "waivers/2", "of a later piiscan"),
        ("owner: li.wei, ", "", "waivers[0].owner: is missing"),
        ("expires: 2027-01-01", "expires: never", "waivers[0].expires: must be a date"),
        ("reason:", "because:", "waivers[0].because: unknown key"),
    ],
)
def test_a_waiver_that_is_wrong_is_refused_with_its_place(part: str, instead: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "waivers.yaml").write_text(FILE.replace(part, instead))
    with pytest.raises(PolicyError) as refused:
        load_waivers(tmp_path / "waivers.yaml")
    assert said in str(refused.value)
