"""Whatever was done to a folder since, a scan with a cache finds what a scan without finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan.pipeline.remembering import Cache, memory
from tests.remembering.made import scanned, write
from tests.verbs.made import KEY

NAMES = st.sampled_from(["a.csv", "b.csv", "c/d.csv", "e.jsonl", "f.txt", "g.zip", "dt=1/h.parquet", "dt=2/h.parquet"])
EDITS = st.lists(
    st.tuples(st.sampled_from(["write", "remove", "touch"]), NAMES, st.integers(1, 4))
    | st.tuples(st.just("rename"), NAMES, NAMES),
    min_size=1,
    max_size=5,
)


def edit(home: Path, kind: str, name: str, what: Any) -> None:
    file = home / name
    if kind == "write":
        write(file, what)
    elif file.exists() and kind == "remove":
        file.unlink()
    elif file.exists() and kind == "touch":
        file.touch()
    elif file.exists() and Path(what).suffix == file.suffix:
        (home / what).parent.mkdir(parents=True, exist_ok=True)
        file.rename(home / what)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rounds=st.lists(EDITS, min_size=1, max_size=3))
def test_whatever_was_edited_the_findings_are_those_of_a_scan_without(
    rounds: list[list[tuple[str, str, Any]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("edited")
    cache, data = Cache(home / "cache", KEY), home / "data"
    write(data / "kept.csv", 1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(memory, "SETTLED", -(1 << 62))
        for edits in rounds:
            for kind, name, what in edits:
                edit(data, kind, name, what)
            expected = scanned(data)
            assert scanned(data, cache) == expected
            assert scanned(data, cache) == expected
