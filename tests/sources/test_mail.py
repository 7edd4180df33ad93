"""Mails: every header, body, attachment and leftover is read; the copy is a new mail, or lacks what has no copy."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from email.header import Header
from pathlib import Path
from quopri import encodestring

import pytest

from piiscan import pipeline
from piiscan.pipeline.detection import Detection
from piiscan.sources.formats.mail.header import charset
from tests.sources.planted import KEY, assert_copy_holds_nobody, missed, reasons, told

PLACES = (
    "from, display name", "to, encoded words", "cc, raw UTF-8", "subject, GB18030", "received", "an unknown field",
    "plain body, quoted-printable", "plain body, GB18030", "HTML body", "HTML script", "HTML comment",
    "HTML that is hidden", "style", "attached CSV", "attached zip", "attached mail, header", "attached mail, body",
    "attached mail, attachment", "name of an attachment, RFC 2231", "description of a part", "preamble", "epilogue",
    "boundary", "delivery report",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


def part(kind: str, content: bytes, coding: str = "base64", **fields: str) -> bytes:
    body = b64encode(content) if coding == "base64" else encodestring(content) if coding[0] == "q" else content
    head = {"Content-Type": kind, "Content-Transfer-Encoding": coding, **fields}
    lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in head.items())
    return lines.encode() + b"\n" + body


def several(kind: str, boundary: str, *parts: bytes, preamble: str = "", epilogue: str = "") -> bytes:
    inner = b"".join(b"--" + boundary.encode() + b"\n" + one + b"\n" for one in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{preamble}\n'
    return head.encode() + inner + f"--{boundary}--\n{epilogue}\n".encode()


def csv(sentence: str) -> bytes:
    identity, mobile, card, mail = (piece.rpartition(" ")[2] for piece in sentence.split(", "))
    return f"id_no,mobile,card,email\n{identity},{mobile},{card},{mail}\n".encode()


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def everywhere(at: dict[str, str]) -> bytes:
    page = (
        f"<html><style>.a{{color:red}} /* {at['style']} */</style><body><p>{at['HTML body']}</p>"
        f"<script>x = '{at['HTML script']}'</script><!-- {at['HTML comment']} -->"
        f"<div style='display:none'>{at['HTML that is hidden']}</div></body></html>"
    )
    inner = b"From: a@canary.example\nSubject: " + at["attached mail, header"].encode() + b"\nDate: today\n"
    inner += b"Message-ID: <1@x>\n" + several(
        "mixed",
        "inner",
        part("text/plain", at["attached mail, body"].encode()),
        part("text/csv", csv(at["attached mail, attachment"]), Content_Disposition='attachment; filename="b.csv"'),
    )
    name = "".join(f"%{octet:02X}" for octet in at["name of an attachment, RFC 2231"].encode("gb18030"))
    body = several(
        "mixed",
        "outer " + at["boundary"],
        several(
            "alternative",
            "alt",
            part("text/plain; charset=utf-8", at["plain body, quoted-printable"].encode(), "quoted-printable"),
            part('text/plain; charset="gb2312"', f"镕：{at['plain body, GB18030']}".encode("gb18030"), "8bit"),
            part("text/html; charset=utf-8", page.encode(), Content_Description=at["description of a part"]),
        ),
        part("text/csv", csv(at["attached CSV"]), Content_Disposition='attachment; filename="a.csv"'),
        part(
            "application/zip",
            zipped("z.csv", csv(at["attached zip"])),
            Content_Disposition="attachment; filename=a.zip",
        ),
        b"Content-Type: message/rfc822\n\n" + inner,
        part("text/plain", b"hello", Content_Disposition=f"attachment; filename*=gb18030''{name}.txt"),
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nDiagnostic-Code: "
        + at["delivery report"].encode(),
        preamble=at["preamble"],
        epilogue=at["epilogue"],
    )
    return (
        f'From: "{at["from, display name"]}" <x@canary.example>\n'
        f"To: {Header(at['to, encoded words'], 'utf-8', maxlinelen=60).encode()} <y@canary.example>\n"
        f"Cc: é {at['cc, raw UTF-8']}\n"
        f"Subject: =?gb18030?B?{b64encode(('关于' + at['subject, GB18030']).encode('gb18030')).decode()}?=\n"
        f"Date: Mon, 30 Nov 2026 10:00:00 +0800\nReceived: from x by y for {at['received']}\n"
        f"X-Original: =?utf-8*en?q?{at['an unknown field'].replace(' ', '_').replace(',', '=2C')}?=\n"
        "MIME-Version: 1.0\n"
    ).encode() + body


def test_nobody_is_missed_in_any_hiding_place(tmp_path: Path) -> None:
    at = told(PLACES)
    (tmp_path / "m.eml").write_bytes(everywhere(at))
    assert missed(tmp_path / "m.eml", at) == set()
    assert reasons(pipeline.scan(tmp_path / "m.eml")) == []


def test_a_copy_holds_nobody_and_is_whole(tmp_path: Path) -> None:
    at = told(PLACES)
    (tmp_path / "m.eml").write_bytes(everywhere(at))
    masked = assert_copy_holds_nobody(tmp_path / "m.eml", tmp_path / "out.eml", at)
    assert masked.incomplete == ()


def mail(*parts: bytes, boundary: str = "b") -> bytes:
    return b"From: a@canary.example\nDate: today\nSubject: x\nMessage-ID: <1@x>\n" + several("mixed", boundary, *parts)


def test_a_mail_is_told_by_its_header_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(mail(part("text/plain", b"hello")))
    (tmp_path / "log.txt").write_text("From: a\nto: b\nnote: c\n\nhello\n")
    (tmp_path / "log.eml").write_text("no header at all\n")
    found = pipeline.scan(tmp_path)
    assert {text.key: text.format for text in found.documents} == {
        "m!(header)": "eml", "m!(text)": "text", "m!(dropped)": "comment", "log.txt": "text", "log.eml": "text",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (part("text/plain", b"SGVsbG8=@@@=SGVsbG8", "8bit").replace(b"8bit", b"base64"), "damaged or cut short"),
        (part("text/plain", b"hello", "8bit").replace(b"8bit", b"rot13"), "coded in a way that is not read"),
        (part("image/png", b"\x89PNG\r\n\x1a\n\0\0", Content_Disposition="attachment; filename=a.png"), "NUL"),
        (part("text/plain", b"hello\nbegin 644 a.csv\nM9V%\n`\nend\n", "8bit"), "uuencode"),
        (several("encrypted", "e", part("text/plain", b"-----BEGIN PGP MESSAGE-----", "8bit")), "is encrypted"),
        (part("application/x", b"", Content_Disposition="attachment; filename=a"), "is empty"),
        (part("text/plain", b"x", Content_Description="=?utf-8?b?/////w==?="), "does not name"),
        (b"Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain\n\ncut", "damaged or cut short"),
    ],
)
def test_what_cannot_be_read_of_a_mail_is_incomplete(spoilt: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(mail(part("text/plain", b"hello"), spoilt))
    [found] = reasons(pipeline.scan(tmp_path / "m.eml"))
    assert reason in found


def test_an_attachment_without_a_copy_is_left_out_and_named(tmp_path: Path) -> None:
    at = told(["body"])
    picture = part("image/png", b"\x89PNG\0" + at["body"].encode(), Content_Disposition="attachment; filename=a.png")
    (tmp_path / "m.eml").write_bytes(mail(part("text/plain", at["body"].encode()), picture))
    masked = assert_copy_holds_nobody(tmp_path / "m.eml", tmp_path / "out.eml", at)
    assert [gap.source for gap in masked.incomplete] == [f"{tmp_path}/m.eml!a.png"]
    assert b"PNG" not in (tmp_path / "out.eml").read_bytes()


def test_mailboxes_are_mails_and_are_copied_as_such(tmp_path: Path) -> None:
    at = told(["envelope", "one", "two"])
    envelope = f"From {at['envelope']} Mon Nov 30 10:00:00 2026\n".encode()
    mails = [mail(part("text/plain", at[name].encode())) for name in ("one", "two")]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "m.mbox").write_bytes(b"\n".join(envelope + one for one in mails))
    assert missed(tmp_path / "in" / "m.mbox", at) == set()
    masked = assert_copy_holds_nobody(tmp_path / "in" / "m.mbox", tmp_path / "out.mbox", at)
    assert masked.incomplete == ()
    assert [key for key in masked.written if "(text)" in key] == ["m.mbox!message 1!(text)", "m.mbox!message 2!(text)"]


def test_mails_nested_too_deeply_are_incomplete(tmp_path: Path) -> None:
    content = mail(part("text/plain", b"hello"))
    for level in range(8):
        content = mail(b"Content-Type: message/rfc822\n\n" + content, boundary=f"at level {level}")
    (tmp_path / "m.eml").write_bytes(content)
    assert any("nested deeper" in reason for reason in reasons(pipeline.scan(tmp_path / "m.eml")))
    (tmp_path / "m.eml").write_bytes(b"From: a\nContent-Type: message/rfc822\n\n" * 3000)
    assert reasons(pipeline.scan(tmp_path / "m.eml"))


@pytest.mark.parametrize(
    ("declared", "meant"),
    [("GB2312", "gb18030"), ("us-ascii", None), ("base64", None), ("x-unknown", None), (None, None)],
)
def test_a_declared_encoding_is_the_one_that_is_meant(declared: str | None, meant: str | None) -> None:
    assert charset(declared) == meant


def test_the_same_mail_gives_the_same_copy(tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(everywhere(told(PLACES)))
    plan = pipeline.plan(pipeline.scan(tmp_path / "m.eml"), partner="acme")
    for name in ("one.eml", "two.eml"):
        pipeline.mask(tmp_path / "m.eml", tmp_path / name, plan=plan, key=KEY)
    assert (tmp_path / "one.eml").read_bytes() == (tmp_path / "two.eml").read_bytes()
