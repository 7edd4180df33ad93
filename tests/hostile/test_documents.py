"""Mails, pages and PDF files that are small to send and dear to open: told, in little time and memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.catalogue.size import size
from tests.hostile.bounded import dearest, each_bounded
from tests.sources.pdfs import drawn, pdf, stream

Record = Callable[[str, object], None]
LONG = size(1 << 16, 1 << 20)
HEAD = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: "
PAGE = b"<html><body><p>call 13800138000</p>"
REPEATED = pdf([b"BT /F1 12 Tf (x) Tj ET " * 500]).replace(
    b"/Kids [10 0 R] /Count 1", b"/Kids [%s] /Count 30000" % (b"10 0 R " * 30_000)
)
"""One page, 30,000 times."""

FORMS = size(30, 300)


def forms(*inner: int, calls: int = 2) -> dict[int, bytes]:
    """From object 100 on, forms of which each draws so often the one that is named, and then some text."""
    program = b"/I Do " * calls + drawn("x").encode()
    entries = (
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> /XObject << /I %d 0 R >> >>"
    )
    return {100 + n: stream(program, entries % called) for n, called in enumerate(inner)}


TREE = {200 + n: f"<< /Type /Pages /Kids [{201 + n} 0 R {201 + n} 0 R] /Count {1 << 29 - n} >>" for n in range(29)}
ROOTED = pdf([drawn("x")], TREE).replace(b"/Kids [10 0 R] /Count 1", b"/Kids [200 0 R 2 0 R] /Count 2000")
"""A tree of pages whose every node names the next one twice, and the first one itself."""

DEAR: dict[str, tuple[bytes, str]] = {
    "many.eml": (HEAD + b"multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 11_000 + b"--b--\r\n", "10,000"),
    "deep.eml": ((HEAD + b"message/rfc822\r\n\r\n") * 300 + b"Subject: y\r\n\r\nhello\r\n", "levels"),
    "signs.eml": (HEAD + b"text/plain\r\n\r\n" + b"@" * LONG * 4, ""),
    "comments.html": (PAGE + b"<!--" * (LONG // 4), ""),
    "tags.html": (PAGE + b"<a " * (LONG // 3), ""),
    "attributes.html": (PAGE + b"<a b=" * (LONG // 5), ""),
    "tables.html": (PAGE + b"<table>" * (LONG // 7), "nested too deep"),
    "pages.pdf": (REPEATED, "its pages draw more than"),
    "twice.pdf": (pdf(["/I Do"], forms(*range(101, 101 + FORMS), 99)), "forms that draw each other"),
    "itself.pdf": (pdf(["/I Do"], forms(101, 100)), "forms that draw each other"),
    "often.pdf": (pdf(["/I Do"], forms(101, 102, 103, 99, calls=FORMS * 10)), "forms that draw each other"),
    "tree.pdf": (ROOTED, "damaged"),
    "drawn.pdf": (pdf([b"BT /F1 12 Tf (x) Tj ET " * 1_000_000]), "unpacks to more than 16 MiB"),
}


@pytest.mark.catalogue("C7", "C3")
def test_documents_that_are_dear_to_open_are_told(tmp_path: Path, record_property: Record) -> None:
    make = {name: partial(_written, content) for name, (content, _) in DEAR.items()}
    costs = each_bounded(make, tmp_path)
    told = {name.partition("!")[0]: reason for cost in costs for name, reason in cost.incomplete.items()}
    texts = [text["source"] for cost in costs for text in cost.document["documents"]]
    found = {source.rpartition("/")[2].partition("!")[0] for source in texts}
    assert {name for name, (_, said) in DEAR.items() if said and said not in told.get(name, "")} == set()
    assert found | set(told) == set(DEAR)
    assert {"comments.html", "tags.html", "attributes.html"} <= found
    record_property("figure", f"{len(DEAR)} documents: {dearest(costs)}")


def _written(content: bytes, path: Path) -> None:
    path.write_bytes(content)
