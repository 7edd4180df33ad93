"""The words of the reports that people read, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from piiscan.model.finding import ColumnFinding, DocumentFinding, Ruling, TableFinding
from piiscan.model.tier import ROLE_NAMES_ZH, TIERS, Role

Language = Literal["en", "zh"]

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Personal data report", "个人信息扫描报告"),
    "complete": ("Complete", "完整"),
    "incomplete": ("Incomplete", "不完整"),
    "complete_note": ("Everything asked for was read to its end.", "所要求的内容均已读完。"),
    "incomplete_note": (
        "What is listed here was not read, or not to its end. Nothing is known about it.",
        "以下内容未读取或未读完，其中有无个人信息尚不清楚。",
    ),
    "started": ("Started", "开始时间"),
    "seconds": ("seconds", "秒"),
    "as_of": ("Computed as of", "计算基准日"),
    "policy": ("Policy", "策略"),
    "version": ("version", "版本"),
    "scheme": ("scheme", "分级方案"),
    "packs": ("Recognizer packs", "识别规则包"),
    "tables": ("Tables", "表"),
    "table": ("Table", "表"),
    "columns": ("Columns", "列"),
    "column": ("Column", "列"),
    "people": ("People, at most", "涉及人数（上限）"),
    "minors": ("Children under 14, at most", "未满十四周岁（上限）"),
    "rows": ("rows", "行"),
    "rows_scanned": ("rows scanned", "行已扫描"),
    "verdict": ("What it is", "判定"),
    "tier": ("Tier", "级别"),
    "tiers": ("Columns by tier", "各级别列数"),
    "likely": ("Likely", "可能性"),
    "matched": ("Matched", "命中"),
    "why": ("Why", "依据"),
    "clean": ("clean", "未见个人信息"),
    "undecided": ("undecided", "待定"),
    "undecided_note": (
        "A person must decide these before anything is shared.",
        "须经人工判定后方可对外提供。",
    ),
    "decisions": ("Decisions", "人工判定"),
    "applied": ("applied", "已采用"),
    "reopened": ("reopened", "须重新判定"),
    "refused": ("refused", "未予采用"),
    "scanned_as": ("scan says", "扫描判定"),
    "until": ("until", "有效期至"),
    "documents": ("Documents", "文档"),
    "document": ("Document", "文档"),
    "language": ("Language", "语言"),
    "found": ("Found", "发现"),
    "patterns": ("{:,} line patterns, {:,} with personal data", "{:,} 种行模式，其中 {:,} 种含个人信息"),
    "exposure": ("Exposure", "暴露风险"),
    "drift": ("Files that differ from others of their kind", "与同类文件不一致"),
    "formulas": ("Formulas, which spreadsheet programs compute", "公式单元格，表格软件会进行计算"),
    "cells": ("cells", "个单元格"),
    "more": ("more", "项未列出"),
    "source": ("Source", "来源"),
    "reason": ("Reason", "原因"),
    "nothing": ("Nothing was found to scan.", "没有可扫描的内容。"),
    "role": ("Role", "类别"),
    "type": ("Type", "类型"),
    "comment": ("Comment", "注释"),
    "filled": ("Filled", "非空"),
    "distinct": ("Distinct", "不同值"),
    "valid": ("Check holds", "校验通过"),
    "miss_bound": ("Unseen at most", "漏检上限"),
    "rivals": ("Could also be", "其他可能"),
    "joins": ("Same values as", "取值相同的列"),
    "mix": ("A mix of", "混有"),
    "in_text": ("Rows containing", "含有以下内容的行"),
    "level": ("Level", "等级"),
    "grounds": ("Levels by", "等级依据"),
    "all_others": ("everything else", "其余全部"),
    "beside": ("beside", "同表存在"),
    "minors_present": ("children under 14", "未满十四周岁者"),
    "log_odds": ("log-odds", "对数几率"),
    "sum": ("sum", "合计"),
    "no_reasons": ("nothing speaks for personal data", "无任何个人信息迹象"),
    "statement": (
        "This report holds names and counts, no values. Masked data remains personal data where a key or"
        " other data can lead back to a person: it is pseudonymised, never anonymous.",
        "本报告仅含名称与计数，不含任何数据值。脱敏后的数据如仍可借助密钥或其他数据识别到个人，"
        "仍属个人信息：属于去标识化，而非匿名化。",
    ),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A language, and the names that entities and levels have in it; what has none keeps its own."""

    lang: Language = "en"
    names: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)

    def say(self, word: str) -> str:
        return _WORDS[word][self.lang == "zh"]

    def entity(self, entity: str) -> str:
        return self.names.get(entity, entity)

    def tier(self, tier: int) -> str:
        return TIERS[tier][self.lang == "zh"]

    def level(self, level: str | None) -> str:
        """The level with its name: `C3 authentication information`; empty for none."""
        named = self.levels.get(level or "")
        return f"{level} {named}" if named else level or ""

    def role(self, role: Role) -> str:
        return ROLE_NAMES_ZH[role] if self.lang == "zh" else role.value.replace("_", " ")

    def document(self, found: DocumentFinding) -> str:
        """What a text is called, and its encoding if that is not the usual one."""
        return f"{found.source} ({found.encoding})" if found.encoding else found.source

    def found(self, document: DocumentFinding) -> str:
        """What a text holds, and how many line patterns of it hold personal data."""
        held = self.counts(document.entities) or self.say("clean")
        if document.lines is None:
            return held
        return f"{held} · {self.say('patterns').format(document.lines.patterns, document.lines.personal)}"

    def verdict(self, column: ColumnFinding) -> str:
        """What the column is: its entity, `clean`, or the best guess with a question mark."""
        if column.status == "undecided":
            return f"{self.entity(column.candidate)}?" if column.candidate else self.say("undecided")
        return self.entity(column.entity) if column.entity else self.say("clean")

    def why(self, column: ColumnFinding) -> str:
        """Who has decided it; else the one reason that counted most, towards the verdict that was given."""
        if column.decision:
            return self.ruling(column.decision)
        if held := column.mix or column.in_text:
            return self.counts(held)
        if not column.reasons:
            return self.say("no_reasons")
        sign = -1 if column.status == "clean" else 1
        return max(column.reasons, key=lambda reason: sign * reason.log_odds).evidence

    def ruling(self, ruling: Ruling) -> str:
        """What became of a decision, and whose it is: `li.wei: is not CN_MOBILE (order numbers)`."""
        said = f"{ruling.owner}: {ruling.said} ({ruling.reason})"
        return f"{self.say(ruling.outcome)}, {ruling.because} · {said}" if ruling.because else said

    def counts(self, entities: Mapping[str, int]) -> str:
        """`PERSON 420, CN_MOBILE 3`."""
        return ", ".join(f"{self.entity(entity)} {count:,}" for entity, count in entities.items())


def counted(table: TableFinding) -> list[tuple[str, int]]:
    """Whom the table is about, where it is about anybody: the word and how many at most."""
    return [(word, count) for word, count in (("people", table.people), ("minors", table.minors)) if count]


def likelihood(confidence: float) -> str:
    """A probability as a percentage that never says it is certain."""
    if confidence > 0.999:
        return ">99.9%"
    return "<0.1%" if confidence < 0.001 else f"{confidence:.1%}"
