"""What of the markup of a document may say something: everything, but what programs write for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NAMED = frozenset(
    "author initials name descr title alias tag instr string userId providerId displayText value lastRenderedPageBreak"
    " uri href tooltip target anchor location".split()
)
"""Attributes that people or their programs fill in with words."""

_NUMBERED = re.compile(
    r"rsid\w*|(?:para|text|durable|anchor|edit|store)?I[dD]\w*|id|nsid|tmpl|embed|link|uniqueIdentifier"
)
_NUMBER = re.compile(r"\{?[-0-9A-Fa-f]{1,38}\}?|rId[0-9]{1,6}")
_MECHANICAL = re.compile(
    r"""(?xi) \W* | -?[0-9.]{1,7}(?:pt|in|cm|mm|px|em|%|f|dxa)? | true | false | [0-9-]{10}T[0-9:.]{5,12}Z?
    | \{?[0-9A-F]{8}-[0-9A-F-]{27}\}? | urn:schemas-microsoft-com:[\w:.-]*
    | https?://(?:schemas\.(?:openxmlformats\.org|microsoft\.com)|purl\.(?:oclc\.)?org|www\.w3\.org)/[\w./-]*
    | [a-z][a-z0-9\ ]{2,30}\ char | _(?:GoBack|Toc[0-9]{1,9}|Ref[0-9]{1,9})
    | (?:picture|text\ box|文本框|图片|shape|rectangle)\ [0-9]{1,4}"""
)
_SETTING = re.compile(r"[a-z][A-Za-z]{0,24}[0-9]{0,2}|(?:[a-z-]{2,30}:[\w.%-]{1,20};?)+")
_FORM = re.compile(r"(?:[0-9].?){6}|@|[^\x00-\x7f]")
"""What something that is said in the place of a setting has."""

_SILENT = frozenset("Ignorable Requires ProcessContent MustUnderstand".split())
_PREFIXES = re.compile(r"[\w ]{1,80}")

_ENDS = re.compile(r"-(?=-*!?\s*>|-)")


def told(attributes: Mapping[str, str], formatting: bool) -> Iterator[str]:
    """The values that may say something. `formatting` tells that they say how something looks."""
    for name, value in attributes.items():
        local = name.rpartition(":")[2]
        if local in _SILENT and _PREFIXES.fullmatch(value):
            continue
        if _MECHANICAL.fullmatch(value.strip()) or (_NUMBERED.fullmatch(local) and _NUMBER.fullmatch(value)):
            continue
        setting = formatting or name.startswith("xmlns") or _SETTING.fullmatch(value)
        if local in _NAMED or not setting or _FORM.search(value):
            yield value


def says(text: str) -> bool:
    """Whether the text of an element may say something."""
    return not _MECHANICAL.fullmatch(text.strip())


def comment(text: str) -> str:
    """A text as a comment of HTML, which it cannot end."""
    return f"<!-- {_ENDS.sub('- ', text)} -->"
