"""Tier schemes: files that name the levels of a way to grade personal data, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Set
from fnmatch import fnmatchcase
from importlib.resources import files

from piiscan.errors import PolicyError
from piiscan.model.recognizer import FREE_TEXT, Recognizer
from piiscan.model.scheme import GENERAL, Grading, Level, Scheme, Together
from piiscan.model.tier import TIERS, Role
from piiscan.policy.section import Section, did_you_mean, whole_file
from piiscan.policy.strict_yaml import parse

_SOURCES = ("read", "modelled on")
_WHOLE_LEVEL = "level "
"""In a list of entities, before the name of a level: every entity that has it by itself."""


def scheme_names() -> list[str]:
    """Names of all schemes that are installed."""
    folder = files("piiscan.policy") / "schemes"
    return sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml"))


def load_scheme(name: str, entities: Mapping[str, Recognizer]) -> Scheme:
    """The scheme of that name, with the level of each of the entities.

    Raises PolicyError for an unknown name, and for a rule that names no known entity or one level too many.
    """
    if name not in scheme_names():
        raise PolicyError(f"unknown scheme; must be one of {', '.join(scheme_names())}")
    file = f"schemes/{name}.yaml"
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
    name = section.text("name")
    if name == GENERAL:
        return Scheme(name, section.text("source"), levels, {}, ())
    reader = _Rules(section, tuple(level.id for level in levels), entities)
    return Scheme(name, section.text("source"), levels, reader.gradings(), reader.together())


def _level(section: Section) -> Level:
    section.only("id", "en", "zh", "what")
    return Level(section.text("id"), section.text("en"), section.text("zh"), section.text("what"))


class _Rules:
    """The rules of one file; of those that take an entity, the first wins."""

    def __init__(self, file: Section, levels: tuple[str, ...], entities: Mapping[str, Recognizer]) -> None:
        self._file, self._levels, self._entities = file, levels, entities
        self._document = file.text("document")
        self._names = entities.keys() | {FREE_TEXT}
        self._own: dict[str, Grading] = {}

    def gradings(self) -> Mapping[str, Grading]:
        """Entity -> its level by itself; `others` takes what no rule does."""
        for rule in self._file.sections("rules"):
            rule.only("level", "clause", "source", "entities", "role", "tier")
            taken = {name: self._grading(rule) for name in self._taken(rule)}
            if not taken.keys() - self._own.keys():
                rule.refuse("", "never applies: the rules before it take all that it names")
            self._own = taken | self._own
        others = self._file.section("others")
        others.only("level", "clause", "source")
        self._own = dict.fromkeys(sorted(self._names), self._grading(others)) | self._own
        return self._own

    def together(self) -> tuple[Together, ...]:
        """The rules about columns of one table; to be asked for after `gradings`."""
        listed = self._file.sections("together") if "together" in self._file.content else []
        return tuple(self._together(rule) for rule in listed)

    def _together(self, rule: Section) -> Together:
        rule.only("level", "clause", "source", "raises", "beside", "minors")
        minors = rule.content.get("minors", False)
        groups = rule.sections("beside") if "beside" in rule.content else []
        if minors not in (True, False) or not (minors or groups):
            rule.refuse("", "needs beside: a list of what must stand in the table too, or minors: true")
        for group in groups:
            group.only("one_of")
        beside = tuple(frozenset(self._listed(group, "one_of")) for group in groups)
        return Together(self._grading(rule), frozenset(self._listed(rule, "raises")), beside, minors)

    def _grading(self, rule: Section) -> Grading:
        level, clause = rule.choice("level", self._levels), rule.text("clause")
        read = rule.choice("source", _SOURCES) == "read"
        return Grading(level, f"{self._document}, {clause}" + ("" if read else ", modelled on"))

    def _taken(self, rule: Section) -> Set[str]:
        if "entities" in rule.content:
            return self._listed(rule, "entities")
        role = Role(rule.choice("role", [role.value for role in Role]))
        tiers = (rule.whole("tier"),) if "tier" in rule.content else tuple(TIERS)
        return {name for name, kind in self._entities.items() if kind.role == role and kind.tier in tiers}

    def _listed(self, rule: Section, key: str) -> Set[str]:
        """Entities of a list of names, globs and whole levels. Refuses an entry that means none."""
        found: set[str] = set()
        for entry in rule.texts(key):
            meant = self._meant(entry)
            if not meant:
                rule.refuse(key, f"{entry} is no entity of the packs{did_you_mean(entry, self._names)}")
            found |= meant
        return found

    def _meant(self, entry: str) -> Set[str]:
        if entry.startswith(_WHOLE_LEVEL):
            level = entry.removeprefix(_WHOLE_LEVEL)
            return {name for name, grading in self._own.items() if grading.level == level}
        return {name for name in self._names if fnmatchcase(name, entry)}
