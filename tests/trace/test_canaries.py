"""Rows of nobody: they look as all others do, break nothing, and tell their delivery from every other."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from piiscan.errors import ReleaseRefused
from piiscan.model.plan import Step
from piiscan.pipeline.releasing.folder import Folder
from piiscan.pipeline.releasing.sealing import seal
from piiscan.verbs.release.standing import standings
from tests.release.conftest import first, house
from tests.release.made import Office
from tests.trace.made import KEPT, TOKENS, Workspace, orders

__all__ = ["first", "house"]

COARSE = {**TOKENS, "city": KEPT["city"]}


def pair(home: Path, rows: int = 500) -> tuple[Workspace, pl.DataFrame, pl.DataFrame]:
    """A workspace with one delivery twice, without canaries and with seven of them; and those seven rows."""
    made, source = Workspace(home), orders(rows, seed=3)
    plain = made.copies[made.deliver(source, "acme", COARSE)]
    with_them = made.copies[made.deliver(source, "acme", COARSE, number=7)]
    return made, with_them, with_them.join(plain, on="customer_id", how="anti")


def test_they_are_formed_as_all_rows_are_and_stand_among_them(tmp_path: Path) -> None:
    _, copy, canaries = pair(tmp_path / "home")
    assert (len(copy), len(canaries)) == (507, 7)
    for name in copy.columns:
        shapes = copy[name].str.replace_all("[0-9]", "9").str.replace_all("[a-f]", "9").str.replace_all(r"\p{Han}", "x")
        own = (
            canaries[name].str.replace_all("[0-9]", "9").str.replace_all("[a-f]", "9").str.replace_all(r"\p{Han}", "x")
        )
        assert own.is_in(shapes.implode()).all()
    assert copy["customer_id"].is_unique().all()
    places = copy.with_row_index().join(canaries, on="customer_id", how="semi")["index"]
    assert 0 < places.max() - places.min() < 507  # type: ignore[operator]
    assert places.to_list() != list(range(places[0], places[0] + 7))


def test_no_crowd_gets_smaller_and_nothing_new_is_kept(tmp_path: Path) -> None:
    _, copy, canaries = pair(tmp_path / "home")
    others = copy.join(canaries, on="customer_id", how="anti")
    assert set(canaries["city"]) <= set(others["city"])


def test_one_of_them_tells_its_delivery_from_the_same_one_without(tmp_path: Path) -> None:
    """In the release that has them they are known as such; the other one has nothing of them. Two rows are enough."""
    made, _, canaries = pair(tmp_path / "home")
    found = made.trace(canaries.head(2))
    assert found.verdict == "traced"
    assert [(one.release, one.by) for one in found.suspects] == [("0000000000000001", "canaries")]
    assert found.false_alarm < 1e-6


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ({"city": Step("keep")}, "no column of tokens"),
        ({**COARSE, "amount": Step("keep")}, "tells rows by what is kept"),
        ({**COARSE, "mobile": Step("fpe", {"keep_prefix": 3}, entity="CN_MOBILE", unmask=True)}, "may be unmasked"),
    ],
)
def test_where_they_would_show_or_break_something_there_are_none(
    steps: dict[str, Step], why: str, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseRefused, match=why):
        Workspace(tmp_path / "home").deliver(orders(300, seed=3), "acme", steps, number=3)


def test_a_release_says_how_many_and_not_which(house: Office, tmp_path: Path) -> None:
    manifest = house.request(canaries=4)
    assert (manifest.canaries, manifest.rows, manifest.removed) == (4, 44, 0)
    folder = Folder(house.house.log.home, manifest.release)
    assert folder.signed(standings(house.house.log.entries())[manifest.release])[1] == manifest
    for person in ("bao", "lin"):
        house.approve(manifest.release, person)
    assert seal(manifest.release, tmp_path / "out", house=house.house).passed
    assert "4 of the rows are nobody's" in (tmp_path / "out" / "README.md").read_text()
