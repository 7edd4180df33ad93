"""What is measured; run as `python -m tests.benchmarks.tasks TASK FILE`. The last line printed is seconds."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
KEYED = "name_zh name_en resident_id mobile email bank_card address_zh address_en last_ip session_uuid".split()


def read(path: Path) -> None:
    """The yardstick of a scan: every batch, and one regular expression on every text column."""
    import polars as pl

    for batch in _lazy(path).collect_batches(chunk_size=100_000, maintain_order=False):
        batch.select(pl.selectors.string().str.contains(EMAIL).sum())


def copy(path: Path) -> None:
    """The yardstick of a mask."""
    target = path.with_stem("copy")
    _lazy(path).sink_csv(target) if path.suffix == ".csv" else _lazy(path).sink_parquet(target, compression="zstd")
    target.unlink()


def scan(path: Path) -> None:
    from piiscan.pipeline import scan

    assert scan(path, text="off").complete


def mask(path: Path) -> None:
    """Ten columns keyed, the notes by patterns; every other column is kept."""
    from piiscan.keys import MasterKey
    from piiscan.pipeline import mask
    from tests.benchmarks.plans import keyed

    target = path.with_stem("masked")
    mask(path, target, plan=keyed(path, KEYED), key=MasterKey(bytes(range(32))), overwrite=True)
    target.unlink()


def small(path: Path) -> None:
    from piiscan.pipeline import scan

    assert scan(path).complete


def help(path: Path) -> None:
    from piiscan.cli import main

    sys.argv = ["piiscan", "--help"]
    main()


def _lazy(path: Path):  # type: ignore[no-untyped-def]
    import polars as pl

    return pl.scan_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.scan_parquet(path)


if __name__ == "__main__":
    task, file = sys.argv[1:]
    began = perf_counter()
    globals()[task](Path(file))
    print(perf_counter() - began)
