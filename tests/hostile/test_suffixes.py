"""A file is what its bytes say, whatever it is called; what is no data is listed, and no object in it is loaded."""

from __future__ import annotations

import gzip
import os
import pickle
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from piiscan import pipeline
from tests.sources.archived import zipped

ROWS = b"mobile\n" + b"13800138000\n" * 20


@pytest.mark.catalogue("C9")
@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "xlsx", "txt", "pdf", "gz", "html"])
def test_rows_under_any_suffix_are_the_same_people(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"text.{suffix}").write_bytes(ROWS)
    (tmp_path / f"packed.{suffix}").write_bytes(gzip.compress(ROWS))
    (tmp_path / f"zipped.{suffix}").write_bytes(zipped({"a.csv": ROWS}))
    pl.read_csv(ROWS, schema={"mobile": pl.String}).write_parquet(tmp_path / f"typed.{suffix}")
    findings = pipeline.scan(tmp_path, text="off")
    found = {Path(item.source).name.partition(".")[0]: item.tier for item in (*findings.tables, *findings.documents)}
    gaps = {Path(gap.source).name.partition(".")[0] for gap in findings.incomplete}
    assert (found["zipped"], found["typed"]) == (3, 3)
    assert all(found.get(name) == 3 or name in gaps for name in ("text", "packed"))


@pytest.mark.catalogue("C9")
@pytest.mark.parametrize(
    "content", [b"", b"x", b"\xef\xbb\xbf", b"\n\n\n", b"a,b\n", b"\0", b"\r", b'"', b",", b"\xff\xfe"]
)
def test_next_to_nothing_is_read_or_listed(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    findings = pipeline.scan(tmp_path / "a.csv", text="off")
    assert findings.tables or findings.documents or findings.incomplete


class Touching:
    """Unpickled, it leaves a trace."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.trace),)


@pytest.mark.catalogue("C35")
def test_no_object_of_a_file_is_loaded(tmp_path: Path) -> None:
    trace, folder = tmp_path / "loaded", tmp_path / "in"
    folder.mkdir()
    pickled = pickle.dumps(Touching(trace))
    for name in ("a.pkl", "a.csv", "a.parquet"):
        (folder / name).write_bytes(pickled)
    (folder / "a.joblib").write_bytes(gzip.compress(pickled))
    np.save(folder / "a.npy", np.array([Touching(trace)], dtype=object), allow_pickle=True)
    findings = pipeline.scan(folder, text="off")
    assert not trace.exists()
    assert len(findings.incomplete) == 5


@pytest.mark.catalogue("B41")
@pytest.mark.parametrize(
    "head", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe1\0\x20Exif\0\0", b"II*\0\x08\0\0\0"]
)
def test_a_picture_is_listed(head: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.img").write_bytes(head + b"13800138000" + bytes(range(256)))
    assert len(pipeline.scan(tmp_path, text="off").incomplete) == 1
