"""Schemes name their levels, and the general one is the tiers of the model."""

from __future__ import annotations

import pytest

from piiscan.errors import PolicyError
from piiscan.model.tier import TIERS
from piiscan.policy.tier_schemes import load_scheme, scheme_names


def test_every_installed_scheme_loads_under_its_own_name() -> None:
    for name in scheme_names():
        scheme = load_scheme(name)
        assert scheme.name == name
        assert scheme.source
        assert {level.tier for level in scheme.levels} <= TIERS.keys()


def test_the_general_scheme_is_the_tiers_of_the_model() -> None:
    levels = load_scheme("general").levels
    assert {level.tier: (level.en, level.zh) for level in levels} == TIERS


def test_a_scheme_that_is_not_installed_is_refused() -> None:
    with pytest.raises(PolicyError, match="must be one of general"):
        load_scheme("../partner-default")
