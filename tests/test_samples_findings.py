"""The samples are found to be what they are: `samples/expected.json` says so, column by column."""

from __future__ import annotations

import json
from pathlib import Path

import piiscan

SAMPLES = Path(__file__).parents[1] / "samples"


def test_every_column_of_the_samples_is_what_is_expected() -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
    findings = piiscan.scan(SAMPLES / "shop", text="off")
    assert findings.complete
    assert {t.key: {c.name: c.entity or c.status for c in t.columns} for t in findings.tables} == expected["tables"]
    assert {d.key: sorted(d.entities) for d in findings.documents} == expected["documents"]
