"""HTML: tables are tables, and whatever else a page says or hides is read as text."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import UsageError
from piiscan.model.finding import Incomplete
from piiscan.sources import write_container
from tests.sources.roundtrip import opened, read

PAGE = """<!DOCTYPE html>
<html><head><title>Kunden</title><style>.x{color:red}</style>
<meta name="author" content="bob@canary.invalid"><script>var phone = "13800138000";</script></head>
<body><!-- hidden note --><p>Call <b>138</b>00138001 or <a href="mailto:eve@canary.invalid">her</a>.</p>
<table class="list">
  <caption>All of them</caption>
  <thead><tr><th>Name</th><th colspan=2>Phone</th></tr></thead>
  <tr><td rowspan="2">张三<br>Jr.</td><td data-id="4711">1 &amp; 2</td><td>x</td></tr>
  <tr><td>3<td>4
  <tr><td>Li<table><tr><td>inner</td></tr></table></td><td></td></tr>
</table>
<input type="hidden" value="secret-7"><p>end
</body></html>
"""


def members(content: str, name: str = "p.html") -> dict[str, pl.DataFrame | str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content.encode())
        return {
            item.key.partition("!")[2]: read(item) if hasattr(item, "batches") else "".join(map("".join, item.parts()))
            for item in opened(path).members()
        }


def test_tables_have_their_headings_and_spans_filled_in() -> None:
    found = members(PAGE)
    assert found["table 1"].to_dict(as_series=False) == {
        "Name": ["张三 Jr.", "张三 Jr.", "Li"],
        "Phone": ["1 & 2", "3", None],
        "Phone_2": ["x", "4", None],
    }
    assert found["table 2"].rows() == [("inner",)]


def test_everything_else_is_text_wherever_it_hides() -> None:
    text = members(PAGE)["(text)"]
    hidden = ("bob@canary.invalid", "13800138000", "hidden note", "mailto:eve@canary.invalid", "4711", "secret-7")
    assert all(
        said in text for said in (*hidden, "Call 13800138001 or her.", "All of them", "Kunden", "end", "color:red")
    )
    assert "张三" not in text


def test_people_in_a_page_are_all_read(people: pl.DataFrame) -> None:
    people = people.with_columns(pl.col("birth_date").cast(pl.String))
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in people.iter_rows())
    heads = "".join(f"<th>{name}</th>" for name in people.columns)
    assert members(f"<html><table><tr>{heads}</tr>{rows}</table></html>", "p")["table 1"].equals(people)


def test_a_masked_copy_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE)
    with pytest.raises(UsageError, match="html files are not written"):
        write_container(opened(tmp_path / "p.html"), lambda member: iter(()), tmp_path / "out.html")
    assert not (tmp_path / "out.html").exists()


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "</td>", "<b>", "</p>", "<!--", "-->", "x7", "<", "&#"])
    )
)
def test_no_text_of_a_broken_page_is_lost(pieces: list[str]) -> None:
    found = members("<html>" + " ".join(pieces))
    said = "".join(member if isinstance(member, str) else str(member.rows()) for member in found.values())
    said += str([member.columns for member in found.values() if isinstance(member, pl.DataFrame)])
    assert said.count("x7") >= pieces.count("x7")


@pytest.mark.parametrize("cell", ["<td colspan=999999>", "<td colspan=1000>" * 6, '<td colspan="-5" rowspan="x">'])
def test_huge_and_senseless_spans_do_no_harm(tmp_path: Path, cell: str) -> None:
    (tmp_path / "p.html").write_text(f"<html><table><tr>{cell}x</table>")
    item = opened(tmp_path / "p.html")
    assert isinstance(item, Incomplete) or all(len(member.columns) <= 5000 for member in list(item.members())[:-1])
