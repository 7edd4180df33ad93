"""One run of the grid, in its own process: every operator over one table, in batches of several sizes.

`python -m tests.determinism.run ROWS...` prints the SHA-256 of the masked rows for each number of rows in a batch.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import polars as pl

import piiscan.sources.frame as frames
from piiscan.model.plan import Plan, Step
from piiscan.pipeline.detection import Detection
from piiscan.transforms.listing import digest_of
from tests.transforms.cases import HIERARCHY
from tests.verbs.made import STEPS, customers, masked, plan_of

SOURCE = customers(60).with_columns(
    number=pl.int_range(1_000_000, 1_000_060),
    agreed=pl.lit(["是", "no", "yes"]).list.get(pl.int_range(60) % 3),
    point=pl.format("{},{}", pl.int_range(60), pl.int_range(60) * 3),
    ill=pl.lit(["flu", "asthma"]).list.get(pl.int_range(60) % 2),
)
STEPS_HERE = {
    **STEPS,
    "name_zh": Step("surrogate", entity="PERSON"),
    "name_en": Step("surrogate", {"sex": "shop"}, entity="PERSON"),
    "id_no": Step("encrypt", entity="CN_RESIDENT_ID"),
    "mobile": Step("fpe", {"keep_prefix": 3}, entity="CN_MOBILE"),
    "card": Step("surrogate", entity="CN_BANK_CARD"),
    "iban": Step("redact", entity="IBAN_CODE"),
    "address_zh": Step("surrogate", entity="CN_ADDRESS"),
    "address_en": Step("generalize", {"to": "region"}, entity="ADDRESS"),
    "plate": Step("mask", {"keep_prefix": 1}, entity="CN_PLATE"),
    "birth_date": Step("date_shift", {"subject": "customer_id"}, entity="DATE_OF_BIRTH"),
    "paid": Step("noise", {"subject": "customer_id"}),
    "bought": Step("shuffle"),
    "number": Step("fpe", {"width": 7}, domain="number"),
    "agreed": Step("keep"),
    "point": Step("generalize", {"to": "grid", "metres": 50_000}),
    "ill": Step("generalize", HIERARCHY),
}


def plans() -> tuple[Plan, Plan]:
    """One that streams, and one that filters rows and moves all that are left."""
    moving = plan_of(SOURCE, STEPS_HERE)
    rows = (Step("consent", {"column": "agreed"}), Step("row_order"))
    moving = replace(moving, tables={"frame": replace(moving.tables["frame"], rows=rows)})
    return plan_of(SOURCE, {**STEPS_HERE, "bought": Step("keep")}), moving


def digest(rows: int) -> str:
    """Of what comes out where a batch has so many rows; 0 stands for all of them."""
    frames.ROWS = rows or len(SOURCE)
    return digest_of("".join(masked(SOURCE, plan).write_ndjson() for plan in plans()).encode())


def without_models() -> None:
    """Patterns and the row's own people read the texts: what models find is the same on one platform only."""
    Detection.engine = property(lambda self: self.patterns)  # type: ignore[assignment,method-assign]


if __name__ == "__main__":
    without_models()
    print(*(digest(int(rows)) for rows in sys.argv[1:]), sep="\n")
