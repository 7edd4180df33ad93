"""A file that nobody masked comes out as it went in, whatever its dialect."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.sources.roundtrip import content_read, copied, steady

CELLS = st.text(st.sampled_from("ab7é汉 ,;\t|\"'\n\r#"), max_size=6)
PLAIN = st.text(st.sampled_from("ab7é汉 #-"), min_size=1, max_size=6).filter(lambda cell: not cell.startswith("#"))


def encoded(rows: list[list[str]], delimiter: str, always: bool, ends: list[str]) -> str:
    """Fields in quotes where they need them, or always. (The csv module leaves line ends bare if told another one.)"""

    def field(cell: str) -> str:
        bare = not always and not any(mark in cell for mark in f'{delimiter}"\r\n')
        return cell if bare else '"' + cell.replace('"', '""') + '"'

    return "".join(delimiter.join(map(field, row)) + ends[i % len(ends)] for i, row in enumerate(rows))


@st.composite
def regular_csv(draw: st.DrawFn) -> tuple[bytes, str, list[list[str]]]:
    """Rows of one width, quoted always or where necessary, LF or CRLF, with and without BOM and last line end."""
    width = draw(st.integers(2, 4))
    header = [f"field_{i}" for i in range(width)]
    body = draw(st.lists(st.lists(CELLS.filter(bool), min_size=width, max_size=width), max_size=6))
    delimiter = draw(st.sampled_from(",;\t|"))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = encoded([header, *body], delimiter, draw(st.booleans()), [end])
    if draw(st.booleans()):
        text = text.removesuffix(end)
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode(), delimiter, body


@st.composite
def ragged_csv(draw: st.DrawFn) -> tuple[bytes, list[list[str]]]:
    """Rows of any width, blank lines, any mixture of line ends."""
    body = draw(st.lists(st.lists(PLAIN, max_size=5), max_size=6))
    ends = draw(st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=1, max_size=3))
    assume("\r" not in ends or all(body))  # CR, then a blank line that ends in LF: nobody can tell that from CRLF
    text = encoded([["field_1", "field_2"], *body], ",", False, ends)
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode(), body


@pytest.mark.catalogue("B8")
@steady
@given(regular_csv())
def test_regular_files_come_out_byte_for_byte(case: tuple[bytes, str, list[list[str]]]) -> None:
    content, delimiter, _ = case
    assert copied(content, "t.csv", delimiter=delimiter, header=True) == content


@steady
@given(regular_csv())
def test_every_cell_of_a_regular_file_is_read(case: tuple[bytes, str, list[list[str]]]) -> None:
    content, delimiter, body = case
    frame = content_read(content, "t.csv", delimiter=delimiter, header=True)
    assert [list(row) for row in frame.iter_rows()] == body


@pytest.mark.catalogue("B8")
@steady
@given(ragged_csv())
def test_ragged_files_come_out_byte_for_byte(case: tuple[bytes, list[list[str]]]) -> None:
    content, _ = case
    assert copied(content, "t.csv", delimiter=",", header=True) == content


@pytest.mark.catalogue("B17")
@steady
@given(ragged_csv())
def test_no_field_of_a_ragged_file_is_lost(case: tuple[bytes, list[list[str]]]) -> None:
    content, body = case
    frame = content_read(content, "t.csv", delimiter=",", header=True)
    found = [[cell for cell in row if cell is not None] for row in frame.iter_rows()]
    assert found == body


@steady
@given(st.binary(max_size=60).filter(lambda b: b"\0" not in b))
def test_whatever_utf8_calls_itself_csv_comes_out_with_the_same_cells(noise: bytes) -> None:
    content = ("field_1,field_2\n" + noise.decode("utf-8", "ignore")).encode()
    if content.count(b'"') % 2:
        content = content.replace(b'"', b"")
    before = content_read(content, "t.csv", delimiter=",", header=True)
    after = content_read(copied(content, "t.csv", delimiter=",", header=True), "t.csv", delimiter=",", header=True)
    assert after.equals(before)


@pytest.mark.parametrize(
    "content",
    [
        b'a_1,b_1\n1,""\n2,\n"",\n,\n',
        b"a_1,b_1\n",
        b"a_1,b_1",
        b"a_1\n1\n2\n",
        b"a_1\n1\n\n2\n\n",
        b'"a_1",b_1\r\n1,"x\r\ny"\r\n',
        b"name,name,,\n1,2,3,4\n",
        b'\xef\xbb\xbf"a_1","b_1"\n"1",""',
        b"a_1|b_1\n'x|y'|'2'\n'z|y'|'3'\n",
    ],
)
def test_corner_cases_come_out_byte_for_byte(content: bytes) -> None:
    assert copied(content, "t.csv", header=True) == content
