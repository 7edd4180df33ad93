"""Removal on record: copies are made aside, searched, told to the audit log, and only then get their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import piiscan
from piiscan.audit import ERASE, Log, acting
from piiscan.detection import packs
from piiscan.errors import SourceUnreadable, UsageError
from piiscan.keys.signing import load_signer
from piiscan.model.register import Purpose
from piiscan.model.release import Named
from piiscan.model.removal import Event, Removal
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.opening import path_of, place_of
from piiscan.pipeline.reasons import refuse_telling
from piiscan.pipeline.recording import copied, refuse_unready
from piiscan.pipeline.releasing.making import content_digest
from piiscan.pipeline.removing.copying import Copied, copy_without
from piiscan.pipeline.removing.leaving import Leaving
from piiscan.pipeline.removing.searching import refuse_unclean
from piiscan.pipeline.staging import home_of, publish, refuse_destination, staged
from piiscan.policy.policies import default_policy
from piiscan.policy.records import record_digest
from piiscan.reports.removal import render_json
from piiscan.signing.envelope import Envelope, sealed, signed
from piiscan.signing.statement import statement
from piiscan.sources import ReadOptions, replacing, write_all
from piiscan.sources.databases.urls import is_url
from piiscan.sources.stores.urls import is_store
from piiscan.verbs.departing import Departing

__all__ = ["KIND", "Order", "removed"]

KIND = "piiscan:removal/1"
_FOLDER = "removals"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done, and how: `reason` is for the record and names nobody, `sign` refers to a signing key."""

    source: str
    target: str
    reason: str
    sign: str | None = None
    overwrite: bool = False
    options: ReadOptions = field(default_factory=ReadOptions)
    notice: Notice = field(default=lambda said: None)
    audit: Log | None = None


def removed(
    order: Order,
    event: Event,
    departing: Departing,
    leaving: Leaving,
    as_of: date,
    purpose: Purpose | None = None,
    kinds: Mapping[str, int] | None = None,
) -> Removal:
    """Make the copies. Raises DestinationRefused, AuditRefused, OutputFailed, KeyRefused; nothing is there then."""
    refuse_telling(order.reason)
    if is_url(order.target) or is_store(order.target):
        raise UsageError("copies are files of this machine: name a folder for those of a database or a store")
    signer = load_signer(order.sign) if order.sign else None
    place, target = place_of(order.source), path_of(order.target)
    source = place if isinstance(place, Path) else None
    refuse_destination(source, target, order.overwrite)
    log = refuse_unready(None, order.audit)
    before = content_digest(source) if source else None
    with staged(target) as copy:
        done = copy_without(order.source, copy, home_of(target), departing, leaving, order.options, order.notice)
        if not copy.exists():
            raise SourceUnreadable(order.source, f"nothing of it was copied: {_first(done)}")
        refuse_unclean(done, departing, order.options)
        if source and content_digest(source) != before:
            raise SourceUnreadable(order.source, "changed while it was read")
        facts = copied(copy, sum(each.gone for each in done.removed))
        at = log.append(event, {**facts, "reason": order.reason, "purpose": purpose.name if purpose else None})
        policy = default_policy()
        record = Removal(
            event=event,
            reason=order.reason,
            as_of=as_of.isoformat(),
            by=acting(log.person).name,
            done=log.entries()[at.size - 1].at,
            line=at.size,
            root=at.root,
            before=before and f"sha256:{before}",
            after=str(facts["copy"]),
            tool={"version": piiscan.__version__, "packs": packs.digest()},
            policy=Named(policy.name, policy.version, policy.digest),
            purpose=Named(purpose.name, purpose.version, record_digest(purpose)) if purpose else None,
            term=_term(purpose) if event != ERASE else None,
            kinds=kinds,
            removed=tuple(done.removed),
            copied=done.same,
            tasks=tuple(done.tasks),
            incomplete=tuple(done.left),
        )
        _keep(record, log, signed(_envelope(record), signer) if signer else None)
        publish(copy, target)
    return record


def _keep(record: Removal, log: Log, envelope: Envelope | None) -> None:
    """In the workspace, by the line of the log: the record, and where a key signed it, its envelope."""
    documents = {f"{record.line:08}.json": render_json(record).encode()}
    if envelope:
        documents[f"{record.line:08}.dsse.json"] = sealed(envelope)
    for name, content in documents.items():
        with replacing(log.home / _FOLDER / name) as stream:
            write_all(stream, content)


def _envelope(record: Removal) -> Envelope:
    import json

    digest = record.after.removeprefix("sha256:")
    predicate = json.loads(render_json(record))
    return Envelope(statement(KIND, [{"digest": {"sha256": digest}, "name": "copy"}], predicate))


def _term(purpose: Purpose | None) -> dict[str, object] | None:
    term = purpose.retention if purpose else None
    return {"column": term.column, "days": term.days} if term else None


def _first(done: Copied) -> str:
    return done.left[0].reason if done.left else "it holds nothing that can be read"
