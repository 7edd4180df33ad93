"""Ladders: the coarser forms of each entity, rung by rung, each a function of the one before it.

That a rung is a function of the one below is what a search relies on: crowds only grow on the way up (LeFevre et al.,
Incognito: efficient full-domain k-anonymity, SIGMOD 2005, the generalisation property).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["default_generalization", "ladder"]

Form = Mapping[str, object]
"""Parameters of operator `generalize`."""

_AGES: Sequence[Form] = (
    {"to": "age_band"},
    {"to": "age_band", "step": 10},
    {"to": "age_band", "step": 20, "top": 80},
    {"to": "age_band", "step": 40, "top": 80},
)
_PLACES: Sequence[Form] = ({"to": "region"}, {"to": "region", "level": "province"})
_CODES: Sequence[Form] = ({"to": "prefix"}, {"to": "prefix", "length": 2}, {"to": "prefix", "length": 1})

_LADDERS: Mapping[str, Sequence[Form]] = {
    "ADDRESS": _PLACES,
    "AGE": _AGES,
    "BALANCE": (
        {"to": "bin", "step": 10000, "bottom": 0, "top": 100000},
        {"to": "bin", "step": 50000, "bottom": 0, "top": 100000},
    ),
    "CITY": _PLACES[1:],
    "CN_ADDRESS": _PLACES,
    "CN_POSTAL_CODE": _CODES,
    "DATE_OF_BIRTH": _AGES,
    "GEO_COORDINATE": ({"to": "grid", "cell": 0.1}, {"to": "grid", "cell": 1}),
    "HK_ADDRESS": _PLACES,
    "IP_ADDRESS": (
        {"to": "network"},
        {"to": "network", "ipv4": 16, "ipv6": 32},
        {"to": "network", "ipv4": 8, "ipv6": 16},
    ),
    "LOCATION": _PLACES,
    "MO_ADDRESS": _PLACES,
    "POSTAL_CODE": _CODES,
    "SALARY": (
        {"to": "bin", "step": 5000, "bottom": 0, "top": 50000},
        {"to": "bin", "step": 10000, "bottom": 0, "top": 50000},
        {"to": "bin", "step": 50000, "bottom": 0, "top": 50000},
    ),
    "TW_ADDRESS": _PLACES,
}


def ladder(entity: str) -> list[dict[str, object]]:
    """Parameters of the entity's generalisations, the finest first; none where none is known."""
    return [dict(rung) for rung in _LADDERS.get(entity, ())]


def default_generalization(entity: str) -> dict[str, object] | None:
    """Parameters that suit an entity: the lowest rung; None where no generalisation is known."""
    return next(iter(ladder(entity)), None)
