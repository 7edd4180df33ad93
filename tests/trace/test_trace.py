"""A leaked file is traced to its delivery, whatever was made of it, and no other file is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from piiscan.model.trace import Trace
from tests.trace.made import CITIES, KEPT, TOKENS, Workspace, calls, orders

ROWS = 2_000
Write = Callable[[pl.DataFrame, Path], Path]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, dict[str, str]]:
    """One month for acme, two for beta (of which the second has half of the first), one of kept values for gamma."""
    made = Workspace(tmp_path_factory.mktemp("trace") / "home")
    first, second = orders(ROWS, seed=3), orders(ROWS, seed=4)
    named = {
        "acme": made.deliver(first, "acme", {**TOKENS, **KEPT}),
        "beta 1": made.deliver(first, "beta", {**TOKENS, **KEPT}),
        "beta 2": made.deliver(pl.concat([first[ROWS // 2 :], second[: ROWS // 2]]), "beta", {**TOKENS, **KEPT}),
        "gamma": made.deliver(second, "gamma", KEPT),
    }
    return made, named


def named(found: Trace) -> list[str]:
    return [suspect.release for suspect in found.suspects]


def as_csv(rows: pl.DataFrame, place: Path) -> Path:
    rows.write_csv(place / "leak.csv")
    return place / "leak.csv"


def as_json(rows: pl.DataFrame, place: Path) -> Path:
    rows.write_ndjson(place / "leak.jsonl")
    return place / "leak.jsonl"


def as_pasted_text(rows: pl.DataFrame, place: Path) -> Path:
    lines = "\n".join("  ".join(row) for row in rows.rows())
    (place / "leak.txt").write_text(f"look what I have got here:\n{lines}\nmore of it for money, 13800138000\n")
    return place / "leak.txt"


def in_upper_case_without_a_header(rows: pl.DataFrame, place: Path) -> Path:
    lines = "\n".join("; ".join(row).upper() for row in rows.rows())
    (place / "leak.dat").write_text(lines)
    return place / "leak.dat"


def among_as_many_strangers(rows: pl.DataFrame, place: Path) -> Path:
    return as_csv(pl.concat([rows, orders(len(rows), seed=77).select(rows.columns)]), place)


def one_column(rows: pl.DataFrame, place: Path) -> Path:
    return as_csv(rows.select("mobile"), place)


@pytest.mark.parametrize(
    "write",
    [as_csv, as_json, as_pasted_text, in_upper_case_without_a_header, among_as_many_strangers, one_column],
    ids=lambda write: write.__name__,
)
def test_twenty_rows_are_traced_whatever_was_made_of_them(
    write: Write, house: tuple[Workspace, dict[str, str]], tmp_path: Path
) -> None:
    made, releases = house
    leaked = made.copies[releases["acme"]].sample(20, seed=5, shuffle=True)
    found = made.trace(write(leaked, tmp_path))
    assert (found.verdict, named(found)) == ("traced", [releases["acme"]])
    assert found.suspects[0].partner == "acme"
    assert found.suspects[0].lines >= 19
    assert found.false_alarm < 1e-6


def test_two_partners_of_the_same_rows_never_both_match(
    house: tuple[Workspace, dict[str, str]], tmp_path: Path
) -> None:
    made, releases = house
    for one, other in (("acme", "beta 1"), ("beta 1", "acme")):
        found = made.trace(as_csv(made.copies[releases[one]], tmp_path))
        assert releases[one] in named(found)
        assert releases[other] not in named(found)


def test_overlapping_deliveries_of_one_partner_are_named_in_the_order_of_what_they_explain(
    house: tuple[Workspace, dict[str, str]], tmp_path: Path
) -> None:
    made, releases = house
    leaked = made.copies[releases["beta 2"]].head(ROWS // 2 + 100)
    found = made.trace(as_csv(leaked, tmp_path))
    assert named(found) == [releases["beta 2"], releases["beta 1"]]
    assert [suspect.lines for suspect in found.suspects] == [ROWS // 2 + 100, pytest.approx(ROWS // 2, abs=12)]
    assert [suspect.more for suspect in found.suspects] == [ROWS // 2 + 100, 0]


def test_a_delivery_without_tokens_is_told_by_what_rows_keep(
    house: tuple[Workspace, dict[str, str]], tmp_path: Path
) -> None:
    made, releases = house
    leaked = made.copies[releases["gamma"]].tail(40).select("day", "city", "amount")
    found = made.trace(as_csv(leaked, tmp_path))
    assert (found.verdict, named(found)) == ("traced", [releases["gamma"]])
    assert found.suspects[0].by == "rows"
    assert found.suspects[0].lines >= 38


def test_kept_values_that_two_partners_got_name_both(house: tuple[Workspace, dict[str, str]], tmp_path: Path) -> None:
    from piiscan.reports.trace import render

    made, releases = house
    leaked = made.copies[releases["acme"]].head(40).select("day", "amount")
    found = made.trace(as_csv(leaked, tmp_path))
    assert {one.release for one in found.alike} == {releases["acme"], releases["beta 1"]}
    assert "which nothing in it tells apart" in render(found)
    assert all(len(line) <= 80 for line in render(found).splitlines())


def test_other_people_are_traced_to_nobody(house: tuple[Workspace, dict[str, str]], tmp_path: Path) -> None:
    made, _ = house
    for seed in range(50, 60):
        found = made.trace(as_csv(orders(500, seed=seed), tmp_path))
        assert (found.verdict, found.suspects) == ("nothing", ())
        assert found.runner_up is not None


def test_a_text_is_told_by_the_tokens_in_it(tmp_path: Path) -> None:
    made = Workspace(tmp_path / "home")
    text, release = made.deliver_text(calls(tmp_path, 200, seed=6), "acme")
    other, second = made.deliver_text(calls(tmp_path, 200, seed=6), "beta")
    lines = text.read_text("utf-8").splitlines()[50:70]
    (tmp_path / "leak.txt").write_text("\n".join(["what is this?", *reversed(lines)]), "utf-8")
    found = made.trace(tmp_path / "leak.txt")
    assert (found.verdict, named(found), found.suspects[0].lines) == ("traced", [release], 20)
    assert named(made.trace(other)) == [second]


def test_no_delivery_is_told_by_crowds_alone(tmp_path: Path) -> None:
    made = Workspace(tmp_path / "home")
    release = made.deliver(orders(400, seed=8), "acme", {"city": KEPT["city"]})
    found = made.trace(pl.DataFrame({"city": CITIES * 20}))
    assert (found.verdict, found.untraceable) == ("nothing", (release,))


def test_a_sketch_that_was_changed_accuses_nobody(tmp_path: Path) -> None:
    made = Workspace(tmp_path / "home")
    releases = [made.deliver(orders(100, seed=seed), "acme", TOKENS) for seed in (8, 9)]
    places = [tmp_path / "home" / "releases" / release / "sketch.bin" for release in releases]
    places[0].write_bytes(places[1].read_bytes())
    found = made.trace(made.copies[releases[0]])
    assert (found.verdict, len(found.incomplete)) == ("nothing", 1)
    places[0].unlink()
    assert len(made.trace(made.copies[releases[0]]).incomplete) == 1


def test_neither_a_sketch_nor_a_trace_holds_a_value(house: tuple[Workspace, dict[str, str]], tmp_path: Path) -> None:
    from piiscan.reports.trace import render, render_json

    made, releases = house
    leaked = made.copies[releases["acme"]]
    found = made.trace(leaked.head(30))
    sketch = (made.home / "releases" / releases["acme"] / "sketch.bin").read_bytes()
    written = (render(found) + render_json(found)).encode() + sketch
    for name in ("customer_id", "mobile", "name_zh"):
        assert not [value for value in leaked[name] if value.encode() in written]
    assert json.loads(render_json(found))["suspects"][0]["release"] == releases["acme"]
