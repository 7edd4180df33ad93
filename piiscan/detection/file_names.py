"""People in the names of files, folders and sheets: `张伟的体检报告.pdf`, `Maria Lopez contract.csv`.

Few words stand there, and none around them, so a word counts as a name only where two things say so: a known first
name before a known surname, both capitalised; or a Chinese name to which a paper of a person belongs. No model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

import polars as pl

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span

_Match = tuple[int, re.Match[str]]
"""Number of the name, and what was found in it."""

_SCORE = 0.6
_WORD = "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ’']+"
_LATIN = re.compile(rf"(?<![^\W\d_])(?=(?P<name>(?P<first>{_WORD})[ _.-]{{1,3}}(?P<last>{_WORD}))(?![^\W\d_]))")
_PAPERS = (
    "体检|體檢|病历|病歷|诊断|診斷|检查报告|化验|处方|简历|簡歷|履历|身份证|身分證|护照|護照|户口|驾驶证|驾照|社保|医保|征信"
    "|工资|薪资|薪資|成绩|成績|学历|毕业证|学位证|档案|檔案|离职|入职|收入证明|在职证明|个人|照片|遗嘱|保单|银行卡|流水"
)
_HAN = re.compile(rf"(?<![\u3400-\u9fff])(?P<name>[\u3400-\u9fff]{{2,4}})的(?={_PAPERS})")


def people(names: Sequence[str]) -> list[list[Span]]:
    """The people whom each name names, in no order."""
    found: list[list[Span]] = [[] for _ in names]
    for number, match in (*_both_known(names), *_owners(names)):
        found[number].append(Span(*match.span("name"), "PERSON", _SCORE, "detection/file_names"))
    return found


def _both_known(names: Sequence[str]) -> Iterator[_Match]:
    """A first name before a surname, of which neither is an ordinary word."""
    matches = list(_matches(_LATIN, names))
    if not matches:
        return iter(())
    first, last = (pl.Series([match[part] for _, match in matches], dtype=pl.String) for part in ("first", "last"))
    known = formed(_recognizer("first_name"), first) & formed(_recognizer("last_name"), last)
    return compress(matches, known & valid(_recognizer("full_name"), first + " " + last))


def _owners(names: Sequence[str]) -> Iterator[_Match]:
    """Whose paper it is."""
    matches = list(_matches(_HAN, names))
    if not matches:
        return iter(())
    owners = pl.Series([match["name"] for _, match in matches], dtype=pl.String)
    return compress(matches, valid(_recognizer("person"), owners))


def _matches(pattern: re.Pattern[str], names: Sequence[str]) -> Iterator[_Match]:
    return ((number, match) for number, name in enumerate(names) for match in pattern.finditer(name))


@cache
def _recognizer(name: str) -> Recognizer:
    """That of persons which has this name in its pack."""
    [found] = [r for r in packs.recognizers() if r.entity == "PERSON" and r.id.rpartition("/")[2] == name]
    return found
