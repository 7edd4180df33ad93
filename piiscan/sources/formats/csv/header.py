"""Whether the first row names the columns, or is a row of data like the others.

A row of data that is taken for a header escapes the scan and stands unmasked in every copy; a header that
is taken for data costs names only. So a first row is a header on evidence, never by default.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_VALUE = re.compile(r"(?x) .*@.*\..* | .*[0-9]{5}.* | [+-]?[0-9][0-9.,\ %:/-]* | [0-9]{4}[-/.年].* | .*:// .* ")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WORDS = frozenset(
    "id no number code name type status date time day month year age sex gender city country state province"
    " address street zip postcode phone mobile tel email mail amount price total quantity balance account user"
    " customer client order product category title description comment notes note value key index first last"
    " birthday dob created updated company department salary".split()
)
_HAN = re.compile(
    "姓名|名称|编号|序号|号码|证号|卡号|账号|帐号|帳號|電話|电话|手机|手機|邮箱|郵箱|郵件|地址|性别|性別|日期|时间|時間|年龄|年齡|生日"
    "|城市|省份|国家|國家|类型|類型|类别|類別|状态|狀態|金额|金額|价格|價格|数量|數量|备注|備註|描述|用户|用戶|客户|客戶|订单|訂單|产品|產品"
    "|部门|部門|公司|职位|職位|學歷|学历|民族|編號|號碼|證號|卡號|名稱"
)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """The verdict on a sample of rows, the first one included."""
    first, body = rows[0], [row for row in rows[1:] if row != rows[0]]
    columns = [_column(body, i) for i in range(len(first))]
    if any(_is_value(cell, values) for cell, values in zip(first, columns, strict=True)):
        return False
    named = sum(map(_names, first))
    return named * 3 >= len(first) or any(map(_differs, first, columns))


def _column(body: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in body if index < len(row) and row[index]]


def _is_value(cell: str, below: list[str]) -> bool:
    """It looks like data, or stands again in the column below."""
    cell = cell.strip()
    return bool(cell) and (cell in below or (bool(_VALUE.fullmatch(cell)) and not _YEAR.fullmatch(cell)))


def _names(cell: str) -> bool:
    """A word that names columns in general stands in the cell."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", cell)
    return len(cell) <= 40 and (any(word.lower() in _WORDS for word in words) or bool(_HAN.search(cell)))


def _differs(cell: str, below: list[str]) -> bool:
    """The cell is not of the kind of the values below it."""
    if not cell.strip() or not below:
        return "_" in cell and cell.isidentifier()
    return _few(below) or _one_shape(cell, below)


def _few(below: list[str]) -> bool:
    """Values that repeat, and the cell is none of them."""
    return len(below) >= 4 and len(set(below)) * 2 <= len(below)


def _one_shape(cell: str, below: list[str]) -> bool:
    shapes = [_shape(value) for value in below]
    common = max(set(shapes), key=shapes.count)
    telling = len(shapes) > 1 or common.startswith("9")
    return telling and common != _shape(cell) and shapes.count(common) >= 0.8 * len(shapes)


def _shape(value: str) -> str:
    """The kinds of characters, in the order of their first appearance: `Aa`, `a_a`, `9-9`, `汉`."""
    kinds = re.sub(r"[0-9]", "9", re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", value.strip())))
    kinds = re.sub(r"[^\x00-\x7f]", "汉", kinds)
    return re.sub(r"(.)\1+", r"\1", kinds)
