"""release incident notice: what an incident's record says, as a draft of what others are told."""

from __future__ import annotations

from piiscan.audit import Log
from piiscan.audit.entry import now
from piiscan.detection import packs
from piiscan.pipeline.releasing.incidents import incident
from piiscan.reports.notice import To, notice
from piiscan.reports.words import Language

__all__ = ["drafted"]


def drafted(name: str, to: To, lang: Language, log: Log) -> str:
    """Raises as `incident` does."""
    found = incident(name, log)
    names = {kind.entity: kind.zh for kind in packs.recognizers()} if lang == "zh" else {}
    return notice(found, to, lang, names, now())
