"""Fixed width: cut where the caller says, nothing passed over, nothing ever cut short."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from piiscan.errors import OutputFailed, UsageError
from piiscan.model.finding import Incomplete
from piiscan.sources import write_table
from tests.sources.roundtrip import Mask, opened, read

SPEC = {
    "unit": "bytes",
    "columns": [
        {"name": "no", "start": 1, "width": 4},
        {"name": "name", "start": 5, "width": 8},
        {"name": "amount", "start": 15, "width": 6, "align": "right"},
    ],
}
LINES = "0001张三    AB  1.50\n0002李       C\n"


def table(tmp_path: Path, content: bytes, spec: object = SPEC, **options: object):
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    (tmp_path / "t.txt").write_bytes(content)
    return opened(tmp_path / "t.txt", widths=tmp_path / "spec.json", **options)


def copied(tmp_path: Path, content: bytes, mask: Mask = lambda frame: frame, **options: object) -> bytes:
    source = table(tmp_path, content, **options)
    write_table(source, map(mask, source.batches()), tmp_path / "out.txt")
    return (tmp_path / "out.txt").read_bytes()


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_bytes_are_those_of_the_encoding_of_the_file(tmp_path: Path, encoding: str) -> None:
    content = "0001張三    AB  1.50\r\n0002李        3.00\r\n".encode(encoding).replace(b"3.00", b"3.00")
    found = table(tmp_path, content, encoding=encoding)
    assert found.format == "fixed"
    assert read(found).rows()[0] == ("0001", "張三", "AB", "1.50")
    assert copied(tmp_path, content, encoding=encoding) == content


def test_characters_are_counted_on_request(tmp_path: Path) -> None:
    content = "0001张三      AB  1.50\n0002李四光\n".encode()
    assert read(table(tmp_path, content, {**SPEC, "unit": "characters"})).rows() == [
        ("0001", "张三", "AB", "1.50"),
        ("0002", "李四光", None, None),
    ]


def test_places_that_no_column_takes_are_columns_too(tmp_path: Path) -> None:
    found = table(tmp_path, b"0001Bob     XY  1.50\n")
    assert [column.name for column in found.columns] == ["no", "name", "unnamed_13", "amount"]


def test_masked_values_fill_the_same_width_and_dropped_columns_are_blank(tmp_path: Path) -> None:
    def mask(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.drop("name").with_columns(amount=pl.lit("9"))

    masked = copied(tmp_path, b"0001Bob     XY  1.50\n0002Eve           2\n", mask)
    assert masked == b"0001        XY     9\n0002               9\n"
    assert [column.name for column in table(tmp_path, masked).columns] == ["no", "unnamed_13", "amount"]


def test_a_token_that_is_longer_than_its_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed, match=r"column name: .* line 1, does not fit its 8 bytes: give it another"):
        copied(tmp_path, b"0001Bob     XY  1.50\n", lambda frame: frame.with_columns(name=pl.lit("x" * 9)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"0001Bob     XY  1.50 canary\n", "line 1 has 27 bytes, the columns end at 20"),
        (
            "0001ab张三张三\n".encode("gb18030") + "0001a李四光王五\n".encode("gb18030"),
            "line 2: a character stands across",
        ),
        (b"   \n", "blank"),
    ],
)
def test_what_does_not_fit_the_widths_is_incomplete(tmp_path: Path, content: bytes, reason: str) -> None:
    gap = table(tmp_path, content, encoding="gb18030")
    assert isinstance(gap, Incomplete)
    assert reason in gap.reason
    assert "canary" not in gap.reason


@pytest.mark.parametrize(
    "spec",
    [
        [],
        {"columns": []},
        {"unit": "bits", "columns": SPEC["columns"]},
        {"columns": [{"name": "a"}]},
        {"columns": [{"name": "a", "width": 0}]},
        {"columns": [{"name": "a", "width": 3}, {"name": "b", "start": 3, "width": 3}]},
        {"columns": [{"name": "a", "width": 3}, {"name": "a", "width": 3}]},
        {"columns": [{"name": "a", "width": 3, "widht": 4}]},
    ],
)
def test_broken_lists_of_widths_are_usage_errors(tmp_path: Path, spec: object) -> None:
    with pytest.raises(UsageError, match=r"spec\.json"):
        table(tmp_path, b"0001\n", spec)


def test_what_has_a_format_of_its_own_is_not_cut(tmp_path: Path) -> None:
    assert table(tmp_path, b'{"a": 1}\n').format == "json"
