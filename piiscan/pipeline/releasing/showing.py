"""release show: what an approver reads, with what the partner has beside it."""

from __future__ import annotations

from dataclasses import replace

from piiscan.audit import Log
from piiscan.errors import UsageError
from piiscan.pipeline.releasing.composing import composed
from piiscan.pipeline.releasing.folder import Folder
from piiscan.pipeline.releasing.listing import Listed, listed

__all__ = ["shown"]


def shown(release: str, log: Log) -> Listed:
    """One release. Raises UsageError for one that was never asked for."""
    releases = {each.standing.release: each for each in listed(log)}
    found = releases.get(Folder(log.home, release).release)
    if found is None:
        raise UsageError(f"there is no release {release}: see `piiscan release list`")
    if found.manifest is None:
        return found
    return replace(found, composition=composed(found.manifest, found.folder, list(releases.values())))
