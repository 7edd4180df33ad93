"""What chance does is bounded: of filters, of measured shares, and of the evidence that is made of them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.model.typed import Misfit
from piiscan.verbs.trace.bloom import Bloom, Keys
from piiscan.verbs.trace.chance import at_most, met_again
from piiscan.verbs.trace.combinations import chosen, combined
from piiscan.verbs.trace.evidence import first_met, odds_of_pieces, odds_of_rows
from piiscan.verbs.trace.gathering import Gathering
from piiscan.verbs.trace.pieces import canonical, pieces
from piiscan.verbs.trace.sketch import Known, Sketch, packed, unpacked

SUBKEY = "ab" * 32


def drawn(seed: int, number: int) -> Keys:
    return np.random.default_rng(seed).integers(0, 2**64, number, dtype=np.uint64)


def known(chance: float, keys: Keys) -> Known:
    bloom = Bloom.sized(len(keys))
    bloom.add(keys)
    return Known("tokens", ("t.a",), len(keys), chance, bloom)


@pytest.mark.parametrize("keys", [1, 100, 100_000])
def test_a_filter_holds_all_its_keys_in_24_bits_each_and_few_others(keys: int) -> None:
    bloom = Bloom.sized(keys)
    bloom.add(drawn(1, keys))
    assert bloom.holds(drawn(1, keys)).all()
    assert len(bloom.bits) <= max(512, 3 * keys)
    assert bloom.chance < 2e-5
    assert bloom.holds(drawn(2, 1_000_000)).sum() <= 60


def test_a_filter_that_is_fuller_than_expected_says_how_unsure_it_is() -> None:
    bloom = Bloom.sized(1_000)
    bloom.add(drawn(1, 5_000))
    assert bloom.holds(drawn(2, 100_000)).mean() == pytest.approx(bloom.chance, rel=0.1)
    assert bloom.chance > 0.01


def test_a_sketch_is_read_as_it_was_written_and_nothing_else_is_one() -> None:
    sketch = Sketch("00aa", (known(0.01, drawn(1, 50)), known(0.2, drawn(2, 900))))
    again = unpacked(packed(sketch))
    assert packed(again) == packed(sketch)
    assert again.known[1].filter.holds(drawn(2, 900)).all()
    for broken in (b"", b"{}\n", packed(sketch)[:-1], packed(sketch) + b"\0", b"[1]\n" + packed(sketch)):
        with pytest.raises(Misfit):
            unpacked(broken)


@given(st.floats(1e-4, 0.2), st.integers(0, 2**32 - 1))
def test_chance_alone_brings_no_more_evidence_than_it_may(chance: float, seed: int) -> None:
    """The expectation of ten to the odds is at most 1 (Markov's inequality does the rest)."""
    rng, both = np.random.default_rng(seed), [known(chance, drawn(1, 1)), known(chance / 2, drawn(2, 1))]
    odds = []
    for _ in range(200):
        draw = rng.random(50)
        met = np.where(draw < chance, 0, np.where(draw < chance * 1.5, 1, -1))
        odds.append(odds_of_pieces(met, both))
        rows = np.stack([rng.random(50) < chance, rng.random(50) < chance / 2], axis=1)
        odds.append(odds_of_rows(rows, both, 0))
    assert max(odds) < 5
    assert np.mean([value >= 2 for value in odds]) <= 0.03


def test_a_tenth_of_a_file_is_evidence_and_its_rarest_filter_counts() -> None:
    keys, foreign = drawn(1, 20), drawn(2, 180)
    both = [known(0.2, drawn(1, 20)), known(1e-4, drawn(1, 20))]
    met = first_met(np.concatenate([keys, foreign]), both)
    assert (met[:20] == 1).all()
    assert (met[20:] == -1).all()
    assert odds_of_pieces(met, both) > 20


@pytest.mark.parametrize(("met", "tried"), [(0, 100), (3, 100), (50, 1_000)])
def test_a_measured_share_lies_below_its_bound_19_times_in_20(met: int, tried: int) -> None:
    """Were the share at the bound, as few as were met would be met once in twenty times or less."""
    counts = np.random.default_rng(5).binomial(tried, at_most(met, tried), 100_000)
    assert (counts <= met).mean() <= 0.05
    assert at_most(met, 0) == 1.0


def test_rows_that_come_again_tell_nothing() -> None:
    assert met_again(drawn(1, 1_000)) == pytest.approx(0.003)
    assert met_again(np.repeat(drawn(1, 200), 5)) == 1.0
    assert met_again(np.empty(0, np.uint64)) == 1.0


def test_combinations_are_the_smallest_that_tell_and_the_order_of_cells_is_nothing() -> None:
    alone, crowd, other = drawn(1, 500), drawn(2, 4)[np.arange(500) % 4], drawn(3, 25)[np.arange(500) % 25]
    cells = np.stack([crowd, alone, other], axis=1)
    assert chosen(cells, 500) == [(1,)]
    assert (combined(cells, (0, 1)) == combined(cells[:, [1, 2, 0]], (2, 0))).all()
    assert not (combined(cells, (0,)) == combined(cells, (0, 1))).any()
    assert chosen(np.stack([crowd, crowd], axis=1), 500) == []


def test_values_that_were_never_masked_do_not_stand_for_tokens_of_other_keys() -> None:
    gathering, names = Gathering(SUBKEY), pl.Series([f"name{i}" for i in range(100)])
    gathering.announce("names", "t.name", 100)
    gathering.add("names", names)
    gathering.compare("names", pl.Series([f"other{i}" for i in range(20_000)]), unmasked=True)
    assert gathering.wants("names", 10_000)
    gathering.compare("names", pl.concat([names] * 10))
    assert gathering.known() == ()


@pytest.mark.parametrize(
    ("written", "form"),
    [("０１３８-0013 8000", "13800138000"), ("Li Wei", "liwei"), ("1.50", "15"), ("1.5", "15"), ("12.00", "12"),
     ("  AB-12 ", "ab12"), ("李娜", "李娜"), ("007", None), ("-", None), ("x", None)],
)  # fmt: skip
def test_one_value_has_one_form_however_it_is_written(written: str, form: str | None) -> None:
    assert canonical(pl.Series([written])).to_list() == [form]


def test_a_token_is_seen_wherever_it_stands_in_a_text() -> None:
    token = "0123456789abcdef0123456789abcdef"
    texts = [f"客户{token.upper()}，回电15400001234。", f"<PERSON:{token}>", f'{{"id":"{token}"}}', f"id={token};x"]
    found = pieces(pl.DataFrame({"row": range(4), "value": texts}, schema_overrides={"row": pl.UInt32}))
    assert set(found.filter(value=token)["row"]) == {0, 1, 2, 3}
    assert found.filter(value="15400001234")["row"].to_list() == [0]
