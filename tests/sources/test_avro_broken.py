"""Avro that is broken, hostile, or cannot take what a mask makes: gaps and refusals, without a value."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from piiscan.errors import OutputFailed
from tests.sources.gaps import gap
from tests.sources.roundtrip import copied
from tests.sources.test_avro import record, written

WHOLE = written(
    record(("name", "string"), ("n", {"type": "array", "items": "long"})),
    [{"name": "canary-7", "n": [n]} for n in range(300)],
)
LOOP = record(("next", ["null", "Row"]))
LAUGHS = record(
    ("x", record(*((f"f{n}", "int") for n in range(10)), name="L0")),
    *((f"l{k}", record(*((f"f{n}", f"L{k - 1}") for n in range(10)), name=f"L{k}")) for k in range(1, 6)),
)
BROKEN: dict[str, tuple[bytes, str]] = {
    "cut": (WHOLE[: len(WHOLE) * 2 // 3], "cut off"),
    "header only": (WHOLE[:30], "cut off"),
    "within itself": (written(LOOP, []), "contains itself"),
    "laughs": (written(LAUGHS, []), "more than 100000 parts"),
    "no records": (written("string", ["canary-7"]), "holds no records"),
    "no fields": (written(record(), [{}]), "no fields"),
    "lists of nothing": (written(record(("l", {"type": "array", "items": "null"})), []), "without content"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_gaps_that_say_why(tmp_path: Path, name: str) -> None:
    content, why = BROKEN[name]
    (tmp_path / "t").write_bytes(content)
    assert why in gap(tmp_path / "t")


@pytest.mark.catalogue("C1")
def test_bombs_are_gaps(tmp_path: Path) -> None:
    many = WHOLE[: WHOLE.rindex(WHOLE[-16:], 0, -16) + 16]
    (tmp_path / "t").write_bytes(many + b"\xfe\xff\xff\xff\xff\x1f" + b"\x02" + b"\0" + WHOLE[-16:])
    assert "more records than bytes" in gap(tmp_path / "t")


@pytest.mark.catalogue("C16")
def test_damaged_files_are_gaps_and_never_crashes(tmp_path: Path) -> None:
    dice = random.Random(3)
    gaps = 0
    for _ in range(200):
        broken = bytearray(WHOLE)
        broken[dice.randrange(4, len(WHOLE))] ^= 1 << dice.randrange(8)
        (tmp_path / "t").write_bytes(broken)
        reason = gap(tmp_path / "t")
        assert "canary" not in reason
        gaps += bool(reason)
    assert gaps > 20


def test_a_null_that_the_schema_does_not_allow_fails_without_a_value() -> None:
    rows = [{"a": "canary-7" if n else "", "l": []} for n in range(100_010)]
    source = written(record(("a", "string"), ("l", {"type": "array", "items": "int"})), rows)
    late = pl.when(pl.len() > 1000).then("a").alias("a")
    with pytest.raises(OutputFailed) as failure:
        copied(source, "t", lambda frame: frame.with_columns(late))
    assert "canary" not in str(failure.value)


def test_other_formats_do_not_load_its_library(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    code = (
        "import sys; from piiscan.sources import ReadOptions, open_targets\n"
        "[table] = open_targets(sys.argv[1:], ReadOptions()); list(table.batches())\n"
        "print([name for name in ('fastavro', 'pyarrow', 'cramjam') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "t.csv"], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
