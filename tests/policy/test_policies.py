"""A policy says what its file says, and a file with a mistake in it is no policy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from piiscan.errors import PolicyError
from piiscan.model.incident import Bounds
from piiscan.model.policy import Band, Match, Rule, Thresholds
from piiscan.model.tier import Role
from piiscan.policy.policies import default_policy, load_policy
from piiscan.policy.policy_text import render_policy
from piiscan.policy.records import out_of_date

ENTITIES = {"CN_MOBILE", "EMAIL_ADDRESS", "FREE_TEXT"}
OPERATORS = {"drop", "keep", "pseudonym", "text", "generalize", "mask"}

USUAL = """\
piiscan: policy/1
name: strict
version: 2
owner: privacy office
effective: 2026-01-01
review: 2027-01-01
scheme: general
thresholds: {personal: 0.9, clean: 0.1}
risk: {k: 5}
rules:
  - {match: {entity: CN_MOBILE, column: "备用*"}, operator: mask, parameters: {keep: [3, 4], sign: "*"}}
  - {match: {role: quasi_identifier}, operator: generalize, otherwise: drop}
"""

MISTAKES = {
    "unknown key": ("owner:", "ownr:", "ownr: unknown key; did you mean owner"),
    "missing key": ("version: 2\n", "", "version: is missing"),
    "unknown version": ("policy/1", "policy/2", "it is policy/2, of a later piiscan"),
    "unknown scheme": ("scheme: general", "scheme: genral", "scheme: unknown; must be one of gbt-35273"),
    "thresholds the wrong way round": ("clean: 0.1", "clean: 0.95", "thresholds.clean: must be less"),
    "threshold that is not a number": ("clean: 0.1", "clean: .nan", "thresholds.clean: must be a number"),
    "threshold that is a truth value": ("clean: 0.1", "clean: true", "thresholds.clean: must be a number"),
    "k that is no count": ("k: 5", "k: 0", "risk.k: must be 1 or more"),
    "version in quotes": ("version: 2", 'version: "2"', "version: must be a whole number"),
    "date in quotes": ("2026-01-01", '"2026-01-01"', "effective: must be a date"),
    "review before effect": ("2027-01-01", "2025-01-01", "review: must be later"),
    "unknown entity": ("CN_MOBILE", "CN_MOBIL", r"rules\[0\].match.entity: .* did you mean CN_MOBILE"),
    "unknown role": ("quasi_identifier", "quasi", r"rules\[1\].match.role: unknown"),
    "unknown operator": ("operator: mask", "operator: masc", r"rules\[0\].operator: .* did you mean mask"),
    "unknown otherwise": ("otherwise: drop", "otherwise: drob", r"rules\[1\].otherwise: "),
    "unknown status": ("role: quasi_identifier", "status: dirty", r"rules\[1\].match.status: unknown"),
    "tier out of range": ("role: quasi_identifier", "tier: 5", r"rules\[1\].match.tier: must be from 1 to 4"),
    "parameter beside the operator": ("otherwise: drop", "step: 5", r"rules\[1\].step: unknown key"),
    "no condition": ("{role: quasi_identifier}", "{}", r"rules\[1\].match: names no condition"),
    "match that is no mapping": ("{role: quasi_identifier}", "secret", r"rules\[1\].match: must be a mapping"),
    "rules that are no list": ("rules:\n", "rules: {}\nrule:\n", "rule: unknown key"),
    "role above all tiers": ("rules:\n", "roles: {analyst: 5}\nrules:\n", "roles.analyst: must be a tier, from 1 to 4"),
    "role without a tier": ("rules:\n", "roles: {analyst: all}\nrules:\n", "roles.analyst: must be a whole number"),
    "role without a name": ("rules:\n", 'roles: {"": 2}\nrules:\n', "roles: is no name of a role"),
    "role with a name too long": ("rules:\n", f"roles: {{{'r' * 57}: 2}}\nrules:\n", "up to 56 bytes"),
    "roles that are a list": ("rules:\n", "roles: [analyst]\nrules:\n", "roles: must be a mapping"),
    "idle rule": ("role: quasi_identifier", "status: undecided", r"rules\[1\]: can match nothing"),
}


def load(tmp_path: Path, text: str = USUAL) -> object:
    path = tmp_path / "policy.yaml"
    path.write_text(text, "utf-8")
    return load_policy(path, ENTITIES, OPERATORS)


def test_a_policy_file_gives_typed_values(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(USUAL, "utf-8")
    policy = load_policy(path, ENTITIES, OPERATORS)
    assert (policy.name, policy.version, policy.owner, policy.k) == ("strict", 2, "privacy office", 5)
    assert (policy.effective, policy.review) == (date(2026, 1, 1), date(2027, 1, 1))
    assert policy.thresholds == Thresholds(0.9, 0.1)
    assert policy.rules == (
        Rule(Match(entity="CN_MOBILE", column="备用*"), "mask", parameters={"keep": [3, 4], "sign": "*"}),
        Rule(Match(role=Role.QUASI_IDENTIFIER), "generalize", "drop"),
    )


@pytest.mark.catalogue("B6")
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_by_file_and_key(tmp_path: Path, mistake: str) -> None:
    right, wrong, message = MISTAKES[mistake]
    assert right in USUAL
    with pytest.raises(PolicyError, match=message) as refused:
        load(tmp_path, USUAL.replace(right, wrong))
    assert str(refused.value).startswith(f"{tmp_path / 'policy.yaml'}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("", Band(0.8, 0.1)),
        (", tier_4: {clean: 0.03}", Band(0.8, 0.03)),
        (", tier_4: {personal: 0.95, clean: 0.3}", Band(0.95, 0.3)),
    ],
)
def test_tier_4_is_never_clean_sooner_than_the_rest_unless_the_file_says_so(
    tmp_path: Path, written: str, band: Band
) -> None:
    thresholds = "thresholds: {personal: 0.9, clean: 0.1%s}"
    assert thresholds % "" in USUAL
    policy = load(tmp_path, USUAL.replace(thresholds % "", thresholds % written))
    assert policy.thresholds == Thresholds(0.9, 0.1, band)  # type: ignore[attr-defined]


def test_a_guess_at_tier_4_is_undecided_where_one_below_it_is_clean() -> None:
    usual = Thresholds()
    assert [usual.status(0.15, tier) for tier in (2, 3, 4)] == ["clean", "clean", "undecided"]
    assert [usual.status(chance, 4) for chance in (0.1, 0.79, 0.8)] == ["clean", "undecided", "personal"]


def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    for text in ("", "- a", "policy"):
        with pytest.raises(PolicyError, match="must be a mapping"):
            load(tmp_path, text)


def test_very_many_rules_are_refused_before_they_are_compared(tmp_path: Path) -> None:
    rules = "".join(f'  - {{match: {{column: "c{i}"}}, operator: drop}}\n' for i in range(501))
    with pytest.raises(PolicyError, match="rules: more than 500"):
        load(tmp_path, USUAL.split("rules:")[0] + "rules:\n" + rules)


def test_a_policy_written_and_read_again_is_the_same_policy(tmp_path: Path) -> None:
    usual = load(tmp_path)
    assert load(tmp_path, render_policy(usual)) == usual  # type: ignore[arg-type]
    assert load(tmp_path, render_policy(default_policy())) == default_policy()


def test_the_digest_is_of_what_a_policy_says_not_of_how(tmp_path: Path) -> None:
    usual = load(tmp_path)
    assert load(tmp_path, "# a comment\n" + USUAL.replace("{k: 5}", "\n  k: 5")) == usual
    for changed in ("k: 6", "k: null"):
        assert load(tmp_path, USUAL.replace("k: 5", changed)).digest != usual.digest  # type: ignore[attr-defined]


def test_roles_have_their_highest_tier_and_are_part_of_what_a_policy_says(tmp_path: Path) -> None:
    usual = load(tmp_path)
    with_roles = load(tmp_path, USUAL.replace("rules:\n", 'roles: {analyst: 2, "客服 desk": 3}\nrules:\n'))
    assert with_roles.roles == {"analyst": 2, "客服 desk": 3}  # type: ignore[attr-defined]
    assert with_roles.digest != usual.digest  # type: ignore[attr-defined]
    assert load(tmp_path, render_policy(with_roles)) == with_roles  # type: ignore[arg-type]
    assert "roles" not in render_policy(usual)  # type: ignore[arg-type]


def test_an_incident_is_as_grave_as_the_file_says_and_else_as_usual(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(USUAL + "incident: {high: {people: 50, tier: 4}, people_hours: 48}\n")
    rules, usual = load_policy(path, ENTITIES, OPERATORS).incident, default_policy().incident
    assert rules.high == Bounds(50, None, 4)
    assert (rules.people_hours, rules.medium, rules.authority_hours) == (48, usual.medium, usual.authority_hours)


def test_the_default_policy_is_the_one_of_the_contract() -> None:
    policy = default_policy()
    assert (policy.name, policy.version, policy.owner) == ("partner-default", 3, "privacy office")
    assert (policy.effective, policy.review) == (date(2026, 1, 1), date(2027, 1, 1))
    assert (policy.scheme, policy.thresholds, policy.k) == ("general", Thresholds(0.8, 0.2), None)
    assert policy.rules == (
        Rule(Match(role=Role.SECRET), "drop"),
        Rule(Match(role=Role.DIRECT_IDENTIFIER), "pseudonym"),
        Rule(Match(entity="FREE_TEXT"), "text"),
        Rule(Match(role=Role.SENSITIVE_ATTRIBUTE), "drop"),
        Rule(Match(role=Role.QUASI_IDENTIFIER), "generalize", "drop"),
        Rule(Match(status="clean"), "keep"),
    )


@pytest.mark.parametrize(
    ("day", "warning"),
    [("2025-12-31", "takes effect"), ("2026-01-01", None), ("2027-01-01", None), ("2027-01-02", "due for review")],
)
def test_a_policy_out_of_its_dates_is_a_warning(day: str, warning: str | None) -> None:
    said = out_of_date(default_policy(), date.fromisoformat(day))
    assert said is None if warning is None else warning in (said or "")
