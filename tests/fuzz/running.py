"""`python -m tests.fuzz.running TARGET RUNS DIR`: one target under libFuzzer (atheris), the same inputs each time."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import atheris

SECONDS, MEBIBYTES, OCTETS = 10, 1024, 4096
"""What one input may take, seconds of a processor, and how long it may be."""

_HANGS = 120
"""Seconds by the clock after which an input is taken to have no end, however busy the machine is."""

_WORD = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_./:-]{1,31}|[^A-Za-z0-9\s]{2,8}")
_MEMORY = Path("/dev/shm")


def run(name: str, runs: int, into: Path) -> None:
    """Ends the process: with 0, or at the first input that breaks the promise, which is then in the folder `into`."""
    with (
        TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as place,
        atheris.instrument_imports(include=["piiscan"]),  # also what is imported late
    ):
        from tests.fuzz.promise import kept
        from tests.fuzz.targets import TARGETS

        target, work, corpus, words = TARGETS[name], Path(place, "work"), Path(place, "corpus"), Path(place, "words")
        work.mkdir()
        corpus.mkdir()
        for i, octets in enumerate((*target.SEEDS, *target.FOUND)):
            (corpus / f"{i:03}").write_bytes(octets)
        words.write_text(_dictionary(target.SEEDS))
        limits = (f"-runs={runs}", f"-timeout={_HANGS}", f"-rss_limit_mb={MEBIBYTES}", f"-max_len={OCTETS}", "-seed=1")
        told = (f"-dict={words}", "-print_final_stats=1", f"-artifact_prefix={into / name}-")

        def once(octets: bytes) -> None:
            began = process_time()
            kept(target, octets, work)
            assert process_time() - began < SECONDS, "it takes too long"

        atheris.Setup([name, *limits, *told, str(corpus)], once)
        atheris.Fuzz()


def _dictionary(seeds: Iterable[bytes]) -> str:
    """The words of the seeds, which mutations put elsewhere."""
    words = {word for seed in seeds for word in _WORD.findall(seed)}
    return "".join('"' + "".join(f"\\x{octet:02x}" for octet in word) + '"\n' for word in sorted(words))


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
