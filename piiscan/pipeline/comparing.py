"""recognizers diff: a saved scan under other packs."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

from piiscan.detection import packs
from piiscan.detection.pack_versions import versioned_in
from piiscan.errors import PackError
from piiscan.model.comparison import Comparison
from piiscan.model.finding import Findings
from piiscan.model.policy import Policy
from piiscan.policy.policies import default_policy
from piiscan.verbs import compare as verb


def compare(findings: Findings, *, folder: Path | None = None, policy: Policy | None = None) -> Comparison:
    """The columns that flip under the packs in a folder, or under those that are installed now.

    Code in the folder is not run. Raises PackError for a folder that holds no packs, or broken ones.
    """
    installed, thresholds = packs.root(), (policy or default_policy()).thresholds
    made_by_installed = findings.tool.get("packs") == packs.digest()
    if folder is None and made_by_installed:
        return Comparison(sum(len(table.columns) for table in findings.tables), (), ())
    former = _packs(installed) if made_by_installed else None
    return verb.compare(findings, _packs(folder or installed), thresholds, former)


def _packs(folder: Traversable) -> verb.Packs:
    try:
        found = [r for pack in packs.read(folder).values() for r in pack]
        versions = frozenset(versioned_in(r, folder) for r in found)
    except OSError as failed:
        raise PackError(f"{folder}: {(failed.strerror or 'cannot be read').lower()}") from None
    if not found:
        raise PackError(f"{folder}: holds no packs: a folder a pack, with YAML files in it")
    return verb.Packs({r.id: r for r in found}, versions)
