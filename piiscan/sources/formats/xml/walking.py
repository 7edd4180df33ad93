"""A walk through a file, in which every leaf, and every piece of layout, comes by in order.

Steps are plain tuples, and a short element is a single one: a large file has a hundred million of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from itertools import chain

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.xml.tokens import is_text, name_of, text_of, tokens
from piiscan.sources.formats.xml.tree import Node


class Kind(Enum):
    """OPEN: a start tag, or an empty element. TEXT: all text of an element without children, a piece of it in one
    with some, and the comments within. LEAF: a start tag, a text and an end tag. CLOSE: an end tag, empty after an
    empty element. ASIDE: comments between elements, and all layout."""

    OPEN = auto()
    TEXT = auto()
    LEAF = auto()
    CLOSE = auto()
    ASIDE = auto()


Step = tuple[Kind, list[str], Node]
"""What it is, the tokens of it, and the element it belongs to."""


def walk(file: SourceFile, root: Node) -> Iterator[Step]:
    """Every element yields OPEN, at least one TEXT if it has no children, and CLOSE; or LEAF."""
    top = Node("", None, {root.name: root})
    stack, node, run = [top], top, list[str]()
    for token in chain.from_iterable(tokens(file)):
        if token[0] != "<" or token[1] in "!?":
            if (node.children and (not is_text(token) or token.isspace()) and not run) or node is top:
                yield Kind.ASIDE, [token], node
            else:
                run.append(token)
            continue
        if run or (token[1] == "/" and not node.children):
            yield Kind.TEXT, run, node
            run = []
        if token[1] == "/":
            yield Kind.CLOSE, [token], node
            stack.pop()
            node = stack[-1]
        elif "</" in token:
            yield Kind.LEAF, [token], node.children[token[1 : token.index(">")]]
        elif token.endswith("/>"):
            yield from _empty(token, node.children[name_of(token)])
        else:
            node = node.children[name_of(token)]
            stack.append(node)
            yield Kind.OPEN, [token], node


def _empty(tag: str, node: Node) -> Iterator[Step]:
    yield Kind.OPEN, [tag], node
    if not node.children:
        yield Kind.TEXT, [], node
    yield Kind.CLOSE, [""], node


def said(raws: list[str]) -> str | None:
    """What a run of text says, without the layout around it; None for nothing but blanks."""
    return saying("".join(map(text_of, filter(is_text, raws))))


def saying(text: str) -> str | None:
    return None if not text or text.isspace() else layout(text)[1]


def layout(text: str) -> tuple[str, str, str]:
    """Blanks with a line end among them are layout; others are a part of the text."""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    start = len(before) if "\n" in before else 0
    end = len(text) - (len(after) if "\n" in after else 0)
    return text[:start], text[start:end], text[end:]


def taken_apart(leaf: str) -> tuple[str, str, str]:
    """The start tag, the text and the end tag of a LEAF."""
    start, end = leaf.index(">") + 1, leaf.rindex("</")
    return leaf[:start], leaf[start:end], leaf[end:]
