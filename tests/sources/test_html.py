"""HTML: tables are tables, whatever else a page says or hides is read as text, and what a copy may have is listed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from piiscan.errors import OutputFailed, PlanError
from piiscan.model.finding import Incomplete
from piiscan.model.table import Table
from piiscan.sources import write_container
from piiscan.sources.copies import as_copy_of
from tests.sources.roundtrip import Mask, opened, read

Members = dict[str, pl.DataFrame | str]
Lines = Callable[[pl.Series], pl.Series]

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
HIDDEN = ("bob@canary.invalid", "13800138000", "hidden note", "mailto:eve@canary.invalid", "4711", "secret-7")


def said(item) -> Members:
    return {
        member.key.partition("!")[2]: read(member)
        if isinstance(member, Table)
        else "".join(map("".join, member.parts()))
        for member in item.members()
    }


def members(content: str, name: str = "p.html") -> Members:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content.encode())
        return said(opened(path))


def copied(content: str | bytes, mask: Mask = lambda frame: frame, lines: Lines = lambda part: part) -> str:
    """What a page becomes in a masked copy."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "p.html"), Path(folder, "out.html")
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        write_container(
            opened(source),
            lambda member: map(mask, member.batches()) if isinstance(member, Table) else map(lines, member.parts()),
            target,
        )
        return target.read_bytes().decode("utf-8" if isinstance(content, str) else "gb18030")


def page(table: str) -> str:
    return f"<html><body><table>{table}</table></body></html>"


def test_tables_have_their_headings_and_spans_filled_in() -> None:
    found = members(PAGE)
    assert found["table 1"].to_dict(as_series=False) == {
        "Name": ["张三 Jr.", "张三 Jr.", "Li"],
        "Phone": ["1 & 2", "3", None],
        "Phone_2": ["x", "4", None],
    }
    assert found["table 2"].rows() == [("inner",)]


def test_rows_of_headings_name_columns_together_and_a_title_is_a_text() -> None:
    found = members(
        page(
            "<tr><th colspan=3>Branch list</th></tr><tr><th rowspan=2>Id</th><th colspan=2>Contact</th></tr>"
            "<tr><th>Mail</th><th>Phone</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>"
        )
    )
    assert found["table 1"].to_dicts() == [{"Id": "1", "Contact Mail": "2", "Contact Phone": "3"}]
    assert "Branch list" in found["(text)"]


def test_a_table_that_is_all_headings_has_no_header_but_by_what_it_says() -> None:
    rows = "".join(f"<tr><th>user{n}</th><th>1380013800{n}</th></tr>" for n in range(5))
    assert members(page(rows))["table 1"].height == 5


def test_everything_else_is_text_wherever_it_hides() -> None:
    found = members(PAGE)
    assert all(text in found["(dropped)"] for text in HIDDEN)
    assert all(t in found["(text)"] for t in ("Call 13800138001 or her.", "All of them", "Kunden", "end", "color:red"))
    assert "张三" not in f"{found['(text)']}{found['(dropped)']}"


def test_people_in_a_page_are_all_read(people: pl.DataFrame) -> None:
    people = people.with_columns(pl.col("birth_date").cast(pl.String))
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in people.iter_rows())
    heads = "".join(f"<th>{name}</th>" for name in people.columns)
    assert members(f"<html><table><tr>{heads}</tr>{rows}</table></html>", "p")["table 1"].equals(people)


def test_a_copy_says_the_same_without_what_is_dropped() -> None:
    copy = copied(PAGE)
    before = members(PAGE)
    assert not any(text in copy for text in HIDDEN)
    del before["(dropped)"]
    assert str(members(copy)) == str(before)
    assert copied(copy) == copy


def test_masked_values_are_escaped_and_markup_stays_where_it_was() -> None:
    copy = copied(
        PAGE,
        lambda frame: frame.with_columns(pl.lit("<tok&>").alias(frame.columns[0])),
        lambda part: part.str.replace("0138001", "<M>"),
    )
    assert "<p>Call <b>138</b>0&lt;M&gt; or <a>her</a>.</p>" in copy
    assert "<td>&lt;tok&amp;&gt;<br></td><td>1 &amp; 2</td><td>x</td>" in copy
    assert "张三" not in copy


@pytest.mark.parametrize("column", ["Id", "Contact Mail", "Contact Phone"])
def test_a_copy_without_a_column_is_read_as_its_original(tmp_path: Path, column: str) -> None:
    content = page(
        "<tr><th rowspan=2>Id</th><th colspan=2>Contact</th></tr><tr><th>Mail</th><th>Phone</th></tr>"
        "<tr><td>1</td><td colspan=2>2</td></tr><tr><td rowspan=3>4</td></tr><tr><td>5</td><td>6</td></tr><tr><td>7"
    )
    (tmp_path / "a.html").write_text(content)
    (tmp_path / "b.html").write_text(copied(content, lambda frame: frame.drop(column)))
    original, copy = (next(iter(opened(tmp_path / name).members())) for name in ("a.html", "b.html"))
    kept = [name for name in original.names if name != column]
    assert read(as_copy_of(original, copy, kept)).equals(read(original).drop(column))


