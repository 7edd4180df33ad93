"""Word documents: whatever they show or hide is read; the copy is a new document of texts and tables."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from piiscan import pipeline
from piiscan.model.plan import Step
from piiscan.pipeline.detection import Detection
from tests.leaks import canary
from tests.matrix.reading import places
from tests.sources.documents import docx, p, part, r, table
from tests.sources.planted import KEY, assert_copy_holds_nobody, missed, reasons, told, values

SHOWN = (
    "body", "heading", "table", "table in a table", "header", "footer", "footnote", "endnote", "insertion", "moved to",
    "text box", "content control", "field result", "white and tiny", "several runs", "no-break hyphens",
    "soft line break", "ruby base",
)  # fmt: skip
HIDDEN = (
    "comment", "comment author", "deletion", "moved from", "hidden text", "old text box", "field code", "simple field",
    "link target", "template", "title", "creator", "company", "custom property", "custom XML", "custom XML attribute",
    "alt text", "art", "glossary", "document variable", "bookmark", "people", "style", "list choice", "chart",
    "readings",
)  # fmt: skip
EMBEDDED = ("workbook", "page")


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


def workbook(path: Path, text: str) -> bytes:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_column(0, 0, [text, "x"])
    return path.read_bytes()


def split(text: str) -> list[str]:
    """Every two characters a run of its own, in another form."""
    return [r(text[i : i + 2], "<w:b/>" * (i % 4 == 0)) for i in range(0, len(text), 2)]


def broken(text: str) -> str:
    """With a soft line break in the middle of the mobile number."""
    at = text.index("tel ") + 8
    return f"<w:r><w:t>{text[:at]}</w:t><w:br/><w:t>{text[at:]}</w:t></w:r>"


def everywhere(at: dict[str, str], folder: Path) -> bytes:
    body = [
        p(at["body"]),
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{r(at["heading"])}</w:p>',
        f"<w:tbl><w:tr><w:tc>{p(at['table'])}{table((at['table in a table'], 'x'))}<w:p/></w:tc></w:tr></w:tbl>",
        p(f'<w:ins w:id="1" w:author="x">{r(at["insertion"])}</w:ins>'),
        p(f"<w:moveTo>{r(at['moved to'])}</w:moveTo>"),
        p(f'<w:del w:author="x"><w:r><w:delText>{at["deletion"]}</w:delText></w:r></w:del>'),
        p(f"<w:moveFrom>{r(at['moved from'])}</w:moveFrom>"),
        p("<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr id='1' name='Text Box 2'"
          f" descr='{at['alt text']}'/><w:txbxContent>{p(at['text box'])}</w:txbxContent></w:drawing></mc:Choice>"
          f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{p(at['old text box'])}</w:txbxContent></v:textbox>"
          f"<v:textpath string='{at['art']}'/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"),
        f"<w:sdt><w:sdtPr><w:alias w:val='x'/><w:dropDownList><w:listItem w:displayText='{at['list choice']}'/>"
        f"</w:dropDownList></w:sdtPr><w:sdtContent>{p(at['content control'])}</w:sdtContent></w:sdt>",
        p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
          *(f"<w:r><w:instrText>{half}</w:instrText></w:r>" for half in halves(f'MERGEFIELD "{at["field code"]}"')),
          "<w:r><w:fldChar w:fldCharType='separate'/></w:r>", r(at["field result"])),
        p(f"<w:fldSimple w:instr='REF {at['simple field']}'>{r('x')}</w:fldSimple>"),
        p(r(at["hidden text"], "<w:vanish/>"), r(at["white and tiny"], "<w:color w:val='FFFFFF'/><w:sz w:val='2'/>")),
        p(*split(at["several runs"])),
        p("<w:r>" + "<w:noBreakHyphen/>".join(f"<w:t>{piece}</w:t>" for piece in hyphened(at)) + "</w:r>"),
        p(broken(at["soft line break"])),
        p(f"<w:r><w:ruby><w:rt>{r(at['readings'])}</w:rt><w:rubyBase>{r(at['ruby base'])}</w:rubyBase></w:ruby></w:r>"),
        p(f"<w:bookmarkStart w:id='1' w:name='{at['bookmark']}'/>", r("x")),
    ]  # fmt: skip
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    parts: dict[str, str | bytes] = {
        "word/header1.xml": part("hdr", p(at["header"])),
        "word/footer1.xml": part("ftr", p(at["footer"])),
        "word/footnotes.xml": part("footnotes", f"<w:footnote w:id='1'>{p(at['footnote'])}</w:footnote>"),
        "word/endnotes.xml": part("endnotes", f"<w:endnote w:id='1'>{p(at['endnote'])}</w:endnote>"),
        "word/comments.xml": part(
            "comments", f"<w:comment w:author='{at['comment author']}'>{p(*split(at['comment']))}</w:comment>"
        ),
        "word/people.xml": part("people", f"<w:person w:author='{at['people']}'/>"),
        "word/styles.xml": part("styles", f"<w:style w:customStyle='1'><w:name w:val='{at['style']}'/></w:style>"),
        "word/settings.xml": part(
            "settings", f"<w:docVars><w:docVar w:name='x' w:val='{at['document variable']}'/></w:docVars>"
        ),
        "word/glossary/document.xml": part("glossaryDocument", p(at["glossary"])),
        "word/charts/chart1.xml": f"<c:chart xmlns:c='{office}/chart'><c:v>{at['chart']}</c:v></c:chart>",
        "docProps/core.xml": f"<cp:core xmlns:cp='{office}/cp'><title>{at['title']}</title>"
        f"<creator>{at['creator']}</creator></cp:core>",
        "docProps/app.xml": f"<Properties><Company>{at['company']}</Company></Properties>",
        "docProps/custom.xml": f"<Properties><property name='{at['custom property']}'/></Properties>",
        "customXml/item1.xml": f"<a b='{at['custom XML attribute']}'><c>{at['custom XML']}</c></a>",
        "word/embeddings/book.xlsx": workbook(folder / "book.xlsx", at["workbook"]),
        "word/afchunk1.html": f"<html><body><p>{at['page']}</p></body></html>",
    }
    kinds = {"header1.xml": "header", "footer1.xml": "footer", "footnotes.xml": "footnotes", "endnotes.xml": "endnotes"}
    outside = {f"mailto:{at['link target']}": "hyperlink", f"file:///{at['template']}": "attachedTemplate"}
    return docx("".join(body), parts, kinds | outside)


def halves(text: str) -> tuple[str, str]:
    return text[: len(text) // 2], text[len(text) // 2 :]


def hyphened(at: dict[str, str]) -> list[str]:
    """The mobile number in three parts."""
    before, number, after = at["no-break hyphens"].partition(values(at)["no-break hyphens"][1])
    return [before + number[:3], number[3:7], number[7:] + after]


@pytest.fixture
def people(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    at = told([*SHOWN, *HIDDEN, *EMBEDDED])
    (tmp_path / "d.docx").write_bytes(everywhere(at, tmp_path))
    return tmp_path / "d.docx", at


def test_nobody_is_missed_in_any_hiding_place(people: tuple[Path, dict[str, str]]) -> None:
    path, at = people
    assert missed(path, at) == set()
    assert reasons(pipeline.scan(path)) == []


def test_a_copy_holds_nobody_and_says_which_files_it_lacks(people: tuple[Path, dict[str, str]]) -> None:
    path, at = people
    masked = assert_copy_holds_nobody(path, path.with_name("out.docx"), at)
    assert sorted(gap.source.rpartition("!")[2] for gap in masked.incomplete) == [
        "word/afchunk1.html", "word/embeddings/book.xlsx",
    ]  # fmt: skip
    with zipfile.ZipFile(path.with_name("out.docx")) as copy:
        assert copy.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]


def test_a_copy_has_the_same_texts_tables_and_headings(tmp_path: Path) -> None:
    rows = canary.people(5, seed=3).select("name_zh", "mobile").rows()
    form = [("姓名", rows[0][0], "性别", "男"), ("电话", rows[0][1], "职位", "经理"), ("备注", "无", "年龄", "三十")]
    body = "".join([
        f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{r("Report &amp; list")}</w:p>',
        p(r("half "), r("bold", "<w:b/>"), "<w:r><w:br/></w:r>", "after"),
        table(("姓名", "手机号"), *rows), p("between"), table(*form), p("end"),
    ])  # fmt: skip
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "d.docx").write_bytes(docx(body))
    plan = pipeline.plan(pipeline.scan(tmp_path / "in"), partner="acme")
    kept = {key: replace(t, columns=dict.fromkeys(t.columns, Step("keep"))) for key, t in plan.tables.items()}
    keeping = replace(plan, tables=kept, documents=dict.fromkeys(plan.documents, Step("keep")))
    assert list(plan.tables) == ["d.docx!table 1"]
    assert pipeline.mask(tmp_path / "in", tmp_path / "out", plan=keeping, key=KEY).incomplete == ()
    before, after = list(places(tmp_path / "in")), list(places(tmp_path / "out"))
    assert [place for place in before if "dropped" not in place.key] == after
    assert after[0].column == "姓名"
    assert "half bold\n" in after[-1].values


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx("", {"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "damaged"),
        (docx("", {"word/document.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}), "damaged"),
        (docx("", {"word/comments.xml": "<a>" * 10}), "damaged"),
        (docx("", {"word/comments.xml": " " * (64 << 20)}), "a zip bomb"),
        (docx("", {"word/vbaProject.bin": "x"}), "macros, which are not read"),
        (docx("", {"word/media/image1.png": "x"}), "a picture, which is not read"),
        (docx("", {"word/other.bin": "x"}), "a part of a kind that is not read"),
        (docx("", {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\0\0"}), ""),
        (docx(p("x"))[:-40], "damaged"),
    ],
)
def test_what_cannot_be_read_is_incomplete(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(content)
    [found] = reasons(pipeline.scan(tmp_path / "d.docx"))
    assert reason in found


def test_a_text_cannot_end_the_comment_that_it_is_dropped_in(tmp_path: Path) -> None:
    said = ["--> a", "--!> b", "---> c", "-- > d", "> e", "-> f", "<!-- g", "--"]
    hidden = "".join(p(r(text.replace("<", "&lt;").replace(">", "&gt;"), "<w:vanish/>")) for text in said)
    (tmp_path / "d.docx").write_bytes(docx(hidden + p("shown")))
    texts = {place.key: "".join(filter(None, place.values)) for place in places(tmp_path / "d.docx")}
    assert texts["d.docx!(text)"] == "shown\n"
    assert all(letter in texts["d.docx!(dropped)"] for letter in "abcdefg")


def test_a_document_with_macros_says_so_in_its_copy_as_programs_want_it(tmp_path: Path) -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    (tmp_path / "d.docm").write_bytes(docx(p("x"), {"[Content_Types].xml": types}))
    plan = pipeline.plan(pipeline.scan(tmp_path / "d.docm"), partner="acme")
    pipeline.mask(tmp_path / "d.docm", tmp_path / "out.docm", plan=plan, key=KEY)
    with zipfile.ZipFile(tmp_path / "out.docm") as copy:
        assert kind.encode() in copy.read("[Content_Types].xml")


def test_documents_of_other_kinds_are_named_and_never_taken_for_texts(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi \'d5\'c5\'ce\'b0 1380013\~8000}")
    assert reasons(pipeline.scan(tmp_path)) == ["an RTF document, which is not read: save it as .docx or .pdf"]


def test_a_presentation_is_named_and_never_taken_for_a_zip_of_texts(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relation = f'<Relationship Id="r1" Type="{office}" Target="ppt/presentation.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(tmp_path / "a.pptx", "w") as slides:
        slides.writestr("_rels/.rels", f'<Relationships xmlns="{package}">{relation}</Relationships>')
        slides.writestr("ppt/slides/slide1.xml", "<a><t>1380013</t><t>8000</t></a>")
    assert reasons(pipeline.scan(tmp_path)) == ["a presentation, which is not read: save it as .pdf"]
