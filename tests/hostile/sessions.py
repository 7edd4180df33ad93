"""The processes of a session, as Linux lists them (proc(5))."""

from __future__ import annotations

from pathlib import Path

PROCESSES = Path("/proc")


def members(session: int) -> list[int]:
    """Those that have not ended."""
    numbers = (int(entry.name) for entry in PROCESSES.iterdir() if entry.name.isdigit())
    return [number for number in numbers if _session(number) == session]


def _session(process: int) -> int | None:
    try:
        state, _, _, session = (PROCESSES / f"{process}/stat").read_text().rpartition(")")[2].split()[:4]
    except OSError:
        return None
    return None if state == "Z" else int(session)
