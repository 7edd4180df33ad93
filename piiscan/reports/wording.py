"""The words of the reports that people read, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from piiscan.model.finding import ColumnFinding, DocumentFinding, Ruling, TableFinding
from piiscan.model.tier import ROLE_NAMES_ZH, TIERS, Role
from piiscan.reports.words import WORDS, Language


@dataclass(frozen=True, slots=True)
class Wording:
    """A language, and the names that entities and levels have in it; what has none keeps its own."""

    lang: Language = "en"
    names: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)

    def say(self, word: str) -> str:
        return WORDS[word][self.lang == "zh"]

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
