"""`python -m tests.benchmarks.trace`: how often a leak is traced to its delivery, and a file that is none to any.

Deliveries of ROWS rows each to three partners, one of them twice, and one of kept values only. Fragments in many
forms must be traced, and to nobody else (kept values alone are those of all three); other people's files to nobody.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from math import log10
from pathlib import Path

import polars as pl

from piiscan import mask
from piiscan.audit import Log
from piiscan.keys import MasterKey
from piiscan.keys.scan_key import scan_key
from piiscan.keys.written import fresh, secret_in
from piiscan.pipeline.releasing.sketches import Delivery, deliveries
from piiscan.pipeline.releasing.sketching import sketch_key
from piiscan.verbs.trace.chance import at_most
from piiscan.verbs.trace.combinations import grid, tries_of
from piiscan.verbs.trace.evidence import first_met, odds_of_pieces, odds_of_rows, rows_met
from piiscan.verbs.trace.pieces import cells_of, keys_of, pieces
from tests.trace.made import KEPT, TOKENS, Workspace, orders

ROWS, REPEATS, STRANGERS, _TOGETHER = 100_000, 40, 10_000, 100
SIZES = (5, 10, 20, 50, 100)

Form = Callable[[pl.DataFrame, Path], pl.DataFrame | Path]


def _whole(rows: pl.DataFrame, place: Path) -> pl.DataFrame:
    return rows


def _one_token(rows: pl.DataFrame, place: Path) -> pl.DataFrame:
    return rows.select("mobile", "city")


def _kept(rows: pl.DataFrame, place: Path) -> pl.DataFrame:
    return rows.select("city", "day", "amount")


def _pasted(rows: pl.DataFrame, place: Path) -> Path:
    (place / "leak.txt").write_text("\n".join("  ".join(row).upper() for row in rows.rows()))
    return place / "leak.txt"


def _json(rows: pl.DataFrame, place: Path) -> Path:
    rows.write_ndjson(place / "leak.jsonl")
    return place / "leak.jsonl"


def _diluted(rows: pl.DataFrame, place: Path) -> pl.DataFrame:
    """One row of it in ten."""
    others = orders(9 * len(rows), seed=int(rows.hash_rows().sum()) % 2**31)
    return pl.concat([rows, others.select(rows.columns)]).sample(fraction=1, shuffle=True, seed=1)


FORMS: dict[str, Form] = {
    "whole rows": _whole,
    "one token and a city": _one_token,
    "kept values only": _kept,
    "upper case, pasted": _pasted,
    "JSON lines": _json,
    "one row in ten": _diluted,
}


def main(rows: int = ROWS, repeats: int = REPEATS, strangers: int = STRANGERS) -> None:
    with tempfile.TemporaryDirectory(prefix="piiscan-trace-") as folder:
        made, place = Workspace(Path(folder) / "home"), Path(folder)
        before = time.perf_counter()
        first, second = orders(rows, seed=3), orders(rows, seed=4)
        every = {**TOKENS, **KEPT}
        releases = [made.deliver(first, partner, every) for partner in ("acme", "beta", "gamma")]
        releases.append(made.deliver(pl.concat([first[rows // 2 :], second[: rows // 2]]), "beta", every))
        releases.append(made.deliver(second, "delta", KEPT))
        print(f"{len(releases)} deliveries of {rows:,} rows in {time.perf_counter() - before:.0f} s")
        for release in releases:
            octets = (made.home / "releases" / release / "sketch.bin").stat().st_size
            print(f"sketch of {release[-2:]}: {octets * 1_000_000 / rows / 1e6:.1f} MB a million rows")
        _detection(made, releases, place, repeats)
        _strangers(made, releases[0], strangers)


def _detection(made: Workspace, releases: list[str], place: Path, repeats: int) -> None:
    """Of the first delivery to each partner: traced, and to none of another partner."""
    copies = [made.copies[release] for release in releases[:3]]
    print(f"traced to the right delivery, of {repeats} (and to another partner)")
    print(f"{'rows':<22}" + "".join(f"{size:>10}" for size in SIZES))
    for name, form in FORMS.items():
        cells = []
        for size in SIZES:
            right = wrong = 0
            for number in range(repeats):
                of = number % len(copies)
                leaked = copies[of].sample(size, seed=number, shuffle=True)
                found = made.trace(form(leaked, place))
                named = [one.release for one in found.suspects] if found.verdict == "traced" else []
                right += releases[of] in named
                wrong += any(release in named for release in releases[:3] if release != releases[of])
            cells.append(f"{right} ({wrong})")
        print(f"{name:<22}" + "".join(f"{cell:>10}" for cell in cells), flush=True)


def _strangers(made: Workspace, release: str, files: int) -> None:
    """Files of 20 rows of other people, as they are and masked by other keys as the deliveries are.

    Read as one, and judged one by one, as `release trace` does: only the opening of files is left out.
    """
    log = Log(made.home)
    held = [one for one in deliveries(log) if isinstance(one, Delivery)]
    subkey, odds = sketch_key(scan_key(made.home)), list[float]()
    for number in range(0, files, _TOGETHER):
        rows = orders(20 * _TOGETHER, seed=1_000 + number)
        odds += _odds(rows if number // _TOGETHER % 2 else _masked(rows, made, release), held, subkey)
    alarms = sum(value - log10(len(held)) >= 6 for value in odds)
    possible = sum(value - log10(len(held)) >= 3 for value in odds) - alarms
    print(f"false alarms: {alarms} of {len(odds)}, at most {at_most(alarms, len(odds)):.1e} (95 %)", end="; ")
    print(f"possible: {possible}; the highest odds are 10^{max(odds):.1f}")


def _odds(rows: pl.DataFrame, held: list[Delivery], subkey: str) -> list[float]:
    """The highest of each file, over all deliveries, by tokens and by rows."""
    found = pieces(cells_of(rows)).with_columns(pl.col("row") // 20).unique(maintain_order=True)
    keys, of = keys_of(found["value"], subkey), found["row"].to_numpy()
    cells = grid(cells_of(rows), rows.columns, len(rows), subkey)
    best = [-1.0] * (len(rows) // 20)
    for one in held:
        met = first_met(keys, one.tokens) if one.tokens else None
        by_row, tries = rows_met(cells, one.rows), tries_of(cells)
        for file in range(len(best)):
            here = [odds_of_rows(by_row[20 * file : 20 * file + 20], one.rows, tries)] if one.rows else []
            here += [odds_of_pieces(met[of == file], one.tokens)] if met is not None else []
            best[file] = max(best[file], *here)
    return best


def _masked(rows: pl.DataFrame, made: Workspace, release: str) -> pl.DataFrame:
    masked = mask(rows, plan=made.plans[release], key=MasterKey(secret_in(fresh())))
    assert isinstance(masked, pl.DataFrame)
    return masked


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
