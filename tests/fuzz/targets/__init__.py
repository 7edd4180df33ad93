"""The readers, each with its first inputs."""

from __future__ import annotations

from tests.fuzz.promise import Target
from tests.fuzz.targets import audit_log, csv, json_paths, manifest, packs, policy, workbook

TARGETS: dict[str, Target] = {
    module.__name__.rpartition(".")[2]: module
    for module in (audit_log, csv, json_paths, manifest, packs, policy, workbook)
}
