"""The bill of materials: CycloneDX 1.6 (ECMA-424), of the lock, the licences, and what needs what.

The same lock gives the same bytes: there is no time and no serial number in it. What users get is `required`, what
only an extra brings `optional`, what tests need `excluded`.
"""

from __future__ import annotations

from collections.abc import Set
from importlib.metadata import distribution
from typing import Any

from packaging.requirements import Requirement

from piiscan.detection.text.models import MODELS
from tests.supply.licences import licence
from tests.supply.lock import LOCK, Locked, locked, normal

PIISCAN = "piiscan-data"
_ELSEWHERE = {"spark"}
"""Extras that have a lock of their own."""

_MODELS = {model.distribution for model in MODELS}


def bill() -> dict[str, Any]:
    """The document."""
    parts = {each.name: each for each in locked(LOCK)}
    extras = _extras()
    required, optional, everything = (_reached(asked) for asked in (set(), extras - {"dev"}, extras))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _own()},
        "components": [
            _component(each, "required" if name in required else "optional" if name in optional else "excluded")
            for name, each in parts.items()
        ],
        "dependencies": [
            {"ref": name, "dependsOn": sorted({normal(r.name) for r in _needs(name, asked)})}
            for name, asked in sorted(everything.items())
        ],
    }


def _own() -> dict[str, Any]:
    said = distribution(PIISCAN)
    about = {"name": PIISCAN, "version": said.version, "purl": f"pkg:pypi/{PIISCAN}@{said.version}"}
    return {"bom-ref": PIISCAN, "type": "application", **about, "licenses": [{"expression": licence(said)}]}


def _component(part: Locked, scope: str) -> dict[str, Any]:
    """The digests are those of the files of which one is installed."""
    purl = f"pkg:pypi/{part.name}@{part.version}"
    files = {"type": "distribution", "url": purl, "hashes": [{"alg": "SHA-256", "content": d} for d in part.digests]}
    return {
        "bom-ref": part.name,
        "type": "machine-learning-model" if part.name in _MODELS else "library",
        "name": part.name,
        "version": part.version,
        "scope": scope,
        "licenses": _licences(licence(distribution(part.name))),
        "purl": purl,
        "externalReferences": [files],
    }


def _licences(said: str) -> list[dict[str, Any]]:
    """`BSD` is a family and no name of SPDX."""
    return [{"license": {"name": said}}] if "BSD" in said.split() else [{"expression": said}]


def _extras() -> set[str]:
    return {normal(extra) for extra in distribution(PIISCAN).metadata.get_all("Provides-Extra") or ()} - _ELSEWHERE


def _reached(extras: Set[str]) -> dict[str, Set[str]]:
    """All that piiscan needs with these extras, itself included, each with the extras that are asked of it."""
    found: dict[str, Set[str]] = {}
    waiting = [(PIISCAN, extras)]
    while waiting:
        name, asked = waiting.pop()
        if name not in found or not asked <= found[name]:
            found[name] = asked | found.get(name, set())
            waiting += [(normal(wanted.name), wanted.extras) for wanted in _needs(name, found[name])]
    return found


def _needs(name: str, extras: Set[str]) -> list[Requirement]:
    """What a distribution asks for here, on this Python, with these extras."""
    lines = map(Requirement, distribution(name).requires or ())
    return [r for r in lines if r.marker is None or any(r.marker.evaluate({"extra": e}) for e in extras or {""})]
