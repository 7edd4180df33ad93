"""People planted in a document, one in each of its hiding places; and what is asked of every kind of document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from email import message_from_bytes
from hashlib import sha256
from html import unescape
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.finding import Findings
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.matrix.reading import places

KEY = MasterKey(sha256(b"the key of these tests").digest())
NAMES = ("id_no", "mobile", "card", "email")


def told(places: Iterable[str], seed: int = 7) -> dict[str, str]:
    """By place, a sentence about a person who stands nowhere else."""
    places = list(places)
    people = canary.people(len(places), seed=seed)
    rows = people.select(NAMES).iter_rows()
    return {place: f"ID {i}, tel {m}, card {c}, mail {e}" for place, (i, m, c, e) in zip(places, rows, strict=True)}


def values(sentences: Mapping[str, str]) -> dict[str, list[str]]:
    """By place, what identifies its person."""
    return {place: [piece.rpartition(" ")[2] for piece in said.split(", ")] for place, said in sentences.items()}


def missed(path: Path, sentences: Mapping[str, str]) -> set[str]:
    """The places of which something was not read, or not told; it may be read in pieces, and as it is escaped."""
    found = pipeline.scan(path)
    telling = {text.key for text in found.documents if text.entities}
    telling |= {table.key for table in found.tables if any(column.entity for column in table.columns)}
    known = _joined("".join(value or "" for place in places(path) if place.key in telling for value in place.values))
    return {place for place, held in values(sentences).items() if not all(_joined(value) in known for value in held)}


def assert_copy_holds_nobody(source: Path, target: Path, sentences: Mapping[str, str]) -> pipeline.masking.Masked:
    """Scan, plan, mask, and search every byte of the copy, in whatever it is packed."""
    plan = pipeline.plan(pipeline.scan(source), partner="acme")
    masked = pipeline.mask(source, target, plan=plan, key=KEY)
    assert target.exists()
    searched = [value for held in values(sentences).values() for value in held]
    assert_no_leak(searched, [target], decoded(target.read_bytes()))
    verification = pipeline.verify(source, target, plan=plan, key=KEY)
    assert [problem for check in verification.checks for problem in check.problems] == []
    return masked


def plainly(text: str) -> str:
    """Without the escapes of URLs, pages and Markdown."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", unescape(unquote(text)))


def _joined(text: str) -> str:
    return re.sub(r"[-\s]", "", plainly(text))


def reasons(findings: Findings) -> list[str]:
    return [gap.reason for gap in findings.incomplete]


def decoded(mail: bytes) -> list[bytes]:
    """What a mail holds in codings of its own, mails in it included."""
    payloads = [part.get_payload(decode=True) or b"" for part in message_from_bytes(mail).walk()]
    nested = [decoded(payload) for payload in payloads if re.match(rb"[A-Za-z-]+: ", payload)]
    return [*payloads, *chain.from_iterable(nested)]
