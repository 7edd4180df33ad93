"""Decisions: what people say that columns are or are not, read from YAML and written for it."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from pathlib import Path

from piiscan.errors import PolicyError, did_you_mean
from piiscan.model.decision import Basis, Decision
from piiscan.model.finding import TableFinding
from piiscan.policy.rules import fits
from piiscan.policy.section import Section, whole_file
from piiscan.policy.write_yaml import flow
from piiscan.strict_yaml import parse, read

_KEYS = ("table", "column", "is", "is_not", "owner", "reason", "date", "expires", "taken_on")
_BASIS_KEYS = ("verdict", "matched", "recognizer")
_HEAD = "piiscan: decisions/1\ndecisions:\n"


def load_decisions(path: Path, entities: Set[str]) -> tuple[Decision, ...]:
    """The decisions in a file, in its order. Raises PolicyError for what is unknown, missing or of another kind.

    `entities` are the names that a decision may use.
    """
    return _decisions(whole_file(str(path), read(path, PolicyError), PolicyError), entities)


def parse_decisions(text: str, entities: Set[str], file: str = "decisions") -> tuple[Decision, ...]:
    """The decisions in a text; `file` is how errors call it. Raises PolicyError as `load_decisions` does."""
    return _decisions(whole_file(file, parse(text, file, PolicyError), PolicyError), entities)


def concerns(decision: Decision, table: TableFinding, column: str) -> bool:
    """Whether the decision means that column: a glob compares case and all, a plain name is itself."""
    return fits(decision.column, column) and any(fits(decision.table, name) for name in (table.source, table.key))


def draft(table: str, column: str, said: str, basis: Basis, today: date) -> str:
    """A file with one decision, `is: E` or `is_not: E`; who takes it adds owner, reason and expiry."""
    asked = f"    owner:    # who answers for it\n    reason:    # why\n    date: {today}\n    expires:    # a date\n"
    return f"{_HEAD}{_names(table, column)}    {said}\n{asked}{_taken_on(basis)}"


def render_decisions(decisions: Iterable[Decision]) -> str:
    """The file that `load_decisions` reads, in their order."""
    return "".join([_HEAD, *map(_entry, decisions)])


def _entry(decision: Decision) -> str:
    said = f"is: {flow(decision.is_)}" if decision.is_ else f"is_not: {flow(decision.is_not)}"
    who = f"    owner: {flow(decision.owner)}\n    reason: {flow(decision.reason)}\n"
    when = f"    date: {decision.taken}\n    expires: {decision.expires}\n"
    return f"{_names(decision.table, decision.column)}    {said}\n{who}{when}{_taken_on(decision.basis)}"


def _names(table: str, column: str) -> str:
    return f"  - table: {flow(table)}\n    column: {flow(column)}\n"


def _taken_on(basis: Basis) -> str:
    seen = {"verdict": basis.verdict, "matched": basis.matched, "recognizer": basis.recognizer}
    return "    taken_on:\n" + "".join(f"      {name}: {flow(value)}\n" for name, value in seen.items())


def _decisions(section: Section, entities: Set[str]) -> tuple[Decision, ...]:
    section.version("decisions/1")
    section.only("piiscan", "decisions")
    return tuple(_decision(entry, entities) for entry in section.sections("decisions"))


def _decision(section: Section, entities: Set[str]) -> Decision:
    section.only(*_KEYS)
    if ("is" in section.content) == ("is_not" in section.content):
        section.refuse("", "must say either is or is_not")
    decision = Decision(
        place=f"{section.file}: {section.path}",
        table=section.text("table"),
        column=section.text("column"),
        is_=_entity(section, "is", entities),
        is_not=_entity(section, "is_not", entities, globs=True),
        owner=section.text("owner"),
        reason=section.text("reason"),
        taken=section.day("date"),
        expires=section.day("expires"),
        basis=_basis(section.section("taken_on")),
    )
    return decision if decision.taken < decision.expires else section.refuse("expires", "must be later than date")


def _basis(section: Section) -> Basis:
    section.only(*_BASIS_KEYS)
    matched = section.content.get("matched")
    if isinstance(matched, bool) or not isinstance(matched, int | float) or not 0 <= matched <= 1:
        section.refuse("matched", "must be a share from 0 to 1")
    return Basis(section.text("verdict"), float(matched), section.text_or_none("recognizer"))


def _entity(section: Section, key: str, entities: Set[str], globs: bool = False) -> str | None:
    if key not in section.content:
        return None
    name = section.text(key)
    if name in entities or (globs and any(fits(name, entity) for entity in entities)):
        return name
    section.refuse(key, f"no such entity is installed{did_you_mean(name, entities)}")
