"""Any octets for every parser of ours: a value, a gap or an error of ours, and never a traceback."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import pipeline
from piiscan.audit.chain import Torn, links
from piiscan.errors import PiiscanError
from piiscan.policy.plans import load_plan
from piiscan.reports.findings import parse
from piiscan.signing.envelope import opened
from tests.catalogue.size import size

EXAMPLES = size(20, 2_000, 10_000)
SEEDS = {
    "csv": b'a,b\n"x",1\n"y;""z",\n',
    "json": b'[{"a": {"b": [1, null]}}, {"a": "\\u4e2d"}]',
    "jsonl": b'{"a": 1}\n{"b": "x"}\n',
    "xml": b"<?xml version='1.0'?><r><p a='1'>x</p><p a='2'>y</p></r>",
    "html": b"<html><table><tr><th>a</th></tr><tr><td>x</td></tr></table></html>",
    "sql": b"CREATE TABLE t (a text);\nINSERT INTO t VALUES ('x''y', NULL);\n",
    "eml": b"From: a@b.example\nSubject: =?utf-8?q?x?=\nMIME-Version: 1.0\n\nhello\n",
    "log": b'127.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 1\n',
}


def scanned(octets: bytes, folder: Path, suffix: str) -> None:
    (folder / f"x.{suffix}").write_bytes(octets)
    pipeline.scan(folder / f"x.{suffix}", text="off")


def planned(octets: bytes, folder: Path) -> None:
    (folder / "plan.yaml").write_bytes(octets)
    load_plan(folder / "plan.yaml")


def damaged(seed: bytes) -> st.SearchStrategy[bytes]:
    """A part of the seed twice, a part of it gone, and some octets put in."""
    place = st.integers(0, len(seed))

    def laid(first: int, second: int, put: bytes) -> bytes:
        return seed[:first] + put + seed[second:]

    return st.builds(laid, place, place, st.binary(max_size=12))


@pytest.mark.catalogue("C38", "B43")
@pytest.mark.parametrize("suffix", SEEDS)
def test_any_octets_are_findings_or_a_gap(suffix: str, tmp_path: Path) -> None:
    @settings(max_examples=EXAMPLES)
    @given(damaged(SEEDS[suffix]))
    def holds(octets: bytes) -> None:
        scanned(octets, tmp_path, suffix)

    holds()


PLAN = b"""piiscan: plan/1
policy: {name: x, version: 1}
tables:
  t: {columns: {a: {operator: keep}}}
"""
FINDINGS = b'{"schema": "piiscan/findings/1", "tables": [{"source": "x"}]}'
ENVELOPE = b'{"payload":"e30=","payloadType":"x","signatures":[{"keyid":"a","sig":"eA=="}]}'
EVENT = b'{"actor":{},"at":"2026-01-01T00:00:00.000000Z","event":"x","position":0}\n'
DOCUMENTS: dict[str, tuple[bytes, Callable[[bytes, Path], object]]] = {
    "a plan": (PLAN, planned),
    "findings": (FINDINGS, lambda octets, _: parse(octets.decode("utf-8", "replace"))),
    "an envelope": (ENVELOPE, lambda octets, _: opened(octets)),
    "a log": (EVENT, lambda octets, _: list(links(io.BytesIO(octets)))),
}


@pytest.mark.catalogue("C38", "D17")
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_any_octets_are_a_document_or_an_error_of_ours(kind: str, tmp_path: Path) -> None:
    seed, read = DOCUMENTS[kind]

    @settings(max_examples=EXAMPLES * 5)
    @given(damaged(seed))
    def holds(octets: bytes) -> None:
        try:
            read(octets, tmp_path)
        except (PiiscanError, Torn):
            return

    holds()
