"""Firms to both ends of their names: a model often has only the middle of `Maasland Shipping BV`."""

from __future__ import annotations

import regex

__all__ = ["is_firm", "is_paper", "whole"]

_firm = regex.compile(
    r"(?i)\b(?:inc|llc|llp|ltd|limited|plc|corp|corporation|incorporated|co|company|gmbh|ag|sa|nv|bv|pty|group|aps|ehf"
    r"|kft|lda|ltda|oy|sarl|spa|srl|zrt|holdings?|partners|associates|bros|brothers|sons|bank|fund|trust|insurance"
    r"|university|college|school|academy|institute|hospital|clinic|ministry|department|agency|authority|council"
    r"|committee|commission|association|society|foundation|federation|union|club|party|church|orchestra|band|records"
    r"|media|news|times|press|studios?|systems|software|technolog(?:y|ies)|solutions|services|industries|international"
    r"|airlines|army|navy|force|analytics|capital|ventures|labs|laborator(?:y|ies)|logistics|energy|motors|foods"
    r"|consulting|investments|investors|enterprises|hotels?|restaurant|pharmaceuticals|electronics|networks?|research"
    r"|shipping)\b\.?"
)
_paper = regex.compile(
    r"(?:Agreement|Treaty|Act|Article|Plan|Roadmap|Report|Policy|Contract|Terms|Form|Guide|Manual|War|Crisis|Award|Prize"
    r"|Programme|Program|Project)s?"
)
_form = regex.compile(
    r"(?:[ ]\p{Lu}[\p{L}&-]*){0,2}?"
    r"(?:,?[ ](?:Inc|LLC|LLP|Ltd|Limited|PLC|plc|Corp|Corporation|Company|GmbH|AG|SA|NV|BV|AB|Oy|ApS|A/S|ehf|Kft|Lda"
    r"|Ltda|SpA|Srl|Sarl|Pty|Holdings?|Group)\b\.?){1,2}"
)
_head = regex.compile(r"(?:(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’&-]*[ ]){1,3}$")

_LONGEST_HEAD = 60
"""Characters in which the words before a found part of a name are looked for."""


def is_firm(name: str) -> bool:
    """Whether the name holds the form or the trade of a firm or an institution."""
    return bool(_firm.search(name))


def is_paper(name: str) -> bool:
    """Whether the name is one of a document, a plan or an event: it ends in the word for such a thing."""
    return bool(_paper.fullmatch(name.split()[-1]))


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The name with what makes a firm of it: the legal form behind, and the proper name before a trade alone."""
    form = _form.match(text, end)
    head = _head.search(text, max(0, start - _LONGEST_HEAD), start) if _firm.match(text, start, end) else None
    return head.start() if head else start, form.end() if form else end
