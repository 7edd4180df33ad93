"""What of a page's markup a masked copy may have: elements by name, attributes whose values can hold no data.

Everything that is not listed is scanned and left out, whatever it is: no list of what is dangerous is ever complete.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike"
    " strong sub sup time tt u var wbr".split()
)
"""Elements that do not end a run of text: a number may be half bold. So are all that are not listed."""

BLOCK = frozenset(
    "address article aside blockquote body br button caption center col colgroup dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html img input legend li main menu meta nav"
    " ol optgroup option p pre section select style summary table tbody td textarea tfoot th thead title tr ul".split()
)

VOID = frozenset("br col hr img input meta wbr".split())
"""Elements without an end tag."""

_COLOUR = (
    r"#(?:[0-9a-f]{3}|[0-9a-f]{6})|rgb\((?:\d{1,3}%?[,)] ?){3}|black|silver|gr[ae]y|white|maroon|red|purple|fuchsia"
    r"|green|lime|olive|yellow|navy|blue|teal|aqua|orange|transparent|inherit|initial"
)
_LENGTH = r"-?(?:\d{1,4}(?:\.\d{1,3})?|\.\d{1,3})(?:px|pt|em|rem|ex|cm|mm|in|%)?"
_WORD = (
    r"left|right|center|justify|top|middle|bottom|baseline|none|auto|normal|bold|bolder|lighter|italic|oblique|thin"
    r"|medium|thick|solid|dashed|dotted|double|collapse|separate|nowrap|pre|pre-wrap|block|inline|inline-block|hidden"
    r"|visible|underline|uppercase|lowercase|capitalize|small|large|smaller|larger|both|fixed|break-word|break-all"
)
_PROPERTY = (
    r"(?:background-)?color|background|border(?:-(?:top|right|bottom|left))?(?:-(?:color|style|width))?|border-collapse"
    r"|border-spacing|(?:margin|padding)(?:-(?:top|right|bottom|left))?|(?:min-|max-)?(?:width|height)|clear|display"
    r"|float|font-(?:size|style|weight)|line-height|overflow|table-layout|text-(?:align|decoration|indent|transform)"
    r"|vertical-align|visibility|white-space|word-(?:break|wrap)"
)
_VALUE = f"(?:{_COLOUR}|{_WORD}|{_LENGTH})"
_DECLARATION = re.compile(rf"(?i)\s*(?:{_PROPERTY})\s*:\s*{_VALUE}(?:\s+{_VALUE}){{0,3}}\s*")
"""A property with one value for each side at the most. No blank can be matched in two ways: time is linear."""
_VALUES: Mapping[str, str] = {
    "align": "left|right|center|justify|middle|top|bottom",
    "bgcolor": _COLOUR,
    "border": _LENGTH,
    "cellpadding": _LENGTH,
    "cellspacing": _LENGTH,
    "color": _COLOUR,
    "colspan": r"\d{1,4}",
    "cols": _LENGTH,
    "dir": "ltr|rtl|auto",
    "height": _LENGTH,
    "hidden": "|hidden",
    "lang": "[a-z]{2,3}(?:-[a-z]{2,4}){0,2}",
    "nowrap": "|nowrap",
    "rowspan": r"\d{1,4}",
    "rows": _LENGTH,
    "scope": "row|col|rowgroup|colgroup",
    "size": _LENGTH,
    "span": _LENGTH,
    "start": r"\d{1,4}",
    "valign": "top|middle|bottom|baseline",
    "width": _LENGTH,
    "xmlns": r"http://www\.w3\.org/1999/xhtml",
}
_HARMLESS = {name: re.compile(f"(?i)(?:{values})") for name, values in _VALUES.items()}
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_CHARSET = re.compile(r"(?i)(?:text/html|application/xhtml\+xml);\s*charset=([\w.:-]+)")
_INSTRUCTION = re.compile(r"""(?i)xml version=["']1\.[01]["'](?: encoding=["']([\w.:-]+)["'])?\s*\??""")
_DOCTYPE = re.compile(
    r"""(?i)doctype\s+html(?:\s+public\s+"-//W3C//DTD\ X?HTML\ [0-9.]{3,4}(?:\ [a-z]+)?//EN"
    (?:\s+"http://www\.w3\.org/TR/(?:html4|xhtml1/DTD|xhtml11/DTD)/[a-z0-9-]+\.dtd")?)?\s*""".replace("\n    ", ""),
)


def is_harmless(name: str, value: str) -> bool:
    """Whether an attribute can say nothing but how the page looks."""
    return name in _HARMLESS and bool(_HARMLESS[name].fullmatch(value))


def declarations(style: str) -> Iterator[tuple[str, bool]]:
    """The parts of a style attribute, and whether each is harmless."""
    return ((part, bool(_DECLARATION.fullmatch(part))) for part in style.split(";") if part.strip())


def classes_in(sheet: str) -> frozenset[str]:
    """The classes that a style sheet names."""
    return frozenset(_CLASS.findall(sheet))


def says_encoding(attributes: Mapping[str, str | None]) -> bool:
    """Whether a meta element says what the page is encoded in, and nothing else."""
    if set(attributes) == {"charset"}:
        return _is_encoding(attributes["charset"] or "")
    said = _CHARSET.fullmatch((attributes.get("content") or "").strip())
    kind = (attributes.get("http-equiv") or "").lower()
    return set(attributes) == {"http-equiv", "content"} and kind == "content-type" and _says(said)


def is_plain_declaration(declaration: str) -> bool:
    """A document type of HTML."""
    return bool(_DOCTYPE.fullmatch(declaration))


def is_plain_instruction(instruction: str) -> bool:
    """The declaration of XML."""
    said = _INSTRUCTION.fullmatch(instruction)
    return said is not None and (said[1] is None or _is_encoding(said[1]))


def _says(found: re.Match[str] | None) -> bool:
    return found is not None and _is_encoding(found[1])


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False
