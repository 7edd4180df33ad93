"""Tier schemes: files that name the levels of a way to grade personal data, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from importlib.resources import files

from piiscan.errors import PolicyError, did_you_mean
from piiscan.model.recognizer import FREE_TEXT, Recognizer
from piiscan.model.scheme import GENERAL, Grading, Level, Scheme, Together
from piiscan.model.tier import TIERS, Role
from piiscan.policy.section import Section, whole_file
from piiscan.strict_yaml import parse

_SOURCES = ("read", "modelled on")
_WHOLE_LEVEL = "level "
"""In a list of entities, before the name of a level: every entity that has it by itself."""


def scheme_names() -> list[str]:
    """Names of all schemes that are installed."""
    folder = files("piiscan.policy") / "schemes"
    return sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml"))


def checked_scheme(name: str) -> str:
    """The name, if a scheme has it. Raises PolicyError."""
    known = scheme_names()
    if name not in known:
        raise PolicyError(f"unknown scheme; must be one of {', '.join(known)}{did_you_mean(name, known)}")
    return name


def load_scheme(name: str, entities: Mapping[str, Recognizer]) -> Scheme:
    """The scheme of that name, with the level of each of the entities.

    Raises PolicyError for an unknown name, and for a file that names what is not known or has a rule without effect.
    """
    file = f"schemes/{checked_scheme(name)}.yaml"
    text = files("piiscan.policy").joinpath(file).read_text("utf-8")
    return parse_scheme(text, entities, file)


def parse_scheme(text: str, entities: Mapping[str, Recognizer], file: str) -> Scheme:
    """The scheme in a YAML text; `file` is how errors call it. Raises PolicyError as `load_scheme` does."""
    section = whole_file(file, parse(text, file, PolicyError), PolicyError)
    section.version("scheme/1")
    section.only("piiscan", "name", "source", "document", "levels", "rules", "others", "together")
    levels = tuple(_level(entry) for entry in section.sections("levels"))
    if len({level.id for level in levels}) < len(levels):
        section.refuse("levels", "the same level twice")
    name, source = section.text("name"), section.text("source")
    if name == GENERAL:
        return Scheme(name, source, levels, {}, None, ())
    words = _Vocabulary(section.text("document"), tuple(level.id for level in levels), entities)
    others = _others(section, words)
    gradings = _gradings(section, words, others)
    words = replace(words, gradings=gradings)
    listed = section.sections("together") if "together" in section.content else []
    return Scheme(name, source, levels, gradings, others, tuple(_together(rule, words) for rule in listed))


def _level(section: Section) -> Level:
    section.only("id", "en", "zh", "what")
    return Level(section.text("id"), section.text("en"), section.text("zh"), section.text("what"))


def _others(section: Section, words: _Vocabulary) -> Grading:
    rule = section.section("others")
    rule.only("level", "clause", "source")
    return words.grading(rule)


def _gradings(section: Section, words: _Vocabulary, others: Grading) -> Mapping[str, Grading]:
    """Entity -> its level by itself: of the rules that take it, that of the first, else `others`."""
    found: dict[str, Grading] = {}
    for rule in section.sections("rules"):
        rule.only("level", "clause", "source", "entities", "role", "tier")
        taken = dict.fromkeys(words.taken(rule), words.grading(rule))
        if not taken.keys() - found.keys():
            rule.refuse("", "never applies: the rules before it take all that it names")
        found = taken | found
    return dict.fromkeys(sorted(words.names), others) | found


def _together(rule: Section, words: _Vocabulary) -> Together:
    rule.only("level", "clause", "source", "raises", "beside", "minors")
    groups = rule.sections("beside") if "beside" in rule.content else []
    minors = rule.content.get("minors", False)
    if type(minors) is not bool or not (minors or groups):
        rule.refuse("", "needs beside: a list of what must stand in the table too, or minors: true")
    for group in groups:
        group.only("one_of")
    beside = tuple(words.listed(group, "one_of") for group in groups)
    return Together(words.grading(rule), words.listed(rule, "raises"), beside, minors)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What the rules of one file may name: its levels, the entities of the packs and, once known, their gradings."""

    document: str
    levels: tuple[str, ...]
    entities: Mapping[str, Recognizer]
    gradings: Mapping[str, Grading] = field(default_factory=dict)

    @property
    def names(self) -> Set[str]:
        return self.entities.keys() | {FREE_TEXT}

    def grading(self, rule: Section) -> Grading:
        level, clause = rule.choice("level", self.levels), rule.text("clause")
        read = rule.choice("source", _SOURCES) == "read"
        return Grading(level, f"{self.document}, {clause}" + ("" if read else ", modelled on"))

    def taken(self, rule: Section) -> Set[str]:
        """What a rule takes: the entities that it lists, or those of a role, and a tier if it says so."""
        if "entities" in rule.content:
            return self.listed(rule, "entities")
        role = Role(rule.choice("role", [role.value for role in Role]))
        tiers = (rule.whole("tier"),) if "tier" in rule.content else tuple(TIERS)
        return {name for name, kind in self.entities.items() if kind.role == role and kind.tier in tiers}

    def listed(self, rule: Section, key: str) -> frozenset[str]:
        """Entities of a list of names, globs and whole levels. Refuses an entry that means none."""
        found: set[str] = set()
        for entry in rule.texts(key):
            meant = self._meant(entry)
            if not meant:
                rule.refuse(key, f"{entry} is no entity of the packs{did_you_mean(entry, self.names)}")
            found |= meant
        return frozenset(found)

    def _meant(self, entry: str) -> Set[str]:
        if entry.startswith(_WHOLE_LEVEL):
            level = entry.removeprefix(_WHOLE_LEVEL)
            return {name for name, grading in self.gradings.items() if grading.level == level}
        return {name for name in self.names if fnmatchcase(name, entry)}
