"""One person in what was delivered to partners: by the pseudonyms that each of them got, made again with the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from piiscan.audit import Log
from piiscan.keys import MasterKey
from piiscan.model.finding import Incomplete
from piiscan.model.whereabouts import Sighting, Whereabouts
from piiscan.pipeline.finding import find
from piiscan.pipeline.releasing.folder import DOCUMENTS
from piiscan.pipeline.releasing.listing import Listed, listed
from piiscan.policy.plans import load_plan

__all__ = ["find_delivered"]


def find_delivered(identifiers: Sequence[str], key: MasterKey, log: Log) -> Whereabouts:
    """Where the person stands in all releases that were sealed; those of another key are incomplete."""
    seen = [_in_release(each, identifiers, key) for each in listed(log) if each.standing.sealed]
    return Whereabouts(
        tuple(sighting for found in seen for sighting in found.sightings),
        tuple(missing for found in seen for missing in found.incomplete),
    )


def _in_release(each: Listed, identifiers: Sequence[str], key: MasterKey) -> Whereabouts:
    called = f"release {each.standing.release} to {each.standing.partner}"
    if each.manifest is None:
        return Whereabouts((), (Incomplete(called, "what was delivered is not there, or was changed"),))
    if each.manifest.key != key.fingerprint:
        why = f"it was masked with key {each.manifest.key}: ask again with that one"
        return Whereabouts((), (Incomplete(called, why),))
    plain = each.folder / "plain"
    data = plain if plain.is_dir() else each.folder / "data"
    found = find(str(data), identifiers, plan=load_plan(each.folder / DOCUMENTS["plan"]), key=key)
    named = [_named(sighting, called) for sighting in found.sightings]
    missing = [replace(gap, source=f"{called}: {Path(gap.source).name}") for gap in found.incomplete]
    return Whereabouts(tuple(named), tuple(missing))


def _named(sighting: Sighting, called: str) -> Sighting:
    place = f"{called}: {sighting.key}"
    return replace(sighting, source=place, key=place)
