"""PDF files made by hand, object by object, so that each can hold what no library would write."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence


def string(text: str) -> str:
    return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def stream(content: bytes, entries: str = "", packed: bool = True) -> bytes:
    coded = zlib.compress(content) if packed else content
    coding = "/Filter /FlateDecode" if packed else ""
    return f"<< {entries} {coding} /Length {len(coded)} >>\nstream\n".encode() + coded + b"\nendstream"


def drawn(text: str, before: str = "", size: int = 12, at: str = "50 700") -> str:
    """Operators that draw a text."""
    return f"{before} BT /F1 {size} Tf {at} Td {string(text)} Tj ET"


def pdf(
    pages: Sequence[str | bytes],
    objects: Mapping[int, str | bytes] | None = None,
    catalog: str = "",
    page: str = "",
    info: str = "",
    trailer: str = "",
) -> bytes:
    """`pages` are what each draws; further `objects` have numbers from 100 on; the rest are entries of dictionaries."""
    numbers = range(10, 10 + 2 * len(pages), 2)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{n} 0 R" for n in numbers)
    made: dict[int, str | bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: font,
        4: f"<< {info} >>",
    }
    for number, content in zip(numbers, pages, strict=True):
        made[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {number + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> /XObject << /I 100 0 R >> /Properties << /L 101 0 R >> >> {page} >>"
        )
        made[number + 1] = stream(content.encode("cp1252") if isinstance(content, str) else content)
    return b"%PDF-1.7\n" + _written(made | dict(objects or {}), 9, f"/Root 1 0 R /Info 4 0 R {trailer}")


def updated(file: bytes, objects: Mapping[int, str | bytes]) -> bytes:
    """The file with an update behind it, which has other contents of these objects."""
    before = int(file.rpartition(b"startxref")[2].split()[0])
    return file + _written(objects, len(file), f"/Root 1 0 R /Prev {before}")


def _written(objects: Mapping[int, str | bytes], start: int, trailer: str) -> bytes:
    body, places = b"", {}
    for number, content in objects.items():
        places[number] = start + len(body)
        raw = content.encode("latin-1") if isinstance(content, str) else content
        body += f"{number} 0 obj\n".encode() + raw + b"\nendobj\n"
    table = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items())
    end = f"trailer\n<< /Size {max(objects) + 1} {trailer} >>\nstartxref\n{start + len(body)}\n%%EOF\n"
    return body + f"xref\n0 1\n0000000000 65535 f \n{table}{end}".encode()
