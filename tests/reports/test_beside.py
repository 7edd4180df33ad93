"""What risk, its attacks and verify have written is read back as it was, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from piiscan.errors import UsageError
from piiscan.model.attack import Attack, Attacks
from piiscan.model.finding import Incomplete
from piiscan.model.risk import Crowds, Risk, TableRisk
from piiscan.model.verification import Check, Verification
from piiscan.reports import attack, risk, verification
from piiscan.reports.beside import load

MISSING = (Incomplete("b.zip", "encrypted"),)


def test_documents_come_back_as_they_were(tmp_path: Path) -> None:
    said = {
        risk.render_json: Risk((TableRisk("a.csv", {"city": "CITY", "age": None}, Crowds({1: 4, 7: 2}, 3)),), MISSING),
        attack.render_json: Attacks((Attack("linkage", "a.csv", "all", 1, 4, "drop it", {"city": 1}, 1.0),), MISSING),
        verification.render_json: Verification((Check("risk", "a.csv", ("k is 1",), {"k": 1}),), MISSING),
    }
    for render, document in said.items():
        file = tmp_path / "document.json"
        file.write_text(render(document), "utf-8")  # type: ignore[operator]
        assert load(file) == document


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "piiscan/risk/1"}',
        '{"schema": ["piiscan/risk/1"]}',
    ],
)
def test_anything_else_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "document.json"
    file.write_text(text)
    with pytest.raises(UsageError, match=r"document\.json: no whole document of piiscan/findings/1, piiscan/risk/1"):
        load(file)
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "absent.json")
