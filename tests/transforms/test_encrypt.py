"""encrypt: opened by its key and domain alone, and by nothing that was changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from piiscan.transforms import Context, Reversible, build
from tests.transforms.cases import CONTEXT, Case, masked

VALUES: list[str | None] = [f"person {number}" for number in range(300)]


def opened(sealed: list[str | None], context: Context = CONTEXT) -> list[str | None]:
    operator = build("encrypt", {})
    assert isinstance(operator, Reversible)
    frame = pl.DataFrame({"value": pl.Series(sealed, dtype=pl.String)})
    return frame.select(operator.original(pl.col("value"), context)).to_series().to_list()


@pytest.mark.catalogue("A9")
def test_the_cipher_is_that_of_rfc_5297_under_a_key_of_64_octets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Appendix A.1, which has a key of 32: shorter ones fall to who attacks many keys at once."""
    key = bytes([*range(0xFF, 0xEF, -1), *range(0xF0, 0x100)])
    text, beside = bytes.fromhex("112233445566778899aabbccddee"), [bytes(range(0x10, 0x28))]
    sealed = "85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c"
    assert AESSIV(key).encrypt(text, beside).hex() == sealed
    sizes: list[int] = []
    monkeypatch.setattr("cryptography.hazmat.primitives.ciphers.aead.AESSIV", _measured(sizes))
    masked(Case("encrypt"), VALUES)
    assert set(sizes) == {64}


def _measured(sizes: list[int]) -> Callable[[bytes], AESSIV]:
    def cipher(key: bytes) -> AESSIV:
        sizes.append(len(key))
        return AESSIV(key)

    return cipher


@pytest.mark.catalogue("A10")
@pytest.mark.parametrize("other", [{"partner": "other"}, {"domain": "other"}], ids=str)
def test_another_partner_or_domain_opens_nothing(other: dict[str, str]) -> None:
    assert opened(masked(Case("encrypt"), VALUES), replace(CONTEXT, **other)) == [None] * len(VALUES)  # type: ignore[arg-type]


@pytest.mark.catalogue("A10")
def test_a_changed_character_anywhere_is_not_opened() -> None:
    sealed = masked(Case("encrypt"), ["Ann Lee"])[0] or ""
    changed: list[str | None] = [
        sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        for place in range(2, len(sealed) - 1)
    ]
    assert opened(changed) == [None] * len(changed)


def test_equal_people_are_equal_and_no_two_share_an_output() -> None:
    sealed = masked(Case("encrypt"), [*VALUES, *VALUES])
    assert sealed[:300] == sealed[300:]
    assert len(set(sealed)) == 300


@pytest.mark.catalogue("B31")
def test_no_output_begins_like_a_formula_or_a_number() -> None:
    assert all((output or "").startswith("e_") for output in masked(Case("encrypt"), VALUES))
