"""Excel and OpenDocument: the first octet chooses what the others are, a whole file or a part of a package.

Packages are packed anew for each input, as what is compressed and summed can hardly be changed from without.
"""

from __future__ import annotations

from pathlib import Path
from struct import pack

from tests.fuzz.promise import CANARY, Told
from tests.fuzz.targets.files import read
from tests.sources.binary_workbook import xls
from tests.sources.test_workbook_ods import ods, row, text
from tests.sources.workbooks import parts, rows, zipped

RUNS = 8_000
_XLSX = parts(
    rows(("a", "b"), (CANARY, "x")) + '<row r="9"><c r="B9" t="s" s="1"><f>A1&amp;"x"</f><v>0</v></c></row>',
    beside='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
    strings=f"<sst><si><t>{CANARY}</t></si><si><r><t>y</t></r></si></sst>",
    styles='<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="164"/></cellXfs></styleSheet>',
)
_ODS = ods(row(text("a"), text("b")), row(text(CANARY), text("x")))
_PARTS = [(_XLSX, name) for name in _XLSX] + [(_ODS, "content.xml")]
_WHOLE = (
    xls({"S1": [["a", "b"], [CANARY, 1.5], [True, None]]}),
    zipped(_XLSX),
    zipped(_ODS),
)
SEEDS = (
    *(b"\0" + whole for whole in _WHOLE),
    *(bytes([i]) + str(package[name]).encode() for i, (package, name) in enumerate(_PARTS, 1)),
)
FOUND = (b"\0PK\1\2" + bytes(42) + b"PK\5\6" + pack("<4H2IH", 0, 0, 1, 1, 46, 0, 0),)  # a member without a name


def told(octets: bytes, folder: Path) -> Told:
    return read(_file(octets[:1], octets[1:]), folder / "x.xlsx")


def _file(chosen: bytes, content: bytes) -> bytes:
    number = int.from_bytes(chosen) % (len(_PARTS) + 1)
    if number == 0:
        return content
    package, name = _PARTS[number - 1]
    return zipped({**package, name: content})
