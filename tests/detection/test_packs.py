"""Packs are read strictly, and what they declare holds together."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from piiscan.detection import packs
from piiscan.detection.declarations import recognizer
from piiscan.detection.examples import failures
from piiscan.detection.families import FAMILIES, belongs
from piiscan.detection.search.inside import Inside
from piiscan.errors import PackError
from piiscan.model.recognizer import Pattern, Recognizer
from piiscan.model.tier import TIERS, Role

RECOGNIZERS = packs.recognizers()
DECLARED = {"entity": "X", "zh": "某", "role": "secret", "tier": 4, "source": "test"}


def test_ids_are_unique() -> None:
    assert len({r.id for r in RECOGNIZERS}) == len(RECOGNIZERS)


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda r: r.id)
def test_examples_hold_in_both_engines(recognizer: packs.Recognizer) -> None:
    assert list(failures(recognizer)) == []


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda r: r.id)
def test_declarations_are_complete(recognizer: packs.Recognizer) -> None:
    assert recognizer.tier in TIERS
    assert recognizer.tier > 1
    assert recognizer.role != Role.NONE
    assert recognizer.source
    assert recognizer.patterns or recognizer.lexicon or recognizer.check or recognizer.header.words
    assert 0 < recognizer.chance <= 1
    assert 0 < recognizer.check_chance <= 1
    assert packs.canonical(recognizer)
    assert (packs.check(recognizer) is None) == (recognizer.check is None)


def test_recognizers_of_one_entity_agree_on_its_name_its_role_and_what_tokens_are_made_of() -> None:
    forms: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for r in RECOGNIZERS:
        forms[r.entity].add((r.canonical, r.role, r.zh))
    assert {entity: found for entity, found in forms.items() if len(found) > 1} == {}


def test_a_number_too_short_to_be_found_in_texts_is_refused() -> None:
    """Shorter ones are found behind their label only (sees: header)."""
    short = Recognizer("x/y", "X", "某", Role.NONE, 2, "made up", patterns=(Pattern("[0-9]{6}", "digit"),))
    with pytest.raises(PackError, match="x/y"):
        Inside([short], 0.0)


def test_families_have_members_and_are_not_their_own() -> None:
    entities = {r.entity for r in RECOGNIZERS}
    for family in FAMILIES:
        assert any(belongs(entity, family) for entity in entities), family
        assert not belongs(family, family)
    assert not belongs("EMAIL_ADDRESS", "ADDRESS")
    assert not belongs("IP_ADDRESS", "ADDRESS")


BROKEN: dict[str, object] = {
    "unknown key": {**DECLARED, "pattern": []},
    "no entity": {key: value for key, value in DECLARED.items() if key != "entity"},
    "unknown role": {**DECLARED, "role": "admin"},
    "tier in quotes": {**DECLARED, "tier": "4"},
    "unknown pattern key": {**DECLARED, "patterns": [{"regex": "x"}]},
    "header word no text": {**DECLARED, "header": {"en": [False]}},
    "header without languages": {**DECLARED, "header": ["word"]},
    "header word by itself": {**DECLARED, "header": {"en": "word"}},
    "unknown example": {**DECLARED, "examples": {"matches": []}},
    "word list elsewhere": {**DECLARED, "lexicon": "../../secrets"},
    "a text": "a text",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_declaration_is_refused_by_name(case: str) -> None:
    with pytest.raises(PackError, match="pack/broken"):
        recognizer("pack/broken", BROKEN[case])


@pytest.mark.parametrize("octets", [b"", b"- a", b"a: [", b"a: !!int ''", b"a: \xff"])
def test_a_file_that_is_no_pack_is_refused_by_name(octets: bytes, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "theme.yaml").write_bytes(octets)
    with pytest.raises(PackError, match=r"theme\.yaml"):
        packs.read(tmp_path)


def test_the_digest_names_the_packs_and_stays_the_same() -> None:
    assert packs.digest() == packs.digest()
    assert packs.digest().startswith("sha256:")
