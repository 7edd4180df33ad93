"""On record: what leaves for a partner, or can be turned back, stands in the audit log before it has its name.

So an event may stand without its copy, where that could not get its name in the end, and no copy without its event.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import file_digest, sha256
from pathlib import Path

from piiscan.audit import Log, key_state
from piiscan.errors import KeyRefused
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from piiscan.policy.plans import plan_digest

Record = Callable[[str, Path | None, int], object]
"""An event, the copy that it is about (None for one in a database), and its rows -> that it is on the disk."""


def recording(plan: Plan, key: MasterKey | None, audit: Log | None) -> Record:
    """What writes the event for a copy; nothing, where the plan asks for no record.

    Raises AuditRefused where the log cannot be written, KeyRefused for a key that was destroyed.
    """
    if plan.partner is None and not any(step.unmask for step in steps(plan)):
        return lambda event, copy, rows: None
    log = refuse_unready(key, audit)
    return lambda event, copy, rows: log.append(event, {**facts(plan, key), **copied(copy, rows)})


def refuse_unready(key: MasterKey | None, audit: Log | None) -> Log:
    """The log, in which an event can be written now. Raises AuditRefused, and KeyRefused for a destroyed key."""
    log = audit or Log.here()
    log.ready()
    if key is not None and (destroyed := key_state(log.entries(), key.fingerprint).destroyed):
        raise KeyRefused(f"key {key.fingerprint} was destroyed on {destroyed[:10]}, says the audit log: use another")
    return log


def current_version(key: MasterKey, audit: Log | None) -> int:
    """The version of a key that new plans use, as the log says."""
    return key_state((audit or Log.here()).entries(), key.fingerprint).version


def facts(plan: Plan, key: MasterKey | None) -> dict[str, object]:
    """What every event about a copy says of its plan and key."""
    return {
        "partner": plan.partner,
        "purpose": plan.purpose,
        "plan": plan_digest(plan),
        "key": key.fingerprint if key else None,
        "key_version": plan.key_version,
        **({"subset": [seed.table for seed in plan.subset]} if plan.subset else {}),
    }


def copied(copy: Path | None, rows: int) -> dict[str, object]:
    """What an event says of a copy; of one in a database only its rows.

    Its digest is its SHA-256; a folder's is that of its files' digests in hex, sorted. Names of files are not said, as
    they may hold anything.
    """
    if copy is None:
        return {"copy": None, "files": 0, "rows": rows}
    files = sorted(path for path in copy.rglob("*") if path.is_file()) if copy.is_dir() else [copy]
    digests = [_digest(file) for file in files]
    whole = sha256("\n".join(sorted(digests)).encode()).hexdigest() if copy.is_dir() else digests[0]
    return {"copy": f"sha256:{whole}", "files": len(files), "rows": rows}


def steps(plan: Plan) -> list[Step]:
    """All steps of a plan, of columns and of documents."""
    return [step for table in plan.tables.values() for step in table.columns.values()] + list(plan.documents.values())


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
