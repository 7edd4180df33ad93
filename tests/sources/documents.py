"""Word documents made by hand, part by part, so that each can hold what no library would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{MAIN}" xmlns:r="{_RELATION}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, settings: str = "") -> str:
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def part(root: str, inner: str) -> str:
    return f"<w:{root} {_NAMES}>{inner}</w:{root}>"


def docx(
    body: str, parts: Mapping[str, str | bytes] | None = None, relations: Mapping[str, str] | None = None
) -> bytes:
    """`relations` of the document are target -> kind; a target with a colon lies outside."""
    listed = "".join(
        f'<Relationship Id="rId{i}" Type="{_RELATION}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for i, (target, kind) in enumerate((relations or {}).items(), 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="x"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{listed}</Relationships>',
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (whole | dict(parts or {})).items():
            archive.writestr(name, text)
    return content.getvalue()
