"""How each document that piiscan wrote is read again, and what is compared of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from piiscan.audit.chain import links
from piiscan.audit.checkpoint import checked
from piiscan.detection import packs
from piiscan.pipeline.evidence import check
from piiscan.policy.decisions import load_decisions
from piiscan.policy.partners import load_partner
from piiscan.policy.people import load_person
from piiscan.policy.plans import load_plan
from piiscan.policy.policies import load_policy
from piiscan.policy.purposes import load_purpose
from piiscan.policy.systems import load_system
from piiscan.policy.waivers import load_waivers
from piiscan.reports.beside import load
from piiscan.reports.incident import incident_in
from piiscan.signing.enrolments import enrolment_in
from piiscan.signing.envelope import opened
from piiscan.signing.manifests import manifest_in
from piiscan.signing.permissions import permission_in
from piiscan.transforms import OPERATORS
from piiscan.verbs.baseline import parse
from piiscan.verbs.trace.sketch import unpacked

GOLDEN = Path(__file__).parent / "golden"
_ENTITIES = {recognizer.entity for recognizer in packs.recognizers()} | {"FREE_TEXT"}
_SIGNER = "checkpoint.signer"

READERS: Mapping[str, Callable[[Path], Any]] = {
    "attack": load,
    "audit": lambda path: [link.entry for link in links(BytesIO(path.read_bytes()))],
    "baseline": lambda path: parse(path.read_text("utf-8")),
    "checkpoint": lambda path: checked(path.read_text("utf-8"), [(GOLDEN / _SIGNER).read_text().strip()]),
    "decisions": lambda path: load_decisions(path, _ENTITIES),
    "enrolment": lambda path: enrolment_in(opened(path.read_bytes()).payload),
    "evidence": check,
    "findings": load,
    "incident": lambda path: incident_in(path.read_text("utf-8"), path.name),
    "partner": load_partner,
    "person": load_person,
    "plan": load_plan,
    "policy": lambda path: load_policy(path, _ENTITIES, set(OPERATORS.names)),
    "purpose": load_purpose,
    "release": lambda path: manifest_in(opened(path.read_bytes()).payload),
    "risk": load,
    "sketch": lambda path: unpacked(path.read_bytes()),
    "system": load_system,
    "unmask": lambda path: permission_in(opened(path.read_bytes()).payload),
    "verification": load,
    "waivers": load_waivers,
}
"""Kind of a document -> what reads it, of whatever version."""


def meaning(path: Path) -> str:
    """All that is read in the document, as JSON; places of files left out."""
    kind = path.name.partition("-")[0].partition(".")[0]
    return json.dumps(_plain(READERS[kind](path)), ensure_ascii=False, indent=1).replace(str(GOLDEN), "") + "\n"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        return value.tobytes().hex()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Set):
        return sorted(map(str, value))
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
