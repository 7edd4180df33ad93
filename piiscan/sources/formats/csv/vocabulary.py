"""The words and shapes by which a cell is told to name a column, or to be a value in one."""

from __future__ import annotations

import re

VALUE = re.compile(r"(?xs) [^@]*@[^.]*\..* | .*[0-9]{5}.* | [+-]?[0-9][0-9.,\ %:/-]* | [0-9]{4}[-/.年].* | .*:// .* ")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
MISSING = re.compile(r"(?i)|[^\w]*|n/?a|nan|null|none|nil|unknown|unk|tbd|无|無|空|未知|不详|不詳|暂无|未填|保密")
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
TYPE = re.compile(
    r"(?ix) (?: (?:n?var)?char2? | string | str | text | clob | (?:tiny|small|medium|big)?int\d? | integer | long"
    r" | float | double | real | decimal | numeric | number | bool(?:ean)? | date | datetime | timestamp | time | uuid"
    r" | json | blob | binary | 字符串 | 字符 | 字符型 | 文本 | 文字 | 整数 | 整數 | 整型 | 数字 | 數字 | 数值"
    r" | 日期型? | 时间 | 時間 | 布尔 | 小数 ) \s* (?: [(（][\d,\s]*[)）] )?"
    r" | [(\[（][^\d)\]）]{1,20}[)\]）] | % | 元 | 岁 | 歲 | cm | kg"
    r" | y{2,4}[-/]?m{1,2}[-/]?d{1,2} (?:\ hh:mm(?::ss)?)?"
)
"""What stands under a name to say of what type, or in what unit, its values are."""

_LONGEST = 63
"""Characters of a name: databases take no longer ones."""


def has_word(cell: str) -> bool:
    """A word that names columns stands in it."""
    known = any(map(_WORDS.__contains__, _words(cell))) or _HAN.search(cell) is not None
    return len(cell) <= _LONGEST and (known or is_name(cell))


def is_name(cell: str) -> bool:
    """It is made of such words, or as only programmers write."""
    if not cell.isascii():
        return bool(_HAN.search(cell)) and len(re.sub(r"[\x00-\x7f]", "", cell)) <= 6
    words = _words(cell)
    return (bool(words) and all(map(_WORDS.__contains__, words))) or ("_" in cell and cell.isidentifier())


def _words(cell: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", cell)]


def shape(value: str) -> str:
    """The kinds of characters, in the order of their first appearance: `Aa`, `a_a`, `9-9`, `汉`."""
    kinds = re.sub(r"[0-9]", "9", re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", value.strip())))
    kinds = re.sub(r"[^\x00-\x7f]", "汉", kinds)
    return re.sub(r"(.)\1+", r"\1", kinds)
