"""What leaked with a release: of whom, how many, how sensitive, from the documents that its manifest is signed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from piiscan.errors import ReleaseRefused
from piiscan.model.finding import Findings
from piiscan.model.incident import Exposed, Leaked
from piiscan.model.plan import Plan, Step
from piiscan.model.release import Manifest
from piiscan.pipeline.releasing.folder import DOCUMENTS, Folder, poured
from piiscan.policy.plans import load_plan
from piiscan.reports.findings import load, totals
from piiscan.verbs.release.standing import Standing
from piiscan.verbs.release.tiers import left, step_of

__all__ = ["leaked"]


def leaked(home: Path, standing: Standing, lines: int | None) -> Leaked:
    """The facts of a release; `lines` of it were seen elsewhere. Raises ReleaseRefused where its documents changed."""
    folder = Folder(home, standing.release)
    _, manifest = folder.signed(standing)
    findings, plan = load(_document(folder, manifest, "scan")), load_plan(_document(folder, manifest, "plan"))
    counts = totals(findings)
    data = [file for file in manifest.files if file.name.startswith("data/")]
    return Leaked(
        release=standing.release,
        partner=standing.partner,
        purpose=standing.purpose,
        agreement=manifest.agreement,
        jurisdiction=manifest.jurisdiction,
        sealed=standing.sealed,
        rows=manifest.rows,
        people=min(counts["people"], manifest.rows),
        minors=min(counts["minors"], manifest.rows),
        tier=manifest.tier,
        encrypted=all(file.plain for file in data),
        exposed=tuple(_exposed(findings, plan)),
        lines=lines,
    )


def _document(folder: Folder, manifest: Manifest, field: str) -> Path:
    place = folder.path / DOCUMENTS[field]
    if f"sha256:{poured(place)[0]}" != getattr(manifest, field):
        raise ReleaseRefused({"changed": f"release {folder.release}: {place.name} has changed since it was asked for"})
    return place


def _exposed(findings: Findings, plan: Plan) -> Iterator[Exposed]:
    """Each kind of data that is in the copy, the most sensitive first."""
    tiers, found = dict(left(findings, plan)), dict[str, list[tuple[str, int]]]()
    for name, entity, step in _planned(findings, plan):
        if name in tiers:
            found.setdefault(entity, []).append((str(step.operator), tiers[name]))
    kinds = [
        Exposed(entity, tuple(sorted({operator for operator, _ in met})), max(tier for _, tier in met))
        for entity, met in found.items()
    ]
    yield from sorted(kinds, key=lambda kind: (-kind.tier, kind.entity))


def _planned(findings: Findings, plan: Plan) -> Iterator[tuple[str, str, Step]]:
    """Name, entity and step of every column and text in which there is something personal."""
    for table in findings.tables:
        for column in table.columns:
            if column.entity:
                yield f"{table.key}.{column.name}", column.entity, plan.tables[table.key].columns[column.name]
    for document in findings.documents:
        if step := step_of(document.key, plan):
            yield from ((document.key, entity, step) for entity in document.entities)
