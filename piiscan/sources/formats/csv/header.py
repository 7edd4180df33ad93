"""Whether a row names columns, or is a row of data like the others.

A row of data that is taken for a header escapes the scan and stands unmasked in every copy; a header that
is taken for data costs names only. So a row is a header on evidence, never by default.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_VALUE = re.compile(r"(?x) .*@.*\..* | .*[0-9]{5}.* | [+-]?[0-9][0-9.,\ %:/-]* | [0-9]{4}[-/.年].* | .*:// .* ")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MISSING = re.compile(r"(?i)|[^\w]*|n/?a|nan|null|none|nil|unknown|unk|tbd|无|無|空|未知|不详|不詳|暂无|未填|保密")
"""What stands in a row of data for a value that is not there."""
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
_TYPE = re.compile(
    r"(?ix) (?: (?:n?var)?char2? | string | str | text | clob | (?:tiny|small|medium|big)?int\d? | integer | long | float"
    r" | double | real | decimal | numeric | number | bool(?:ean)? | date | datetime | timestamp | time | uuid | json | blob | binary"
    r" | 字符串 | 字符 | 字符型 | 文本 | 文字 | 整数 | 整數 | 整型 | 数字 | 數字 | 数值 | 日期型? | 时间 | 時間 | 布尔 | 小数 ) \s* (?: [(（][\d,\s]*[)）] )?"
    r" | [(\[（][^\d)\]）]{1,20}[)\]）] | % | 元 | 岁 | 歲 | cm | kg | y{2,4}[-/]?m{1,2}[-/]?d{1,2} (?:\ hh:mm(?::ss)?)?"
)
"""What stands under a name to say of what type, or in what unit, its values are."""

_SEEN = 100
"""Values of a column whose words and shapes are looked at."""

Rows = Sequence[Sequence[str]]


def is_header(rows: Rows) -> bool:
    """Whether the first of these rows names the columns of the others."""
    first, columns = _split(rows)
    return is_named(rows) or (not any(map(_is_value, first, columns)) and _is_unlike(first, columns))


def is_named(rows: Rows) -> bool:
    """Whether the first of these rows holds words that name columns.

    A third of its cells are nothing else, or such a word stands in two thirds of them.
    """
    first, columns = _split(rows)
    if any(map(_is_value, first, columns)):
        return False
    named = [cell for cell, below in zip(first, columns, strict=True) if _names(cell, below)]
    return len(named) * 3 >= 2 * len(first) or sum(map(_is_name, named)) * 3 >= len(first)


def explains(rows: Rows) -> bool:
    """Whether the first of these rows, which stands below a header, says more of its columns: labels, types, units.

    Words for that must stand in most of its cells: nothing else tells it from data.
    """
    first, columns = _split(rows)
    filled = [(cell, below) for cell, below in zip(first, columns, strict=True) if cell.strip()]
    if not filled or any(_is_value(cell, below) for cell, below in filled):
        return False
    if all(_TYPE.fullmatch(cell.strip()) for cell, _ in filled):
        return True
    return sum(_names(cell, below) for cell, below in filled) * 3 >= 2 * len(filled) and len(filled) * 2 > len(first)


def _split(rows: Rows) -> tuple[Sequence[str], list[list[str]]]:
    first, body = rows[0], [row for row in rows[1:] if row != rows[0]]
    return first, [[row[i] for row in body if i < len(row) and row[i]] for i in range(len(first))]


def _is_value(cell: str, below: list[str]) -> bool:
    """It looks like data, stands again in the column below, or is a number of the same kind as those."""
    cell = cell.strip()
    if not cell:
        return False
    value = bool(_VALUE.fullmatch(cell)) and not _YEAR.fullmatch(cell)
    return value or cell in below or (any(map(str.isdigit, cell)) and _is_usual(_shape(cell), below))


def _is_usual(shape: str, below: list[str]) -> bool:
    """Most values below are of this shape; years are not told from small numbers."""
    seen = [_shape(value) for value in below[:_SEEN]]
    return shape != "9" and bool(seen) and seen.count(shape) * 5 >= len(seen) * 4


def _names(cell: str, below: list[str]) -> bool:
    """A word that names columns in general stands in the cell, and hardly ever in the values below."""
    return _has_word(cell) and sum(map(_has_word, below[:_SEEN])) * 5 <= len(below[:_SEEN])


def _has_word(cell: str) -> bool:
    return len(cell) <= 40 and (any(map(_WORDS.__contains__, _words(cell))) or bool(_HAN.search(cell)))


def _is_name(cell: str) -> bool:
    return all(map(_WORDS.__contains__, _words(cell))) and len(re.sub(r"[\x00-\x7f]", "", cell)) <= 6


def _words(cell: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", cell)]


def _is_unlike(first: Sequence[str], columns: list[list[str]]) -> bool:
    """Wherever the values below are of one kind, or few, the cell is none of them; and there is such a column."""
    unlike = [_differs(cell, below) for cell, below in zip(first, columns, strict=True)]
    return any(unlike) and not any(verdict is False for verdict in unlike)


def _differs(cell: str, below: list[str]) -> bool | None:
    """The cell is not of the kind of the values below it; None where that cannot be told."""
    if not below:
        return True if "_" in cell and cell.isidentifier() else None
    shapes = [_shape(value) for value in below[:_SEEN]]
    common = max(set(shapes), key=shapes.count)
    if (len(shapes) > 1 or common.startswith("9")) and shapes.count(common) >= 0.8 * len(shapes):
        if common == _shape(cell):
            return False if any(map(str.isdigit, common)) else None
        return None if _MISSING.fullmatch(cell.strip()) else True
    return True if _few(below) and not _MISSING.fullmatch(cell.strip()) else None


def _few(below: list[str]) -> bool:
    """Values that repeat so often that one more would hardly be a new one."""
    return len(below) >= 20 and len(set(below)) * 10 <= len(below)


def _shape(value: str) -> str:
    """The kinds of characters, in the order of their first appearance: `Aa`, `a_a`, `9-9`, `汉`."""
    kinds = re.sub(r"[0-9]", "9", re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", value.strip())))
    kinds = re.sub(r"[^\x00-\x7f]", "汉", kinds)
    return re.sub(r"(.)\1+", r"\1", kinds)
