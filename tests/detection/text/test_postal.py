"""Addresses of many countries, whole."""

from __future__ import annotations

import polars as pl
import pytest

from piiscan.detection.text.postal import PostalFinder


def addresses(text: str) -> list[str]:
    return [text[s.start : s.end] for _, s in PostalFinder().find(pl.Series([text]))]


@pytest.mark.parametrize(
    "address",
    [
        "Rua das Acácias 12",
        "Tulpenstraße 9\n10999 Berlin\nGermany",
        "Björkgatan 4, 411 22 Göteborg, Sweden",
        "ul. Lipowa 7/9, 00-123 Kraków, Poland",
        "18 rue de la Paix",
        "77 Sycamore Close, Norwich NR2 4SF",
        "Unit 5501 Box 12\nDPO AE 09123",
        "PSC 812, Box 90\nFPO AP 96112",
        "4 Elm Court\n> Apt. 9\n> Porvoo\n> Finland 06100",
        "P.O. Box 1188",
        "U Kaplanky 14\n602 00 Brno",
        "Szegedi utca 8., H-6720 Makó",
        "Via Fontana, 3 Piano 2\n20121, Lodi (LO)",
        "Lindesingel 40\n3512AB\nUtrecht",
        "Alameda Ventosa, 6, Jardim Claro, 01310-100 Santos / SP",
        "9 Elm Road\nCorkhill\n, ck\n 00617",
        "14 Moss Lane Apt. 3 Galway IE",
        "Marthahof 12, 10999 Berlin",
    ],
)
def test_an_address_is_one_span_to_its_end(address: str) -> None:
    assert addresses(f"Please write to {address}") == [address]


@pytest.mark.parametrize(
    "text", ["DOB 3 June 1979, seen on 5 May 2020", "via email in 2 days", "Windows 11 Pro", "Call Mary at 9, please"]
)
def test_days_and_versions_are_no_houses(text: str) -> None:
    assert addresses(text) == []


def test_a_person_behind_a_street_is_no_town() -> None:
    assert addresses("She left 77 Oak Lane, Mary.") == ["77 Oak Lane"]


@pytest.mark.parametrize(
    "text", ["Room 12, 2019 Budget", "Figure 3\n2019 Data", "The talk is on Monday 12", "on Earth 9"]
)
def test_years_and_hours_are_neither_postcodes_nor_houses(text: str) -> None:
    assert addresses(text) == []


def test_a_name_and_a_house_number_behind_where_to_meet_are_an_address() -> None:
    assert addresses("The station is on Nad Lipou 1677.") == ["Nad Lipou 1677"]
