"""Tier schemes: files that name the levels of a way to grade personal data, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from piiscan.errors import PolicyError
from piiscan.policy.section import Section, whole_file
from piiscan.policy.strict_yaml import parse


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a scheme, the tier of scheme `general` that it stands for, and what belongs there."""

    tier: int
    en: str
    zh: str
    what: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """Document `piiscan: scheme/1`; `source` names the document and clause, or says "modelled on"."""

    name: str
    source: str
    levels: tuple[Level, ...]


def scheme_names() -> list[str]:
    """Names of all schemes that are installed."""
    folder = files("piiscan.policy") / "schemes"
    return sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml"))


def load_scheme(name: str) -> Scheme:
    """The scheme of that name. Raises PolicyError for an unknown name."""
    if name not in scheme_names():
        raise PolicyError(f"unknown scheme; must be one of {', '.join(scheme_names())}")
    file = f"schemes/{name}.yaml"
    text = files("piiscan.policy").joinpath(file).read_text("utf-8")
    return _scheme(whole_file(file, parse(text, file, PolicyError), PolicyError))


def _scheme(section: Section) -> Scheme:
    section.version("scheme/1")
    section.only("piiscan", "name", "source", "levels")
    levels = tuple(_level(entry) for entry in section.sections("levels"))
    return Scheme(section.text("name"), section.text("source"), levels)


def _level(section: Section) -> Level:
    section.only("tier", "en", "zh", "what")
    return Level(section.whole("tier"), section.text("en"), section.text("zh"), section.text("what"))
