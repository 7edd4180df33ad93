"""Findings say in which encoding a file was read, and what it was compressed with, where that is not the usual."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.pipeline.detection import Detection
from piiscan.reports import findings as documents
from tests.leaks import canary

PEOPLE = canary.people(30, seed=3).select("name_zh", "mobile").write_csv()
FORMS = ("html", "md", "table")


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


def test_each_table_and_text_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(PEOPLE.encode("gb18030"))
    (tmp_path / "b.csv").write_bytes(PEOPLE.encode())
    (tmp_path / "c.csv.gz.bz2").write_bytes(bz2.compress(gzip.compress(PEOPLE.encode("utf-16-le"))))
    (tmp_path / "d.log").write_bytes("回电 13800138000，客户很满意\n".encode("gb18030"))
    found = pipeline.scan(tmp_path)
    assert [(table.encoding, table.compression) for table in found.tables] == [
        ("gb18030", None),
        (None, None),
        ("utf-16-le", "bzip2, gzip"),
    ]
    assert [text.encoding for text in found.documents] == ["gb18030"]


def test_the_findings_file_has_them_where_they_say_something(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(PEOPLE.encode("gb18030"))
    (tmp_path / "b.csv").write_bytes(PEOPLE.encode())
    found = pipeline.scan(tmp_path)
    first, second = json.loads(pipeline.report(found, "json"))["tables"]
    assert (first["encoding"], "compression" in first, "encoding" in second) == ("gb18030", False, False)
    assert documents.parse(documents.render(found)) == found


@pytest.mark.parametrize("form", FORMS)
def test_reports_name_an_encoding_that_is_not_utf_8(form: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(PEOPLE.encode())
    (tmp_path / "d.log").write_bytes("回电 13800138000，客户很满意\n".encode())
    assert "utf-8" not in pipeline.report(pipeline.scan(tmp_path), form).lower().replace('<meta charset="utf-8">', "")
    (tmp_path / "a.csv").write_bytes(PEOPLE.encode("gb18030"))
    (tmp_path / "d.log").write_bytes("回电 13800138000，客户很满意\n".encode("gb18030"))
    assert pipeline.report(pipeline.scan(tmp_path), form).count("gb18030") == 2
