"""The XML of a part of a document (WordprocessingML), made into HTML."""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape, unescape

from piiscan.sources.formats.word.tabular import Layout, Mark
from piiscan.sources.formats.word.told import comment, says, told
from piiscan.sources.formats.workbook.markup import Local

_DROPPED = frozenset("del moveFrom Fallback rt".split())
"""Elements whose texts are not shown: deletions, the same once more for old programs, readings of characters."""

_ASIDE = frozenset("instrText delInstrText delText".split())
_SHAPES = frozenset("sdtPr docPr cNvPr".split())
"""Names that end like those of settings, and hold words."""

_SILENT = frozenset(
    "rFonts lsdException lang themeFontLang proofErr compatSetting nsid tmpl rsid rsidRoot mathFont Application"
    " AppVersion".split()
)
"""Elements that programs write for themselves."""

_SETTINGS = frozenset("style abstractNum docDefaults".split())
_DESCRIBED, _NAMES = frozenset(["tblCaption", "tblDescription"]), frozenset(["name", "aliases"])
"""Settings that a person has put in words: of a table, and of a style that a person has made."""
_HEADING = re.compile(r"(?i)heading ?([1-6])")
_OFF = ("0", "false", "off", "none")
_CHARACTERS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "br": "<br>", "cr": "<br>"}
_CELLS = {"tbl": Mark.TABLE, "tr": Mark.ROW, "tc": Mark.CELL}


class Reading:
    """A handler that makes HTML: paragraphs and tables of what is shown, comments of all else."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._local = Local()
        self._open: list[str] = []
        self._paragraphs: list[str] = []
        self._begun: list[bool] = []
        self._dropping = self._formatting = 0
        self._run = frozenset[str]()
        self._aside: defaultdict[str, list[str]] = defaultdict(list)
        self._other: list[str] = []
        self._layout = Layout()
        self._last = self._break = ""
        self._custom = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._local[name]
        self._open.append(local)
        self._dropping += local in _DROPPED
        self._custom = self._custom or (local == "style" and any(key.endswith("customStyle") for key in attributes))
        self._formatting += _is_formatting(local)
        if local not in _SILENT:
            words = _DESCRIBED | (_NAMES if self._custom else frozenset())
            self._layout.put(*map(comment, told(attributes, self._formatting > 0 and local not in words)))
        value = next((value for key, value in attributes.items() if self._local[key] == "val"), "")
        if local == "p":
            self._paragraphs.append("p")
            self._begun.append(False)
        elif local in _CELLS and self._shown:
            self._end_aside()
            self._layout.begin(_CELLS[local])
        elif local == "r":
            self._run = frozenset()
        elif self._formatting:
            self._format(local, value)
        elif local in _CHARACTERS:
            self._say(_CHARACTERS[local])
        elif local == "sym":
            self._put_aside("sym", chr(int(attributes.get("w:char", "0") or "0", 16) & 0xFFFF))

    def end(self, name: str) -> None:
        local = self._open.pop()
        self._dropping -= local in _DROPPED
        self._formatting -= _is_formatting(local)
        self._custom = self._custom and local != "style"
        if self._other and local not in _SILENT and says(said := "".join(self._other)):
            self._layout.put(comment(said))
        self._other.clear()
        if local == "p":
            self._end_paragraph()
        elif local in _CELLS and self._shown:
            self._end_aside()
            self._layout.end(_CELLS[local])

    def text(self, characters: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "t":
            self._say(escape(" ".join(re.split(r"[\r\n]+", characters)), quote=False))
        elif inside in _ASIDE:
            self._put_aside(inside, characters)
        else:
            self._other.append(characters)

    def take(self, done: bool) -> list[str]:
        if done:
            self._end_aside()
        return self._layout.take()

    def _format(self, local: str, value: str) -> None:
        """Settings of a run, or of the paragraph."""
        if local == "pStyle" and self._paragraphs and (found := _HEADING.fullmatch(value)):
            self._paragraphs[-1] = f"h{found[1]}"
        elif local == "tblHeader" and value not in _OFF:
            self._layout.mark_heading()
        elif local == "gridSpan" and value.isascii() and value.isdigit():
            self._layout.span(int(value[:4]))
        elif local == "tblDescription" and value == Layout.FORM:
            self._layout.mark_form()
        elif "pPr" not in self._open and "rPrChange" not in self._open and value not in _OFF:
            self._run |= {local} & {"b", "i", "vanish", "webHidden", "specVanish"}

    def _say(self, html: str) -> None:
        if self._dropping or self._run & {"vanish", "webHidden", "specVanish"} or not self._shown:
            kind = "text" if not self._shown else "deleted" if self._dropping else "hidden"
            self._put_aside(kind, " " if html == "<br>" else unescape(html))
            return
        if self._paragraphs and not self._begun[-1]:
            self._layout.put(f"<{self._paragraphs[-1]}>")
            self._begun[-1] = True
        if html == "<br>":
            self._break += html
            return
        if self._break:  # a number goes on behind a line break, as it would if the line had simply ended there
            self._layout.put(" " if self._last.isdigit() and html[:1].isdigit() else self._break)
        self._last, self._break = html[-1:], ""
        tags = [tag for tag in ("b", "i") if tag in self._run]
        self._layout.put("".join(f"<{tag}>" for tag in tags) + html + "".join(f"</{tag}>" for tag in reversed(tags)))

    def _put_aside(self, kind: str, text: str) -> None:
        self._aside[kind].append(text)

    def _end_aside(self) -> None:
        for texts in self._aside.values():
            if says(said := "".join(texts)):
                self._layout.put(comment(said))
        self._aside.clear()

    def _end_paragraph(self) -> None:
        self._end_aside()
        tag, begun = self._paragraphs.pop(), self._begun.pop()
        self._last = self._break = ""
        if self._shown:
            self._layout.put(f"</{tag}>\n" if begun else f"<{tag}></{tag}>\n")


def _is_formatting(local: str) -> bool:
    return (local.endswith("Pr") and local not in _SHAPES) or local in _SETTINGS
