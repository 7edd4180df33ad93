"""Scheme files: every level and rule is named, covers what the packs know, and nothing they do not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from piiscan.detection.packs import recognizers
from piiscan.errors import PolicyError
from piiscan.model.recognizer import FREE_TEXT, Recognizer
from piiscan.model.scheme import Scheme
from piiscan.model.tier import TIERS
from piiscan.policy.tier_schemes import load_scheme, parse_scheme, scheme_names

LEGAL = ("gbt-35273", "gbt-43697", "gdpr", "hipaa", "jrt-0171", "jrt-0197", "pci", "pipl")
KINDS: Mapping[str, Recognizer] = {r.entity: r for r in reversed(recognizers())}

FILE = """
piiscan: scheme/1
name: house
document: House rules
source: house rules, read
levels:
  - {id: low, en: low, zh: 低, what: little}
  - {id: high, en: high, zh: 高, what: much}
rules:
  - {level: high, clause: "1", source: read, entities: [PERSON]}
  - {level: low, clause: "2", source: modelled on, role: secret}
others: {level: low, clause: "3", source: read}
together:
  - {level: high, clause: "4", source: read, raises: ["level low"], beside: [{one_of: [PERSON]}]}
"""

FAULTS = {
    "an entity that is not known": ("[PERSON]}\n  - {level: low", "[PERSN]}\n  - {level: low", "did you mean PERSON"),
    "a glob that means nothing": ("[PERSON]}\n  - {level: low", '["X_*"]}\n  - {level: low', "no entity of the packs"),
    "a level that is not known": ('{level: high, clause: "1"', '{level: hgh, clause: "1"', "must be one of low, high"),
    "a whole level without entities": ("level low", "level lower", "no entity of the packs"),
    "a rule without a clause": ('clause: "2", ', "", "clause: is missing"),
    "a rule that does not say what was read": ("source: modelled on", "source: heard of", "must be one of read"),
    "a rule after one that takes all of it": ("role: secret", "entities: [PERSON]", "never applies"),
    "no default": ("others:", "rest:", "unknown key"),
    "a combination of one": (", beside: [{one_of: [PERSON]}]", "", "needs beside"),
    "the same level twice": ("{id: high, en", "{id: low, en", "the same level twice"),
}


@pytest.fixture(params=LEGAL)
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return load_scheme(request.param, KINDS)


def test_every_promised_scheme_is_installed() -> None:
    assert set(scheme_names()) == {"general", *LEGAL}


def test_a_scheme_is_called_what_its_file_is_called(scheme: Scheme) -> None:
    assert scheme.name in LEGAL
    assert scheme.source


def test_every_entity_of_the_packs_has_a_level(scheme: Scheme) -> None:
    assert scheme.gradings.keys() == KINDS.keys() | {FREE_TEXT}


def test_levels_have_names_in_both_languages_and_one_id_each(scheme: Scheme) -> None:
    assert len({level.id for level in scheme.levels}) == len(scheme.levels)
    assert all(level.en and level.zh and level.en != level.zh and level.what for level in scheme.levels)


def test_every_grading_names_document_and_clause(scheme: Scheme) -> None:
    for grading in (*scheme.gradings.values(), *(rule.grading for rule in scheme.together)):
        document, _, clause = grading.clause.partition(", ")
        assert document
        assert clause.removesuffix(", modelled on").strip()


def test_levels_are_in_ascending_order(scheme: Scheme) -> None:
    """What the packs call sensitive is never below what they call indirect, where law grades both as personal."""
    ranks = {name: scheme.rank(grading) for name, grading in scheme.gradings.items()}
    assert ranks["CVV"] >= ranks["CN_BANK_CARD"] >= ranks["PERSON"] or scheme.name == "hipaa"
    assert ranks["PERSON"] >= ranks["CITY"]
    assert ranks["HEALTH"] >= ranks["JOB_TITLE"]


def test_a_combination_only_ever_raises(scheme: Scheme) -> None:
    for rule in scheme.together:
        assert any(scheme.rank(scheme.gradings[name]) < scheme.rank(rule.grading) for name in rule.raises)


def test_the_general_scheme_is_the_tiers_of_the_model() -> None:
    general = load_scheme("general", KINDS)
    assert {int(level.id): (level.en, level.zh) for level in general.levels} == TIERS
    assert not general.gradings


def test_a_scheme_that_is_not_installed_is_refused() -> None:
    with pytest.raises(PolicyError, match="must be one of gbt-35273"):
        load_scheme("../partner-default", KINDS)


def test_of_rules_that_take_an_entity_the_first_wins() -> None:
    house = parse_scheme(FILE, KINDS, "house.yaml")
    assert house.gradings["PERSON"].clause == "House rules, 1"
    assert house.gradings["PASSWORD"].clause == "House rules, 2, modelled on"
    assert house.gradings["CITY"].clause == "House rules, 3"
    assert house.together[0].raises == KINDS.keys() - {"PERSON"} | {FREE_TEXT}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_scheme_file_is_refused_and_the_place_named(fault: str) -> None:
    right, wrong, said = FAULTS[fault]
    assert right in FILE
    with pytest.raises(PolicyError, match=said) as refused:
        parse_scheme(FILE.replace(right, wrong, 1), KINDS, "house.yaml")
    assert str(refused.value).startswith("house.yaml: ")
