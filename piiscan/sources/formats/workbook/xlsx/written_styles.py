"""The styles of a masked copy: a number format for each form of value in it, and nothing else of the source."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from piiscan.sources.formats.workbook.forms import Form

QUOTED = 1
"""The style of a text that begins like a formula: it stays a text when it is edited."""
_FIRST_CODE = 164
"""Numbers below are the built-in formats (ECMA-376 part 1, 18.8.30)."""
_HARMLESS = re.compile(
    r"(?i)(?:[ymdhsgeb0#?.,/: %@\-+()_*\\;$¥€£年月日时分秒時元]|am/pm|上午/下午|general|\[(?:h+|m+|s+)\]"
    r'|\[\$[^\w\]]?-[0-9a-f]{1,6}\]|"[年月日时分秒時元%/ -]")*'
)
"""Number formats without text of their own, which could say anything; others are left out."""
_SHOWING = {"date": "yyyy\\-mm\\-dd", "time": "[h]:mm:ss", "both": "yyyy\\-mm\\-dd\\ hh:mm:ss"}
_LOOK = (
    '<fonts><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
)
_NORMAL = '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'


class Styles:
    """Styles as they are asked for, numbered in that order."""

    def __init__(self, forms: list[Form]) -> None:
        self._forms = forms
        self._numbers = {"": 0}
        self._asked: dict[tuple[int, str], int] = {}

    def is_moment(self, form: int) -> bool:
        return self._forms[form].kind == "moment"

    def number(self, form: int, text: str) -> int:
        """The style of a value of this form that is shown as this text."""
        kind, code = self._forms[form]
        shape = "" if kind != "moment" else "both" if "T" in text else "date" if "-" in text else "time"
        if (form, shape) not in self._asked:
            chosen = code if _HARMLESS.fullmatch(code) else _SHOWING.get(shape, "")
            self._asked[form, shape] = self._numbers.setdefault(chosen, len(self._numbers) + (QUOTED if chosen else 0))
        return self._asked[form, shape]

    def xml(self, namespace: str) -> str:
        codes = [code for code in self._numbers if code]
        numbers = range(_FIRST_CODE, _FIRST_CODE + len(codes))
        formats = "".join(map(_format, numbers, codes))
        cells = "".join(_style(style, number) for style, number in enumerate([0, 0, *numbers]))
        return (
            f'<styleSheet xmlns="{namespace}">{f"<numFmts>{formats}</numFmts>" if codes else ""}{_LOOK}'
            f"<cellXfs>{cells}</cellXfs>{_NORMAL}</styleSheet>"
        )


def _format(number: int, code: str) -> str:
    return f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'


def _style(style: int, number: int) -> str:
    extra = ' quotePrefix="1"' if style == QUOTED else ' applyNumberFormat="1"' if number else ""
    return f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"{extra}/>'
