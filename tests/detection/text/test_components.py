"""Addresses in their components."""

from __future__ import annotations

import pytest

from piiscan.detection.text.components import components
from piiscan.model.span import Span


def parts(address: str, entity: str = "ADDRESS", of: str | None = None) -> list[str]:
    text = f"To {address}."
    spans = components(text, [Span(3, 3 + len(address), entity, 0.9, "text/postal", of)])
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("address", "components_of_it"),
    [
        ("77 Elm Street", ["77 Elm Street"]),
        ("77 Elm Street Apt. 4B, Porvoo", ["77 Elm Street ", "Apt. 4B, ", "Porvoo"]),
        (
            "Elmgatan 7\n  Suite 12\n\n  Porvoo\n  Finland 06100",
            ["Elmgatan 7\n  ", "Suite 12\n\n  ", "Porvoo\n  ", "Finland ", "06100"],
        ),
        ("Elmgatan 1212", ["Elmgatan 1212"]),
        ("> 12 Elm Road\n> Norwich NR2 4SF", ["> 12 Elm Road\n> ", "Norwich ", "NR2 4SF"]),
    ],
)
def test_street_flat_town_country_and_postcode_are_a_span_each(address: str, components_of_it: list[str]) -> None:
    assert parts(address) == components_of_it


def test_components_cover_every_character_of_the_address() -> None:
    address = "4 Elm Court,\n> Apt. 9\n>\n> Porvoo, Finland 06100"
    assert "".join(parts(address)) == address


@pytest.mark.parametrize(("entity", "of"), [("ORGANIZATION", None), ("ADDRESS", "home_address")])
def test_firms_and_the_address_of_the_row_stay_whole(entity: str, of: str | None) -> None:
    assert parts("Jones, Elm & Co", entity, of) == ["Jones, Elm & Co"]
