"""All attacks on one table, in one pass over source and copy side by side."""

from __future__ import annotations

from piiscan.model.attack import Attack
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.verbs.attack.dates import Dates
from piiscan.verbs.attack.dictionary import Dictionary
from piiscan.verbs.attack.frequency import Frequency
from piiscan.verbs.attack.linkage import Linkage
from piiscan.verbs.attack.residue import Residue
from piiscan.verbs.attack.rows import Assault, Distinct, People
from piiscan.verbs.mask import Masker
from piiscan.verbs.verify.inspection import pairs

__all__ = ["attack_table"]


def attack_table(masker: Masker, copy: Table, residue: Residue) -> list[Attack]:
    """What attacks recover of a table about people; `residue` remembers its identifiers. Raises SourceUnreadable."""
    people, seen, rows = People.of(masker), Distinct(), 0
    if people.column is None and not _about_people(masker):
        return []
    assaults: list[Assault] = [Dictionary(masker), Frequency(masker), Linkage(masker), Dates(masker)]
    for source, masked in pairs(masker.source(), copy.batches()):
        before, after = as_text(source), as_text(masker.unquoted(source, masked))
        whom = people.of_rows(before, rows)
        rows += len(source)
        seen.add(whom)
        for assault in assaults:
            assault.see(before, after, whom)
    for batch in masker.table.batches():
        residue.remember(masker, as_text(batch))
    return [attack for assault in assaults for attack in assault.attacks(len(seen))]


def _about_people(masker: Masker) -> bool:
    """Whether a scan found anything personal in the table."""
    return any(step.entity for step in masker.steps.values())
