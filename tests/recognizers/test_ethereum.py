"""Addresses of Ethereum: capitals are a checksum, where there are any."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

checks = import_module("piiscan.recognizers.global.checks")
keccak = import_module("piiscan.recognizers.global.keccak")

EIP_55 = (
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
)
"""Test cases of the proposal."""


def holds(*values: str | None) -> list[bool]:
    return checks.ethereum(pl.Series(values, dtype=pl.String)).to_list()


def test_the_digest_of_nothing_is_that_of_the_keccak_team() -> None:
    digest = keccak.keccak_256(np.zeros((1, 0), dtype=np.uint8)).tobytes().hex()
    assert digest == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


def test_the_addresses_of_the_proposal_hold_and_each_wrong_capital_is_seen() -> None:
    assert holds(*EIP_55) == [True] * len(EIP_55)
    for address in EIP_55:
        spoilt = [address[:at] + address[at].swapcase() + address[at + 1 :] for at in range(2, 42)]
        assert holds(*spoilt) == [not address[at].isalpha() for at in range(2, 42)]


@settings(deadline=None, max_examples=30)
@given(st.binary(min_size=20, max_size=20))
def test_addresses_of_one_case_carry_no_checksum(address: bytes) -> None:
    assert holds("0x" + address.hex(), "0x" + address.hex().upper()) == [True, True]


def test_each_address_of_many_is_judged_as_it_would_be_alone() -> None:
    many = [*EIP_55, EIP_55[0].replace("A", "a", 1), None, "0x12", "no address"] * 700
    assert holds(*many) == [one for value in many[:8] for one in holds(value)] * 700
