"""What is measured; run as `python -m tests.benchmarks.tasks TASK FILE`. The last line printed is seconds."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from secrets import token_bytes
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piiscan.model.plan import Step

EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
KEYED = {
    "name_zh": "PERSON",
    "name_en": "PERSON",
    "resident_id": "CN_RESIDENT_ID",
    "mobile": "CN_MOBILE",
    "email": "EMAIL_ADDRESS",
    "bank_card": "CN_BANK_CARD",
    "address_zh": "CN_ADDRESS",
    "address_en": "ADDRESS",
    "last_ip": "IP_ADDRESS",
    "session_uuid": None,
}


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
    """Ten columns keyed, every other column kept."""
    _mask(path, KEYED)


def mask_text(path: Path) -> None:
    """Ten columns keyed, and what patterns and the row's own people say taken out of the notes."""
    _mask(path, {**KEYED, "notes": "FREE_TEXT"})


def operator(path: Path, name: str) -> None:
    """One operator on its column; see `operators.py`."""
    from tests.benchmarks.operators import steps_for

    _written(path, steps_for(name))


def default(path: Path) -> None:
    """What the default policy makes of the table; its plan lies beside it."""
    from piiscan.policy.plans import load_plan

    (table,) = load_plan(path.with_suffix(".plan.yaml")).tables.values()
    _written(path, table.columns)


def _mask(path: Path, masked: Mapping[str, str | None]) -> None:
    from piiscan.model.plan import Step

    named = {name: "text" if name == "notes" else "pseudonym" for name in masked}
    _written(path, {name: Step(named[name], entity=entity) for name, entity in masked.items()})


def _written(path: Path, planned: Mapping[str, Step]) -> None:
    """A masked copy; columns that no step is planned for are kept."""
    from piiscan.keys import MasterKey
    from piiscan.model.plan import Step
    from piiscan.pipeline.detection import Detection
    from piiscan.policy.policies import default_policy
    from piiscan.sources import ReadOptions, open_targets, write_table
    from piiscan.verbs.mask import Masker, Means, operator_of

    detection = Detection(default_policy(), date(2026, 1, 1), "off")
    means = Means(MasterKey(token_bytes(32)), None, detection.as_of, detection.by_entity, detection.find)
    table = next(iter(open_targets([str(path)], ReadOptions())))
    steps = {column.name: planned.get(column.name, Step("keep")) for column in table.columns}
    operators = {name: operator_of(path.name, name, step) for name, step in steps.items()}
    target = path.with_stem("masked")
    write_table(table, Masker(table, steps, operators, means).batches(), target)
    target.unlink()


def drain(path: Path) -> None:
    """The yardstick of a scan of a database; the file names it, and its copy."""
    from tests.benchmarks import databases

    databases.drain(path.read_text().split()[0])


def duplicate(path: Path) -> None:
    """The yardstick of a masked copy of a database."""
    from tests.benchmarks import databases

    databases.duplicate(path.read_text().split()[0])


def scan_all(path: Path) -> None:
    from piiscan.pipeline import scan

    assert scan(path.read_text().split()[0], text="off", sample=1.0).complete


def masked_database(path: Path) -> None:
    """What the default policy makes of it; its plan lies beside."""
    from piiscan.keys import MasterKey
    from piiscan.pipeline import mask
    from piiscan.policy.plans import load_plan
    from tests.benchmarks import databases

    source, copy = path.read_text().split()
    databases.clear(copy)
    mask(source, copy, plan=load_plan(path.with_suffix(".plan.yaml")), key=MasterKey(token_bytes(32)))


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


def _load(task: str) -> None:
    """What has to be loaded first is not measured, but where a start is."""
    if task in ("read", "copy"):
        import polars  # noqa: F401
    elif task not in ("help", "small", "drain", "duplicate"):
        import polars as pl

        from piiscan.pipeline import scan

        scan(pl.DataFrame({"a": ["loaded"]}), text="off")


if __name__ == "__main__":
    (task, _, argument), file = sys.argv[1].partition(":"), Path(sys.argv[2])
    _load(task)
    began = perf_counter()
    globals()[task](file, argument) if argument else globals()[task](file)
    print(perf_counter() - began)
