"""A tier scheme for people: its levels, what falls into each and by which clause, and what weighs more together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from piiscan.model.scheme import Scheme, Together
from piiscan.reports.terminal import printed, shown, unbroken
from piiscan.reports.wording import Wording
from piiscan.reports.words import Language


def render(scheme: Scheme, *, lang: Language = "en", names: Mapping[str, str] | None = None, width: int = 80) -> str:
    """The scheme as text, `width` cells wide, its highest level first."""
    levels = {level.id: level.zh if lang == "zh" else level.en for level in scheme.levels}
    words = Wording(lang, names or {}, levels)
    lines = [shown(scheme.name), unbroken(scheme.source)]
    for level in reversed(scheme.levels):
        together = [rule for rule in scheme.together if rule.grading.level == level.id]
        lines += [shown(""), shown(f"{words.level(level.id)}: {level.what}")]
        lines += [shown(f"  {line}") for line in _alone(scheme, level.id, words)]
        lines += [shown(f"  {_together(rule, scheme, words)}") for rule in together]
    return printed(lines, width, colour=False)


def _alone(scheme: Scheme, level: str, words: Wording) -> Iterator[str]:
    """For each clause that gives the level the entities it gives it to."""
    taken = scheme.entities(level)
    for grading in sorted({scheme.gradings[name] for name in taken}, key=lambda grading: grading.clause):
        named = _named((name for name in taken if scheme.gradings[name] == grading), words)
        yield f"{grading.clause}: {words.say('all_others') if grading == scheme.others else ', '.join(named)}"


def _together(rule: Together, scheme: Scheme, words: Wording) -> str:
    beside = [" | ".join(_grouped(group, scheme, words)) for group in rule.beside]
    conditions = [*beside, *([words.say("minors_present")] if rule.minors else [])]
    raised = ", ".join(_grouped(rule.raises, scheme, words))
    return f"{rule.grading.clause}: {raised} {words.say('beside')} {'; '.join(conditions)}"


def _grouped(entities: frozenset[str], scheme: Scheme, words: Wording) -> list[str]:
    """Levels that are in it as a whole by their names, then the entities that are left."""
    whole = [level.id for level in scheme.levels if scheme.entities(level.id) and scheme.entities(level.id) <= entities]
    left = entities.difference(*map(scheme.entities, whole))
    return [f"{words.say('level')} {words.level(level)}" for level in whole] + _named(left, words)


def _named(entities: Iterable[str], words: Wording) -> list[str]:
    return sorted(words.entity(entity) for entity in entities)
