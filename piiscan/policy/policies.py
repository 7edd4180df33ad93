"""Policies: read from YAML and checked against what is installed."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from piiscan.errors import PolicyError, did_you_mean
from piiscan.model.policy import Band, Policy, Rule, Thresholds
from piiscan.policy.incidents import incident_rules
from piiscan.policy.matching import read_match
from piiscan.policy.policy_text import digest
from piiscan.policy.records import HEAD, head
from piiscan.policy.roles import unfit
from piiscan.policy.rules import flaws
from piiscan.policy.section import Section, whole_file
from piiscan.policy.tier_schemes import scheme_names
from piiscan.strict_yaml import parse, read

DEFAULT = "partner-default.yaml"

_FILE_KEYS = (
    *HEAD,
    *("scheme", "thresholds", "risk", "roles", "rules", "incident"),
)
_MOST_RULES = 500


def load_policy(path: Path, entities: Set[str], operators: Set[str]) -> Policy:
    """The policy in a file. Raises PolicyError for an unknown key, name or value, and for an idle rule.

    `entities` and `operators` are the names that a rule may use.
    """
    section = whole_file(str(path), read(path, PolicyError), PolicyError)
    policy = _policy(section)
    for rule in section.sections("rules"):
        _known(rule.section("match"), "entity", entities)
        _known(rule, "operator", operators)
        _known(rule, "otherwise", operators)
    return policy


def default_policy() -> Policy:
    """The policy that is used where none is named."""
    text = files("piiscan.policy").joinpath(DEFAULT).read_text("utf-8")
    return _policy(whole_file(DEFAULT, parse(text, DEFAULT, PolicyError), PolicyError))


def _policy(section: Section) -> Policy:
    section.version("policy/1")
    section.only(*_FILE_KEYS)
    policy = Policy(
        **head(section),
        scheme=section.choice("scheme", scheme_names()),
        thresholds=_thresholds(section.section_or_empty("thresholds")),
        k=_k(section.section_or_empty("risk")),
        rules=_rules(section),
        digest="",
        incident=incident_rules(section.section_or_empty("incident")),
        roles=_roles(section.section_or_empty("roles")),
    )
    for i, flaw in flaws(policy.rules):
        section.refuse(f"rules[{i}]", flaw)
    return replace(policy, digest=digest(policy))


def _thresholds(section: Section) -> Thresholds:
    """What a file says of all tiers holds for tier 4, too, where that is not already lower there."""
    section.only("personal", "clean", "tier_4")
    every = _band(section, Band())
    own = section.section_or_empty("tier_4")
    own.only("personal", "clean")
    usual = Thresholds().tier_4
    lower = Band(min(every.personal, usual.personal), min(every.clean, usual.clean))
    return Thresholds(every.personal, every.clean, _band(own, lower))


def _band(section: Section, usual: Band) -> Band:
    read = Band(section.share("personal", usual.personal), section.share("clean", usual.clean))
    return read if read.clean < read.personal else section.refuse("clean", "must be less than personal")


def _k(section: Section) -> int | None:
    section.only("k")
    return section.whole_or_none("k")


def _roles(section: Section) -> dict[str, int]:
    roles = {name: section.whole(name) for name in section.content}
    for name, tier in roles.items():
        if why := unfit(name, tier):
            section.refuse(name, why)
    return roles


def _rules(section: Section) -> tuple[Rule, ...]:
    listed = section.sections("rules")
    if len(listed) > _MOST_RULES:
        section.refuse("rules", f"more than {_MOST_RULES}")
    return tuple(_rule(rule) for rule in listed)


def _rule(section: Section) -> Rule:
    section.only("match", "operator", "otherwise", "parameters")
    return Rule(
        match=read_match(section.section("match")),
        operator=section.text("operator"),
        otherwise=section.text_or_none("otherwise"),
        parameters=section.section_or_empty("parameters").content,
    )


def _known(section: Section, key: str, names: Set[str]) -> None:
    name = section.text_or_none(key)
    if name is not None and name not in names:
        section.refuse(key, f"no such name is installed{did_you_mean(name, names)}")
