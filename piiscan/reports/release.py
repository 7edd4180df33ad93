"""Releases as text or JSON: what waits, what was signed, and what a partner found a delivery to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any, Protocol

from piiscan.model.composition import Composition
from piiscan.model.release import Delivery, Manifest
from piiscan.model.typed import plain
from piiscan.reports.composition import told
from piiscan.reports.visible import json_text, visible

__all__ = ["delivery_json", "releases_json", "render_delivery", "render_release", "render_releases"]

_WIDTH = 69


class Stands(Protocol):
    """How a release stands: what the audit log says, what was signed, where it lies, what its partner has beside it."""

    @property
    def standing(self) -> Any: ...

    @property
    def manifest(self) -> Manifest | None: ...

    @property
    def folder(self) -> object: ...

    @property
    def state(self) -> str: ...

    @property
    def composition(self) -> Composition | None: ...


def render_releases(listed: Sequence[Stands]) -> str:
    """One line a release."""
    lines = [
        f"{each.standing.release}  {each.standing.requested[:10]}  {each.state:<16}"
        f"  {each.standing.partner}  {each.standing.purpose}"
        for each in listed
    ]
    return "".join(f"{visible(line)}\n" for line in lines) or "no release was ever asked for\n"


def releases_json(listed: Sequence[Stands]) -> str:
    return _json({"schema": "piiscan/releases/1", "releases": [_release(each) for each in listed]})


def render_release(shown: Stands) -> str:
    """What an approver looks at before they sign, one fact a line."""
    return "".join(
        f"{visible(line)}\n" for line in (*_stands(shown), *_said(shown.manifest), *_beside(shown.composition))
    )


def render_delivery(delivery: Delivery) -> str:
    """The verdict comes last."""
    return "".join(f"{visible(line)}\n" for line in (*_said(delivery.manifest), *_verdict(delivery)))


def delivery_json(delivery: Delivery) -> str:
    return _json({"schema": "piiscan/delivery/1", "passed": delivery.passed, **plain(delivery)})


def _release(each: Stands) -> dict[str, Any]:
    manifest = None if each.manifest is None else plain(each.manifest)
    looked = {} if each.composition is None else {"composition": plain(each.composition)}
    return {"state": each.state, **plain(each.standing), "signed": manifest, "folder": str(each.folder), **looked}


def _stands(shown: Stands) -> Iterator[str]:
    standing = shown.standing
    yield f"release    {standing.release}: {shown.state}"
    yield f"asked for  by {standing.requester} on {standing.requested[:10]}"
    for name, _ in standing.approvals:
        yield f"approved   by {name}"
    yield f"look at    findings.json, plan.yaml and verification.json in {shown.folder}"


def _said(manifest: Manifest | None) -> Iterator[str]:
    if manifest is None:
        return
    yield f"partner    {manifest.partner.name} ({manifest.jurisdiction}), under agreement {manifest.agreement}"
    yield f"purpose    {manifest.purpose.name}; impact assessment: {manifest.assessment or 'none named'}"
    data = sum(file.name.startswith("data/") for file in manifest.files)
    files = "1 file" if data == 1 else f"{data:,} files"
    yield f"holds      {manifest.rows:,} rows in {files}; {manifest.removed:,} rows of the source left out"
    if manifest.canaries:
        yield f"canaries   {manifest.canaries:,} of these rows are nobody's: they tell this delivery from others"
    yield f"risk       tier {manifest.tier} is the highest that is left; k is {manifest.k or 'not known'}"
    yield f"until      to be sealed by {manifest.seal_by}, to be used until {manifest.expires}"


def _beside(composition: Composition | None) -> Iterator[str]:
    for paragraph in told(composition) if composition else ():
        first, *more = wrap(paragraph, _WIDTH)
        yield f"overlaps   {first}"
        yield from (f"           {line}" for line in more)


def _verdict(delivery: Delivery) -> Iterator[str]:
    for problem in delivery.problems:
        yield f"FAIL       {problem}"
    if delivery.signers:
        yield f"signed     by {', '.join(person.name for person in delivery.signers)}"
    if delivery.passed:
        yield "passed     these files are what was approved; they are still personal data"
    elif delivery.problems:
        yield "failed     do not use this delivery; ask the sender"
    else:
        yield "failed     nothing proves whose signatures these are: say --fingerprint, as the"
        yield "           sender has told you by another way"


def _json(content: dict[str, Any]) -> str:
    return json_text(content)
