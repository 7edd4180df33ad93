"""The sketches that lie with releases, and what the audit log says they must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from piiscan.audit import REQUEST, Entry, Log
from piiscan.model.finding import Incomplete
from piiscan.model.typed import Misfit
from piiscan.pipeline.releasing.folder import Folder
from piiscan.sources import replacing, write_all
from piiscan.verbs.release.standing import Standing, standings
from piiscan.verbs.trace.sketch import Known, Sketch, packed, unpacked

__all__ = ["SKETCH", "Delivery", "deliveries", "write_sketch"]

SKETCH = "sketch.bin"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A release, and what it is known by."""

    standing: Standing
    sketch: Sketch

    @property
    def tokens(self) -> list[Known]:
        return [one for one in self.sketch.known if one.kind != "rows"]

    @property
    def rows(self) -> list[Known]:
        return [one for one in self.sketch.known if one.kind == "rows"]


def write_sketch(folder: Path, sketch: Sketch) -> None:
    """Its SHA-256 goes into the log."""
    with replacing(folder / SKETCH) as stream:
        write_all(stream, packed(sketch))


def deliveries(log: Log) -> Iterator[Delivery | Incomplete]:
    """Every release that was asked for, or why nothing can be traced to it."""
    entries = log.entries()
    digests = {str(entry.facts["release"]): entry.facts.get("sketch") for entry in requests(entries)}
    for release, standing in standings(entries).items():
        try:
            content = (Folder(log.home, release).path / SKETCH).read_bytes()
            sketch = unpacked(content)
        except OSError:
            yield Incomplete(f"release {release}", "its sketch is missing, so that nothing is traced to it")
            continue
        except Misfit as misfit:
            yield Incomplete(f"release {release}", f"its sketch is not read, so that nothing is traced to it: {misfit}")
            continue
        if sha256(content).hexdigest() != digests[release] or sketch.release != release:
            yield Incomplete(f"release {release}", "its sketch is not the one that was made for it")
        else:
            yield Delivery(standing, sketch)


def requests(entries: list[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.event == REQUEST)
