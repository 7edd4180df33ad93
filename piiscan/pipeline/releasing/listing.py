"""release list: how releases stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from piiscan.audit import Log
from piiscan.errors import SignatureRefused
from piiscan.model.composition import Composition
from piiscan.model.release import Manifest
from piiscan.pipeline.releasing.folder import Folder
from piiscan.verbs.release.standing import Standing, standings

__all__ = ["Listed", "listed"]


@dataclass(frozen=True, slots=True)
class Listed:
    """`manifest` is None where the one in the folder is not what was asked for, `composition` where nobody looked."""

    standing: Standing
    manifest: Manifest | None
    folder: Path
    day: date
    composition: Composition | None = None

    @property
    def state(self) -> str:
        standing, manifest = self.standing, self.manifest
        if standing.rejected or standing.revoked:
            return standing.state
        if manifest is None:
            return "changed or missing"
        return "expired" if self.day > (manifest.expires if standing.sealed else manifest.seal_by) else standing.state


def listed(log: Log) -> list[Listed]:
    """All releases, in the order in which they were asked for."""
    return [_listed(standing, log) for standing in standings(log.entries()).values()]


def _listed(standing: Standing, log: Log) -> Listed:
    folder = Folder(log.home, standing.release)
    try:
        _, manifest = folder.signed(standing)
    except SignatureRefused:
        manifest = None
    return Listed(standing, manifest, folder.path, datetime.now(UTC).date())
