"""Names come from strangers: in no format do they act, and none loses a column to them."""

from __future__ import annotations

import csv
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.cells import cell_len

from piiscan.errors import UsageError
from piiscan.model.finding import Findings
from piiscan.model.policy import Thresholds
from piiscan.reports import FOR_PEOPLE, FORMATS, render
from piiscan.reports import table as terminal
from piiscan.reports.explain import explain
from piiscan.reports.visible import visible
from tests.reports.made_up import HOSTILE, column, scan, table

STEERING = "\x00\x07\x1b\x7f\x85\x9b\u200b\u2028\u202e\u2066\ufeff\udcff\U000e0041"
VOID = {"input", "meta", "br"}


def hostile(name: str) -> Findings:
    """A scan whose every name and reason is the same hostile text."""
    found = column(name, comment=name, type=name, joins=(name,))
    return scan(tables=(table(name, found, table=name, format=name),))


@pytest.mark.catalogue("B29", "C18")
@pytest.mark.parametrize("form", FORMATS)
def test_no_character_steers_a_terminal_or_reorders_text(form: str) -> None:
    text = render(hostile(f"x{STEERING}y"), form)
    assert not set(STEERING) & set(text)
    assert text.encode()


@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_a_hidden_character_is_shown_by_its_code(form: str) -> None:
    plain = render(hostile("a\x1b\u202eb"), form).replace("\\\\", "\\")
    assert "a\\x1b\\u202eb" in plain


def test_what_is_visible_stays_as_it_is() -> None:
    for name in ("客户姓名", "naïve", "קוד", "😀", "$.a[*].b"):
        assert visible(name) == name


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_of_the_terminal_table_is_wider_than_asked(findings: Findings, width: int, lang: str) -> None:
    text = terminal.render(replace(findings, incomplete=(), exposure=()), lang=lang, width=width)  # type: ignore[arg-type]
    assert max(map(cell_len, text.splitlines())) <= width
    assert "[bold" in text
    assert "\x1b" not in text


def test_what_could_not_be_read_is_named_in_one_line(findings: Findings) -> None:
    lines = terminal.render(findings, width=60).splitlines()
    assert all(any(missing.reason in line for line in lines) for missing in findings.incomplete)


def test_colours_are_given_only_when_asked_for(findings: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" not in terminal.render(findings)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" in terminal.render(findings, colour=True)


@pytest.mark.catalogue("B31")
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "  =1", "＝1", "＠x", "\t=1", "\r=1"])
def test_no_cell_of_the_csv_is_a_formula(name: str) -> None:
    lines = list(csv.reader(StringIO(render(hostile(name), "csv"))))
    assert len(lines) == 2
    assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for cell in lines[1])


def test_the_csv_has_one_line_for_each_column(findings: Findings) -> None:
    text = render(findings, "csv")
    assert len(text.splitlines()) == 1 + sum(len(table.columns) for table in findings.tables)


@pytest.mark.catalogue("B29")
@pytest.mark.parametrize("name", ["a|b", "a\\|b", "`a", "[x](y)", "<b>", "*a*", "a\nb", "# a", "https://x.example"])
def test_no_name_breaks_a_markdown_table_or_is_markup(name: str) -> None:
    text = render(hostile(name), "md")
    rows = [line for line in text.splitlines() if line.startswith("|") and "clean" in line]
    assert len(rows) == 1
    unescaped = rows[0].replace("\\\\", "").split("\\")
    assert rows[0].count("|") - sum(part.startswith("|") for part in unescaped[1:]) == 7
    assert not any(sign in "".join(part[1:] for part in ["", *unescaped[1:]]) for sign in "`[<*#")
    assert "https://" not in text


IMPLIED = {"tr", "td", "th", "thead", "tbody", "p"}
"""Tags that end where the next of their kind starts (HTML 13.1.2.4)."""


class Page(HTMLParser):
    """The tags of a page, which must close in the order in which they opened, but for those that close themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.scripts: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID | IMPLIED:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in IMPLIED or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)


@pytest.mark.catalogue("B29")
@pytest.mark.parametrize("name", [*HOSTILE, '" onmouseover="x', "' onclick='x", "</style><script>", "</table>"])
def test_no_name_is_a_tag_or_an_attribute_of_the_page(name: str) -> None:
    usual, page = Page(), Page()
    usual.feed(render(hostile("plain"), "html"))
    page.feed(render(hostile(name), "html"))
    assert (page.seen, page.attributes, page.open) == (usual.seen, usual.attributes, [])
    assert (page.scripts, len(page.scripts)) == (usual.scripts, 1)


def test_the_page_needs_nothing_from_anywhere(findings: Findings) -> None:
    text = render(findings, "html")
    assert not any(reference in text for reference in ("src=", "http:", "https:", "url(", "@import", "<link"))
    assert "default-src 'none'" in text


def test_the_pieces_of_an_explanation_are_text() -> None:
    text = explain(column("[bold]\x1b[2J"), Thresholds())
    assert text.startswith("[bold]\\x1b[2J: clean")


def test_a_format_that_is_not_there_is_a_usage_error(empty: Findings) -> None:
    with pytest.raises(UsageError, match="must be one of table, html, md, json, csv"):
        render(empty, "pdf")
