"""Delimited text: what is a table, what is a header, and that no field is cut, padded or lost."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.sources.formats.csv import survey
from piiscan.sources.formats.csv.header import is_header
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.regular import RegularTable
from tests.sources.roundtrip import content_read, copied, opened, read


def table(folder: Path, content: str, name: str = "t.csv", **options: object):
    (folder / name).write_bytes(content.encode())
    return opened(folder / name, **options)


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    content = f"name{delimiter}price\nTea, green{delimiter}1\nCoffee; black{delimiter}2\n"
    quoted = content.replace("Tea, green", '"Tea, green"').replace("Coffee; black", '"Coffee; black"')
    assert read(table(tmp_path, quoted))["name"].to_list() == ["Tea, green", "Coffee; black"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("a_1,b_1\n1,2\n3,4\n", RegularTable),
        ('a_1,b_1\n1,"x,y"\n3,"a""b\nc"\n', RegularTable),
        ("a_1,b_1\r\n1,2\r\n", RegularTable),
        ("a_1,b_1\r\n1,2\n", RegularTable),
        ("a_1,b_1\n1,2,3\n", RegularTable),
        ("a_1,b_1\n1,2,3\n1,2\n", RaggedTable),
        ("a_1,b_1,c_1\n1,2\n3,4,5\n", RaggedTable),
        ("a_1,b_1,c_1\n1,2,3,4\n1,2\n", RaggedTable),
        ("a_1,b_1\r1,2\r3,4\r", RaggedTable),
        ("a_1,b_1\n1,2\r\n3,4\n", RaggedTable),
        ("a_1,b_1\n1,2\n3,4\r", RaggedTable),
        ("a_1,b_1\n1,x\ry\n", RaggedTable),
        ("a_1,b_1\n1,2\n\n3,4\n", RaggedTable),
        ('a_1,b_1\n1,x"y\n3,4\n', RaggedTable),
        ('a_1,b_1\n1,"x"y\n3,4\n', RaggedTable),
        ('a_1,b_1\n1, "x,y"\n3,4\n', RaggedTable),
    ],
)
def test_polars_reads_only_what_it_cannot_misread(tmp_path: Path, content: str, kind: type) -> None:
    assert type(table(tmp_path, content, header=True)) is kind


@pytest.mark.catalogue("B18")
def test_irregularities_are_seen_far_behind_the_sample(tmp_path: Path) -> None:
    regular = "a_1,b_1\n" + 'x,"y ""z"", 1"\n' * 60_000
    assert type(table(tmp_path, regular)) is RegularTable
    assert type(table(tmp_path, regular + "1\n")) is RaggedTable
    assert type(table(tmp_path, regular + "1,2,3\n1\n")) is RaggedTable


def test_wide_files_are_counted_right(tmp_path: Path) -> None:
    wide = ",".join(["7"] * 300)
    assert type(table(tmp_path, f"{wide}\n{wide}\n")) is RegularTable
    assert type(table(tmp_path, f"{wide}\n" + ",".join(["7"] * 44) + "\n")) is RaggedTable


@pytest.mark.catalogue("B17")
def test_fields_beyond_the_header_become_columns_of_their_own(tmp_path: Path) -> None:
    frame = read(table(tmp_path, "name,city\nA,B\nC,D,e@canary.invalid,f\nG\n", header=True))
    assert frame.columns == ["name", "city", "extra_1", "extra_2"]
    assert frame["extra_1"].to_list() == [None, "e@canary.invalid", None]
    assert frame["city"].to_list() == ["B", "D", None]


def test_masked_ragged_rows_keep_their_width_and_line_end() -> None:
    masked = copied(
        b"name,city\r\nA,B\nC,D,e\r\nG\n",
        "t.csv",
        lambda frame: frame.with_columns(pl.col("name").str.to_lowercase(), extra_1=pl.col("extra_1") + "!"),
        header=True,
    )
    assert masked == b"name,city\r\na,B\nc,D,e!\r\ng\n"


def test_dropped_columns_are_gone_from_regular_and_ragged_files() -> None:
    def mask(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.drop("city")

    assert copied(b"name,city,age\nA,B,1\n", "t.csv", mask, header=True) == b"name,age\nA,1\n"
    assert copied(b"name,city,age\nA,B\nC,D,1,2\n", "t.csv", mask, header=True) == b"name,age\nA\nC,1,2\n"


def test_masked_columns_may_have_another_type() -> None:
    mask = lambda frame: frame.with_columns(pl.col("age").cast(pl.Int64) // 10)  # noqa: E731
    assert copied(b"name,age\nA,34\n", "t.csv", mask, header=True) == b"name,age\nA,3\n"
    assert copied(b"name,age\nA,34,x\n", "t.csv", mask, header=True) == b"name,age\nA,3,x\n"


@pytest.mark.catalogue("B5")
def test_names_are_unique_and_headers_stay_as_they_were(tmp_path: Path) -> None:
    content = "name,name,,name_2,age\nA,B,C,D,1\n"
    assert read(table(tmp_path, content, header=True)).columns == ["name", "name_3", "column_3", "name_2", "age"]
    kept = copied(content.encode(), "t.csv", lambda frame: frame.drop("name_2"), header=True)
    assert kept == b"name,name,,age\nA,B,C,1\n"


@pytest.mark.parametrize(
    "rows",
    [
        ["name,city", "Alice,Paris", "Bob,Rome"],
        ["Name,City", "Alice,Paris", "Bob,Rome"],
        ["姓名,手机号", "王小明,13900000000", "李丽,13900000001"],
        ["xm,dz", "王小明,上海市", "李丽,北京市"],
        ["id,2021,2022", "1,5.0,6.0", "2,5.5,6.1"],
        ["SKU,DESC", "AX-17,red lamp", "BT-18,desk"],
        ["Kunde,Betrag", "Meyer,12", "Schulze,13"],
        ["customer_id,note_text"],
    ],
)
def test_names_of_columns_are_a_header(rows: list[str]) -> None:
    assert is_header([row.split(",") for row in rows])


@pytest.mark.catalogue("B13")
@pytest.mark.parametrize(
    "rows",
    [
        ["Alice,alice@canary.invalid", "Bob,bob@canary.invalid"],
        ["王小明,13900000000", "李丽,13900000001"],
        ["1,2", "3,4"],
        ["Alice,Paris", "Bob,Rome", "Carol,Oslo"],
        ["王小明,女", "李丽,男", "赵敏,女"],
        ["Alice,2021-05-06", "Bob,2020-01-02"],
    ],
)
def test_a_person_is_not_a_header(rows: list[str]) -> None:
    assert not is_header([row.split(",") for row in rows])


@pytest.mark.catalogue("B13")
def test_without_a_header_columns_are_numbered_and_the_first_row_is_data(tmp_path: Path) -> None:
    content = "Alice,alice@canary.invalid\nBob,bob@canary.invalid\n"
    frame = read(table(tmp_path, content))
    assert (frame.columns, frame.height) == (["column_1", "column_2"], 2)
    assert copied(content.encode(), "t.csv") == content.encode()


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("t.txt", "name;city\nAlice;Paris\nBob;Rome\n", "csv"),
        ("t", "id,name,city\n1,Alice,Paris\n2,Bob,Rome\n", "csv"),
        ("t.txt", "email\na@canary.invalid\nb@canary.invalid\n", "csv"),
        ("t.txt", "Dear Anna, thank you.\nI called Bob, he agreed.\n", "text"),
        ("t.log", "2026-01-01 10:00:00,123 INFO start\n2026-01-01 10:00:01,456 INFO stop\n", "text"),
        ("t.log", "2026-01-01,db-1,INFO,start\n2026-01-01,db-2,INFO,stop\n", "text"),
        ("T.LOG.2", "2026-01-01,db-1,INFO,start\n2026-01-01,db-2,INFO,stop\n", "text"),
        ("t.log", "day,host,level\n2026-01-01,db-1,INFO\n2026-01-02,db-2,INFO\n", "csv"),
        ("t.txt", "one line of text\n", "text"),
        ("t.csv", "email\na@canary.invalid\n", "csv"),
        ("t.csv", "just one line, and no more", "csv"),
    ],
)
def test_tables_are_told_from_texts(tmp_path: Path, name: str, content: str, format: str) -> None:
    assert table(tmp_path, content, name).format == format


def test_large_files_come_in_batches(tmp_path: Path) -> None:
    data = table(tmp_path, "a_1,b_1\n" + "x,1\n" * 600_000)
    heights = [frame.height for frame in data.batches()]
    assert sum(heights) == 600_000
    assert len(heights) > 1
    assert [frame.height for frame in data.batches()] == heights


def test_long_cells_come_in_batches_of_few_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "PIECE", 1 << 20)
    data = table(tmp_path, "a_1,b_1\n" + f"{'x' * 100_000},1\n" * 40)
    heights = [frame.height for frame in data.batches()]
    assert sum(heights) == 40
    assert max(heights) < 20


@given(cells=st.lists(st.text('\ufeffaé张,\n"', min_size=1), min_size=1, max_size=30), rows=st.integers(1, 4))
def test_where_batches_end_changes_no_cell(cells: list[str], rows: int) -> None:
    content = "first,second\n" + "".join(f'"{cell.replace(chr(34), 2 * chr(34))}",1\n' for cell in cells)
    with pytest.MonkeyPatch.context() as patched, TemporaryDirectory() as folder:
        patched.setattr(survey, "ROWS", rows)
        patched.setattr(survey, "BLOCK", 16)
        data = table(Path(folder), content, delimiter=",", header=True)
        assert isinstance(data, RegularTable)
        assert [cell for frame in data.batches() for cell in frame["first"]] == cells


def test_a_file_of_nothing_but_a_header_has_one_empty_batch() -> None:
    frame = content_read(b"name,city\n", "t.csv", header=True)
    assert (frame.columns, frame.height) == (["name", "city"], 0)
