"""PDF: whatever a page draws or the file says is read, whatever hides it; what cannot be read is never called clean."""

from __future__ import annotations

from hashlib import md5
from pathlib import Path
from time import monotonic

import pytest

from piiscan import pipeline
from piiscan.pipeline.detection import Detection
from tests.leaks import canary
from tests.sources.pdfs import drawn, pdf, stream, string, updated
from tests.sources.planted import KEY, missed, reasons, told

PLACES = (
    "page", "second page", "under a box", "white", "tiny", "beside the page", "hidden layer", "invisible mode",
    "clipped away", "note", "author of a note", "text of a note as it looks", "form field", "choice", "link", "info",
    "info, UTF-16", "XMP", "XMP attribute", "bookmark", "script", "script in a stream", "alternative text", "comment",
    "packed object", "earlier state", "object of an earlier state", "attached CSV", "attached to a note",
    "name of an attachment", "page label", "named destination", "string with escapes", "kerned", "hidden note",
    "form that nothing draws", "forgotten page",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


def wide(text: str) -> str:
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"


def kerned(text: str) -> str:
    pieces = " ".join(f"{string(text[i : i + 3])} -20" for i in range(0, len(text), 3))
    return f"BT /F1 12 Tf 50 560 Td [{pieces}] TJ ET"


def escaped(text: str) -> str:
    return "(" + "".join(rf"\{ord(character):03o}" for character in text) + ")"


def csv(sentence: str) -> bytes:
    identity, mobile, card, mail = (piece.rpartition(" ")[2] for piece in sentence.split(", "))
    return f"id_no,mobile,card,email\n{identity},{mobile},{card},{mail}\n".encode()


def everywhere(at: dict[str, str]) -> bytes:
    first = "\n".join([
        drawn(at["page"]),
        drawn(at["under a box"], at="50 680") + " 0 0 0 rg 40 670 500 20 re f",
        drawn(at["white"], "1 1 1 rg", at="50 660"),
        drawn(at["tiny"], size=1, at="50 640"),
        drawn(at["beside the page"], at="50 2000"),
        "/OC /L BDC " + drawn(at["hidden layer"], at="50 620") + " EMC",
        drawn(at["invisible mode"], at="50 600").replace("Tf", "Tf 3 Tr"),
        "q 0 0 1 1 re W n " + drawn(at["clipped away"], at="50 580") + " Q",
        kerned(at["kerned"]),
    ])  # fmt: skip
    look = stream(
        drawn(at["text of a note as it looks"], at="0 0").encode(),
        "/Type /XObject /Subtype /Form /BBox [0 0 500 20] /Resources << /Font << /F1 3 0 R >> >>",
    )
    xmp = (
        '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description'
        f' pdf:Author="{at["XMP attribute"]}"><dc:creator>{at["XMP"]}</dc:creator></rdf:Description></x:xmpmeta>'
    )
    packed = f"200 0 << /T {string(at['packed object'])} >>".encode()
    objects = {
        100: stream(b"\0", "/Type /XObject /Subtype /Form /BBox [0 0 1 1]"),
        101: f"<< /Type /OCG /Name (x) /P {string('x')} >>",
        102: f"<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents {string(at['note'])}"
        f" /T {wide(at['author of a note'])} >>",
        103: "<< /Type /Annot /Subtype /FreeText /Rect [50 300 550 320] /AP << /N 104 0 R >> /F 4 >>",
        104: look,
        105: f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V {string(at['form field'])} /Rect [9 40 90 60] >>",
        106: f"<< /Type /Annot /Subtype /Widget /FT /Ch /T (c) /Opt [{string(at['choice'])}] /Rect [9 70 90 90] >>",
        107: f"<< /Type /Annot /Subtype /Link /A << /S /URI /URI {string('mailto:' + at['link'])} >> >>",
        108: stream(xmp.encode(), "/Type /Metadata /Subtype /XML"),
        109: "<< /Type /Outlines /First 110 0 R /Last 110 0 R /Count 1 >>",
        110: f"<< /Title {wide(at['bookmark'])} /Parent 109 0 R >>",
        111: stream(f"app.alert('{at['script in a stream']}');".encode()),
        112: f"<< /S /Figure /Alt {string(at['alternative text'])} >>\n% {at['comment']}",
        113: stream(packed, "/Type /ObjStm /N 1 /First 6"),
        114: f"<< /Type /Filespec /F (a) /UF {string(at['name of an attachment'] + '.csv')} /EF << /F 115 0 R >> >>",
        115: stream(csv(at["attached CSV"]), "/Type /EmbeddedFile"),
        116: "<< /Type /Annot /Subtype /FileAttachment /FS << /Type /Filespec /EF << /F 117 0 R >> >> >>",
        117: stream(csv(at["attached to a note"]), "/Type /EmbeddedFile"),
        119: "<< /Type /Annot /Subtype /FreeText /Rect [50 200 550 220] /AP << /N 120 0 R >> /F 2 >>",
        120: stream(drawn(at["hidden note"], at="0 0").encode(), "/Subtype /Form /BBox [0 0 500 20]"),
        121: stream(drawn(at["form that nothing draws"]).encode(), "/Subtype /Form"),
        122: stream(kerned(at["forgotten page"]).encode()),
    }
    catalog = (
        "/Metadata 108 0 R /Outlines 109 0 R /AcroForm << /Fields [105 0 R 106 0 R] >>"
        f" /OCProperties << /OCGs [101 0 R] /D << /OFF [101 0 R] >> >> /X 112 0 R"
        f" /OpenAction << /S /JavaScript /JS {string(at['script'])} >> /AA << /WC << /S /JavaScript /JS 111 0 R >> >>"
        f" /PageLabels << /Nums [0 << /P {string(at['page label'])} >>] >>"
        " /Names << /EmbeddedFiles << /Names [(a) 114 0 R] >>"
        f" /Dests << /Names [{string(at['named destination'])} 1] >> >>"
    )
    info = f"/Author {string(at['info'])} /Title {wide(at['info, UTF-16'])} /K {escaped(at['string with escapes'])}"
    notes = "/Annots [102 0 R 103 0 R 105 0 R 106 0 R 107 0 R 116 0 R 119 0 R]"
    older = objects | {118: f"<< /Gone {string(at['object of an earlier state'])} >>"}
    before = pdf([first, drawn(at["earlier state"])], older, catalog, notes, info)
    return updated(before, {13: stream(drawn(at["second page"]).encode()), 118: "<< >>"})


@pytest.mark.catalogue("B23")
def test_nobody_is_missed_in_any_hiding_place(tmp_path: Path) -> None:
    at = told(PLACES)
    (tmp_path / "f.pdf").write_bytes(everywhere(at))
    assert missed(tmp_path / "f.pdf", at) == set()
    assert reasons(pipeline.scan(tmp_path / "f.pdf")) == []


IMAGE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
SHOWN = "q 400 0 0 400 0 0 cm /I Do Q"
NO_MEANING = "<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [65 /g1 /g2] >> >>"


def encrypted(password: bytes) -> bytes:
    """With the oldest of all encryptions, RC4 of 40 bits (ISO 32000-1, 7.6.3), which needs no library."""
    owner, identity = bytes(32), bytes(16)
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    key = md5((password + padding)[:32] + owner + b"\xff\xff\xff\xff" + identity).digest()[:5]
    entries = f"/Filter /Standard /V 1 /R 2 /P -1 /O <{owner.hex()}> /U <{rc4(key, padding).hex()}>"
    page = rc4(md5(key + b"\x0b\0\0\0\0").digest()[:10], drawn("hello").encode())
    content = {11: stream(page, packed=False)}
    return pdf(["x"], content, trailer=f"/Encrypt << {entries} >> /ID [<{identity.hex()}> <{identity.hex()}>]")


def rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for octet in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(octet ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


@pytest.mark.catalogue("B23")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([SHOWN], {100: stream(b"\0", IMAGE)}), "pages 1: show something of which no text could be read"),
        (pdf([drawn("hello") + SHOWN], {100: stream(b"\0", IMAGE)}), "pages 1: hold pictures, which are not read"),
        (pdf([drawn("x"), "9 9 90 90 re f"]), "pages 2: show something of which no text could be read"),
        (pdf([drawn("AB")], {3: NO_MEANING}), "say nothing but how they look"),
        (encrypted(b"secret"), "is encrypted: decrypt it"),
        (encrypted(b""), "is encrypted: only the text of its pages was read"),
        (pdf([drawn("x")], {113: stream(b"x", "/Filter /LZWDecode /Type /ObjStm", packed=False)}),
         "packed in a way that is not read"),
        (pdf([drawn("x")]) + b"13800138000", "bytes follow on its end"),
        (b"%PDF-1.7\nnothing", "damaged, or cut short"),
        (pdf([drawn("x")])[:400], "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_never_called_clean(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "f.pdf").write_bytes(content)
    found = reasons(pipeline.scan(tmp_path / "f.pdf"))
    assert any(reason in said for said in found), found


def test_an_empty_page_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "f.pdf").write_bytes(pdf([drawn("hello"), ""]))
    assert reasons(pipeline.scan(tmp_path / "f.pdf")) == []


def test_what_the_margin_parts_is_one_line(tmp_path: Path) -> None:
    lines = ["the mobile number of the lady is 1380", "0138000 and she can be called", "", "from 9 to 17"]
    page = "".join(drawn(line, at=f"50 {700 - 14 * number}") for number, line in enumerate(lines) if line)
    (tmp_path / "f.pdf").write_bytes(pdf([page]))
    text = pipeline.scan(tmp_path / "f.pdf").documents[0]
    assert text.key == "f.pdf!page 1"
    assert "CN_MOBILE" in text.entities


@pytest.mark.parametrize("rows", ["{0} {1}", "{1}", "{2} {0} {1}"])
def test_numbers_at_the_ends_of_lines_are_not_one_number(rows: str, tmp_path: Path) -> None:
    people = canary.people(12, seed=5).select("id_no", "mobile").rows()
    lines = [rows.format(identity, mobile, number) for number, (identity, mobile) in enumerate(people, 1)]
    page = "".join(drawn(line, at=f"50 {700 - 14 * number}") for number, line in enumerate(lines))
    (tmp_path / "f.pdf").write_bytes(pdf([page]))
    texts = {text.key: text.entities for text in pipeline.scan(tmp_path / "f.pdf").documents}
    assert texts["f.pdf!page 1"]["CN_MOBILE"] == 12


@pytest.mark.catalogue("B23")
def test_no_copy_is_written_and_what_there_is_instead_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "f.pdf").write_bytes(pdf([drawn("tel 13800138000")]))
    (tmp_path / "in" / "a.txt").write_text("hello\n")
    plan = pipeline.plan(pipeline.scan(tmp_path / "in"), partner="acme")
    masked = pipeline.mask(tmp_path / "in", tmp_path / "out", plan=plan, key=KEY)
    assert [gap.reason for gap in masked.incomplete] == [
        "masked copies of pdf files are not written: `piiscan detect --mask` prints its text, masked"
    ]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.txt"]


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiscan.sources.formats.pdf.find_spec", lambda name: None)
    (tmp_path / "f.pdf").write_bytes(pdf([drawn("x")]))
    assert reasons(pipeline.scan(tmp_path / "f.pdf")) == ["a PDF: install piiscan-data[docs] to have it read"]


@pytest.mark.parametrize(
    "content",
    [b"(" * 300_000, b"<" * 300_000, b"(\\" * 200_000, b">> stream\n" * 50_000, stream(b"BT " * 500_000 + b"\0ET")],
    ids=["(", "<", "escapes", "streams", "texts"],
)
def test_files_that_are_made_to_hurt_take_no_long_time(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "f.pdf").write_bytes(pdf([drawn("x")], {100: content}))
    begun = monotonic()
    pipeline.scan(tmp_path / "f.pdf")
    assert monotonic() - begun < 20
