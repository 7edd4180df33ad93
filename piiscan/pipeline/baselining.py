"""scan --baseline: what is new since a baseline was taken, under the key of the workspace or one that is shared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from piiscan.errors import UsageError
from piiscan.keys import MasterKey, load
from piiscan.keys.scan_key import scan_key
from piiscan.model.finding import Findings
from piiscan.model.item import Item, Waiver
from piiscan.pipeline.notice import Notice
from piiscan.sources import replacing, write_all
from piiscan.verbs import baseline as verb
from piiscan.workspace import opened_home

__all__ = ["against", "asks_for_work", "key_of"]


def against(findings: Findings, file: Path, key: MasterKey, notice: Notice, *, update: bool = False) -> list[Item]:
    """What is new or changed, told line by line; neither where the baseline is written anew.

    Raises UsageError for a file that is not there, or is no baseline.
    """
    found = verb.fingerprints(verb.items(findings), key.subkey("baseline", None, "findings"))
    seen = verb.compare(found, {} if update and not file.exists() else _known(file))
    for word, listed in ("new", seen.new), ("changed", seen.changed):
        for item in () if update else listed:
            notice(f"{word}: {item.source}: {item.about}: {item.state}")
    counts = f"{len(seen.new)} new, {len(seen.changed)} changed, {seen.resolved} resolved"
    notice(f"baseline: {counts}, {seen.same} as before")
    if update:
        with replacing(file) as stream:
            write_all(stream, verb.render(found).encode())
        notice(f"baseline of {len(found)} findings written to {file}: review and commit it")
        return []
    return [*seen.new, *seen.changed]


def asks_for_work(found: Sequence[Item], waivers: Sequence[Waiver], day: date, notice: Notice) -> list[Item]:
    """The items that nobody has waived; waivers that have expired, or mean nothing any more, are told."""
    for waiver in waivers:
        if day > waiver.expires:
            notice(f"warning: {waiver.place}: expired on {waiver.expires}: ask {waiver.owner}")
        elif not any(verb.waived(item, [waiver], day) for item in found):
            notice(f"warning: {waiver.place}: means nothing that was found")
    return [item for item in found if verb.waived(item, waivers, day) is None]


def key_of(home: Path, reference: str | None) -> MasterKey:
    """The key behind the reference, else that of the workspace, made on first need."""
    return scan_key(opened_home(home)) if reference is None else load(reference)


def _known(file: Path) -> verb.Known:
    try:
        return verb.parse(file.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(f"{file}: there is no baseline: take one with --update-baseline") from None
    except (OSError, ValueError) as broken:
        why = str(broken) if type(broken) is ValueError else "it cannot be read"
        raise UsageError(f"{file}: no baseline: {why}") from None
