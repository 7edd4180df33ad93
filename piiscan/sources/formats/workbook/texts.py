"""Texts that stand in a workbook beside its cells: comments, names, properties, text boxes, cached copies of data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import polars as pl

from piiscan.sources.formats.workbook.markup import Local
from piiscan.sources.lines import in_parts

DEEPEST = 100
"""Levels of elements; those of a sheet have ten at most."""

TOLD = frozenset(
    "name descr title author lastModifiedBy displayName uniqueName userId userName user prompt promptTitle error"
    " errorTitle v val caption tooltip display location Target text connection command sourceFile url comment tag alias"
    " description help statusBar customMenu password href value string-value string".split()
)
"""Attributes that hold what a person has written, or a value of the data."""
_INLINE = frozenset(["t", "r", "fld", "span", "a", "s"])
_OF_A_PROGRAM = frozenset(
    "Application AppVersion TitlesOfParts HeadingPairs created modified lastPrinted generator creation-date date"
    " editing-duration editing-cycles print-date".split()
)
"""Elements that a program fills in by itself: names of sheets, which are scanned as such, versions and times."""
_REPEATED = frozenset(["sheet", "table", "tableColumn"])
"""Elements whose attributes stand in cells as well, or are names of sheets."""
_MECHANICAL = re.compile(
    r"(?xi) \W* | _xlnm\.\w+ | [0-9.]{1,4} | true | false | \{[0-9A-F-]{36}\} | general | none"
    r"| (?:[^!\ @0-9]{1,31}!|'[^'@0-9]{1,31}'!)? \$[A-Z]{1,3}\$[0-9]{1,7} (?: : \$[A-Z]{1,3}\$[0-9]{1,7})?"
)
"""Switches, numbers too short to name anybody, references to cells (with $: a passport may look like one without)."""


class Texts:
    """A handler that makes lines: the text of each element, runs of one paragraph together, and told attributes."""

    def __init__(self, told: frozenset[str] = TOLD) -> None:
        self._told = told
        self._local = Local()
        self._lines: list[str] = []
        self._runs: list[str] = []
        self._own = self._formatting = 0
        self._moved = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._local[name]
        self._formatting += local == "rPr"
        if local == "s":
            self._runs.append(" ")
        elif self._ends_line(local):
            self._end_line()
        self._own += local in _OF_A_PROGRAM
        if local not in _REPEATED:
            self._lines += [line for name, value in attributes.items() if self._is_told(name) for line in _line(value)]

    def end(self, name: str) -> None:
        self._moved = True
        local = self._local[name]
        if local in _OF_A_PROGRAM:
            self._own -= 1
            self._runs.clear()
        elif self._ends_line(local):
            self._end_line()
        self._formatting -= local == "rPr"

    def text(self, characters: str) -> None:
        if not self._own:
            self._runs.append(characters)

    def take(self, done: bool) -> list[str]:
        """Lines; an empty one tells that elements went by, though none of them said anything."""
        if done:
            self._end_line()
        lines, self._lines = self._lines or [""] * self._moved, []
        self._moved = False
        return lines

    def _ends_line(self, local: str) -> bool:
        """Neither a run, nor how it is formatted."""
        return not self._formatting and local not in _INLINE

    def _is_told(self, attribute: str) -> bool:
        return self._local[attribute] in self._told and not attribute.startswith("xmlns:")

    def _end_line(self) -> None:
        self._lines += _line("".join(self._runs))
        self._runs.clear()


def texts_of(element: Element) -> list[str]:
    """The lines of an element that has been read already. Raises ValueError if it is nested too deeply."""
    texts = Texts()
    _replay(element, texts, DEEPEST)
    return [line for line in texts.take(True) if line]


def _replay(element: Element, texts: Texts, depth: int) -> None:
    if not depth:
        raise ValueError("nested too deeply")
    texts.start(element.tag, element.attrib)
    texts.text(element.text or "")
    for child in element:
        _replay(child, texts, depth - 1)
        texts.text(child.tail or "")
    texts.end(element.tag)


def lines(texts: Iterable[str]) -> list[str]:
    """Those that may say something, each with a line end."""
    return [line for text in texts for line in _line(text)]


def _line(text: str) -> list[str]:
    return [] if _MECHANICAL.fullmatch(text.strip()) else [text.rstrip("\n") + "\n"]


@dataclass(frozen=True, slots=True)
class MemberText:
    """A text in a workbook. It is scanned, and never part of a masked copy."""

    source: str
    key: str
    format: str
    read: Callable[[], Iterator[str]]

    def parts(self) -> Iterator[pl.Series]:
        return in_parts(self.read())
