"""Levels of legal schemes: by themselves, together in one table, and beside a tier that stays what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from piiscan.detection.packs import recognizers
from piiscan.model.finding import ColumnFinding, DocumentFinding, TableFinding
from piiscan.model.scheme import Scheme
from piiscan.policy.tier_schemes import load_scheme, scheme_names
from piiscan.verbs.grade import grade, grade_document
from tests.reports.made_up import column

KINDS = {r.entity: r for r in reversed(recognizers())}


def scheme(name: str) -> Scheme:
    return load_scheme(name, KINDS)


def found(entity: str) -> ColumnFinding:
    kind = KINDS[entity]
    return column(entity.lower(), status="personal", entity=entity, role=kind.role, tier=kind.tier)


def table(*columns: ColumnFinding, minors: int = 0) -> TableFinding:
    tier = max((c.tier for c in columns), default=1)
    return TableFinding("t.csv", "t", "csv", 9, 9, tier, 9, "", columns, minors)


def levels(name: str, *entities: str, minors: int = 0) -> dict[str, str | None]:
    graded = grade(table(*map(found, entities), minors=minors), scheme(name))
    return {c.entity or c.name: c.level for c in graded.columns}


@pytest.mark.parametrize(
    ("name", "alone", "other", "low", "high"),
    [
        ("jrt-0171", "PERSON", "CN_BANK_CARD", "C1", "C2"),
        ("jrt-0171", "CN_BANK_CARD", "PASSWORD", "C2", "C3"),
        ("jrt-0197", "CN_BANK_CARD", "PASSWORD", "3", "4"),
        ("gbt-35273", "USERNAME", "PASSWORD", "personal", "sensitive"),
        ("pipl", "CN_RESIDENT_ID", "BIOMETRIC", "personal", "sensitive"),
        ("pipl", "PASSWORD", "BANK_ACCOUNT", "personal", "sensitive"),
        ("gdpr", "CITY", "PERSON", "possible", "personal"),
        ("hipaa", "HEALTH", "PERSON", "none", "PHI"),
        ("hipaa", "PERSON", "HEALTH", "identifier", "PHI"),
        ("pci", "PERSON", "CREDIT_CARD", "none", "CHD"),
        ("pci", "CARD_EXPIRY", "CREDIT_CARD", "none", "CHD"),
    ],
)
def test_what_stands_beside_a_column_raises_its_level(name: str, alone: str, other: str, low: str, high: str) -> None:
    assert levels(name, alone) == {alone: low}
    assert levels(name, alone, other)[alone] == high
    assert levels(name, other, alone)[alone] == high


@pytest.mark.parametrize(
    ("name", "entity", "level"),
    [
        ("pci", "CVV", "SAD"),
        ("pci", "EMAIL_ADDRESS", "none"),
        ("gdpr", "HEALTH", "special"),
        ("gdpr", "CRIMINAL_RECORD", "criminal"),
        ("gdpr", "IP_ADDRESS", "personal"),
        ("hipaa", "DATE_OF_BIRTH", "limited"),
        ("hipaa", "US_SSN", "identifier"),
        ("pipl", "RELIGION", "sensitive"),
        ("gbt-43697", "PERSON", "general-2"),
        ("gbt-43697", "BIOMETRIC", "general-4"),
        ("jrt-0197", "BIOMETRIC", "4"),
    ],
)
def test_an_entity_has_the_level_that_its_law_gives(name: str, entity: str, level: str) -> None:
    assert levels(name, entity) == {entity: level}


def test_personal_information_of_children_is_sensitive_whatever_it_is() -> None:
    assert levels("pipl", "PERSON", "CITY") == {"PERSON": "personal", "CITY": "personal"}
    assert levels("pipl", "PERSON", "CITY", minors=1) == {"PERSON": "sensitive", "CITY": "sensitive"}


@pytest.mark.parametrize("name", scheme_names())
def test_a_scheme_never_changes_the_general_tier_or_the_verdict(name: str) -> None:
    plain = table(*map(found, KINDS), column("sku"), minors=2)
    graded = grade(plain, scheme(name))
    assert replace(graded, level=None, grounds=(), columns=plain.columns) == plain
    assert tuple(replace(c, level=None) for c in graded.columns) == plain.columns


@pytest.mark.parametrize("name", scheme_names())
def test_company_never_lowers_a_level(name: str) -> None:
    law, everything = scheme(name), grade(table(*map(found, KINDS)), scheme(name))
    order = [level.id for level in law.levels]
    for one in everything.columns:
        alone = grade(table(one), law).columns[0].level
        assert alone is one.level is None or order.index(str(one.level)) >= order.index(str(alone))


def test_the_general_scheme_gives_no_level_beside_its_tiers() -> None:
    graded = grade(table(found("PERSON")), scheme("general"))
    assert (graded.level, graded.grounds, graded.columns[0].level) == (None, (), None)


def test_a_clean_column_has_no_level_and_an_undecided_one_that_of_its_best_guess() -> None:
    guess = column("n", status="undecided", candidate="CN_BANK_CARD", tier=4)
    clean, undecided = grade(table(column("sku"), guess), scheme("jrt-0171")).columns
    assert (clean.level, undecided.level) == (None, "C2")


def test_an_entity_that_no_pack_has_falls_to_the_default_of_the_scheme() -> None:
    unheard = column("x", status="personal", entity="XX_TOKEN", tier=4)
    assert [grade(table(unheard), scheme(name)).level for name in ("jrt-0171", "pci")] == ["C1", "none"]


def test_free_text_has_the_level_of_the_worst_in_it_and_counts_as_company() -> None:
    note = column("note", status="personal", entity="FREE_TEXT", tier=4, in_text={"PERSON": 3, "PASSWORD": 1})
    graded = grade(table(note, found("CN_BANK_CARD")), scheme("jrt-0171"))
    assert [c.level for c in graded.columns] == ["C3", "C3"]


def test_grounds_name_the_clause_and_every_graded_column_once() -> None:
    graded = grade(table(found("CITY"), found("PERSON"), found("CN_BANK_CARD"), column("sku")), scheme("jrt-0171"))
    assert graded.level == "C2"
    assert sorted(name for ground in graded.grounds for name in ground.columns) == ["city", "cn_bank_card", "person"]
    raised = next(ground for ground in graded.grounds if "person" in ground.columns)
    assert "combination" in raised.clause


def test_the_entities_of_a_document_stand_together() -> None:
    text = DocumentFinding("a.txt", "text", "zh", 4, {"PERSON": 2, "HEALTH": 1})
    assert grade_document(text, scheme("hipaa")).level == "PHI"
    assert grade_document(replace(text, entities={}), scheme("hipaa")).level is None