@pytest.mark.parametrize(
    "markup",
    [
        '<td title="{}">',
        '<td class="{}">',
        '<td style="color: {}">',
        '<td style="background: url({})">',
        '<td width="{}">',
        '<a href="tel:{}">',
        '<meta content="{}">',
        '<meta charset="{}">',
        '<meta charset="{}" charset="utf-8">',
        "<!-- {} -->",
        "<!DOCTYPE {}>",
        "<?php {} ?>",
        "<![CDATA[{}]]>",
        "<{}>",
        "<b {}>",
        "</{}>",
        "<b></b title='{}'>",
        "<b></b\n{}>",
        "<script>{}</script>",
        "<noembed><script>{}</noembed>",
        "<svg><path d='{}'/></svg>",
    ],
)
@pytest.mark.parametrize("value", ["13800138000", "zhangsan", "red13800138000", "4"])
def test_nothing_that_hides_in_markup_gets_into_a_copy(markup: str, value: str) -> None:
    told = markup.format(f"x{value}z")
    for content in (f"<html>{told}<p>y</p>", page(f"<tr><td>a{told}</td><td>b</td></tr>")):
        assert f"x{value}z" in str(members(content))
        assert f"x{value}z" not in copied(content)


def test_classes_are_kept_as_far_as_a_masked_style_sheet_names_them() -> None:
    content = "<html><style>.a{} .zhang{}</style><p class='a zhang li'>x</p></html>"
    assert '<p class="a">' in copied(content, lines=lambda part: part.str.replace("zhang", "T"))


def test_characters_that_the_encoding_lacks_are_numbers_in_a_copy() -> None:
    content = "<html><meta charset=gb2312><p>中文 &#x1F600; &eacute;</p></html>"
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "p.html"), Path(folder, "o.html")
        source.write_bytes(content.encode("gb2312"))
        write_container(opened(source, encoding="gb2312"), lambda member: member.parts(), target)
        assert target.read_bytes().decode("gb2312") == '<html><meta charset="gb2312"><p>中文 &#128512; é</p></html>'


def test_a_dropped_column_with_a_table_in_it_is_refused() -> None:
    with pytest.raises(PlanError, match="another table stands in a column that the plan drops"):
        copied(PAGE, lambda frame: frame.drop("Name", strict=False))


@pytest.mark.parametrize("rows", [lambda frame: frame.head(1), lambda frame: pl.concat([frame, frame])])
def test_other_rows_than_the_page_has_are_refused(rows: Mask) -> None:
    with pytest.raises(OutputFailed, match="rows came back than the source has"):
        copied(PAGE, rows)


@runs(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            "<table>|</table>|<tr>|<td>|</td>|<th>|<td colspan=2>|<td rowspan=2>|<thead>|</thead>|<b>|</p>|<p>"
            "|<!--|-->|x7|<|&#|&lt;i|<x-y>|<br/>|<style>|</style>|<script>|</script>|<title>|</title>|<pre>|\n".split(
                "|"
            )
        )
    )
)
def test_no_text_of_a_broken_page_is_lost_and_a_copy_of_it_is_read_the_same(pieces: list[str]) -> None:
    content = "<html>" + " ".join(pieces)
    found = members(content)
    texts = "".join(member if isinstance(member, str) else str(member.rows()) for member in found.values())
    texts += str([member.columns for member in found.values() if isinstance(member, pl.DataFrame)])
    assert texts.count("x7") >= pieces.count("x7")
    found.pop("(dropped)", None)
    assert str(members(copied(content))) == str(found)


@pytest.mark.parametrize("cell", ["<td colspan=999999>", "<td colspan=1000>" * 6, '<td colspan="-5" rowspan="x">'])
def test_huge_and_senseless_spans_do_no_harm(tmp_path: Path, cell: str) -> None:
    (tmp_path / "p.html").write_text(page(f"<tr>{cell}x<td>y"))
    item = opened(tmp_path / "p.html")
    assert isinstance(item, Incomplete) or all(len(m.columns) <= 5000 for m in item.members() if isinstance(m, Table))


@pytest.mark.parametrize("blank", [" ", "\n", "1 "])
def test_a_style_with_many_blanks_takes_no_time(blank: str) -> None:
    content = f"<html><p style='color:{blank * 10_000}var(--x)'>y</p></html>"
    assert "<p>y</p>" in copied(content)


@pytest.mark.parametrize(
    "mask", [("Zhang", "X"), ("1380", "Y"), ("Wei\n", "Wei Ho\n"), ("8\n", "8 Z\n"), ("i\n", "\n")]
)
def test_a_title_of_several_lines_is_masked_line_by_line(mask: tuple[str, str]) -> None:
    content = page("<tr><td colspan=2>Zhang Wei<br>13800138<p></p>end</td></tr><tr><td>a</td><td>b</td></tr>")
    said = members(content)["(text)"]
    assert members(copied(content, lines=lambda part: part.str.replace(*mask)))["(text)"] == said.replace(*mask)
