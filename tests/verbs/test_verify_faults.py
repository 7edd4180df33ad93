"""verify sees every fault that is put into an honest copy, and nothing in the honest one."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from piiscan.transforms import Context
from piiscan.transforms.generalize.ages import AgeBand
from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.mask import Mask
from piiscan.transforms.null import Null
from piiscan.transforms.pseudonym import Pseudonym
from piiscan.transforms.redact import Redact
from piiscan.transforms.replace import Replace
from piiscan.transforms.text import Text
from tests.verbs.made import KEY, OTHER_KEY, STEPS, customers, masked, plan_of, problems

pytestmark = pytest.mark.usefixtures("no_models")

SOURCE = customers(60)
PLAN = plan_of(SOURCE, STEPS)
KEYS = [KEY, None]
Fault = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture(scope="module")
def copy() -> pl.DataFrame:
    return masked(SOURCE, PLAN)


def at(row: int, name: str, value: object) -> Fault:
    """One cell of the copy has another value."""
    return lambda copy: copy.with_columns(
        pl.when(pl.int_range(pl.len()) == row).then(pl.lit(value, copy.schema[name])).otherwise(name).alias(name)
    )


def of(row: int, name: str) -> str:
    return str(SOURCE[name][row])


def beside(row: int, said: str) -> Fault:
    """Something more is said in the notes of one row."""
    return lambda copy: at(row, "notes", copy["notes"][row] + said)(copy)


def moved(name: str) -> Fault:
    return lambda copy: copy.with_columns(pl.col(name).reverse())


UNMASKED = {f"one row of {name} unmasked": at(41, name, of(41, name)) for name in STEPS if name in (
    "customer_id name_zh name_en id_no mobile card iban email address_zh address_en plate ip birth_date notes".split()
)}  # fmt: skip

FAULTS: dict[str, Fault] = UNMASKED | {
    "a column copied under another name": lambda copy: copy.with_columns(contact=SOURCE["mobile"]),
    "a dropped column back": lambda copy: copy.with_columns(SOURCE["passport"]),
    "a strong value in another row": at(3, "shop", of(30, "id_no")),
    "a spaced value in another row": at(3, "shop", " ".join(of(30, "card"))),
    "a full-width value in another row": at(3, "shop", "".join(chr(ord(c) + 0xFEE0) for c in of(30, "mobile"))),
    "a value as the name of another": at(3, "name_zh", of(30, "name_zh")),
    "a name in notes": beside(7, f" 见{of(7, 'name_zh')}"),
    "another's name in notes": beside(7, f" 见{of(9, 'name_zh')}"),
    "the given name alone": beside(7, f"，{of(7, 'name_zh')[-2:]}说好"),
    "the English given name alone": beside(7, f" {of(7, 'name_en').split()[0]} called"),
    "last four digits": beside(7, f" 卡尾号{of(7, 'card')[-4:]}"),
    "last four digits beside a word for phone": beside(7, f" 电话 {of(7, 'mobile')[-4:]}"),
    "a customer number in notes": beside(7, f" no. {of(7, 'customer_id')}"),
    "a last row dropped": lambda copy: copy.head(-1),
    "a middle row dropped": lambda copy: copy.filter(pl.int_range(pl.len()) != 20),
    "a row added": lambda copy: pl.concat([copy, copy.tail(1)]),
    "no rows left": lambda copy: copy.clear(),
    "rows in another order": lambda copy: copy.reverse(),
    "two rows swapped": lambda copy: copy[[1, 0, *range(2, len(copy))]],
    "a kept cell changed": at(50, "bought", 99),
    "a kept cell lost": at(50, "paid", None),
    "a kept type changed": lambda copy: copy.with_columns(pl.col("bought").cast(pl.Float64)),
    "a kept type made text": lambda copy: copy.with_columns(pl.col("bought").cast(pl.String)),
    "a masked type changed": lambda copy: copy.with_columns(pl.lit(None, pl.Int8).alias("address_en")),
    "an extra column": lambda copy: copy.with_columns(extra=pl.lit(1)),
    "a missing column": lambda copy: copy.drop("shop"),
    "columns in another order": lambda copy: copy.select(reversed(copy.columns)),
    "a token lost": at(12, "customer_id", None),
    "a token made empty": at(12, "customer_id", ""),
    "a note lost": at(12, "notes", None),
    "a note shortened": at(12, "notes", ""),
}
KEYED_FAULTS: dict[str, Fault] = {
    "one column in another order": moved("customer_id"),
    "pseudonyms merged": lambda copy: copy.with_columns(pl.col("name_zh").first()),
    "two pseudonyms merged": lambda copy: at(1, "name_zh", copy["name_zh"][0])(copy),
    "a wrong key": lambda copy: masked(SOURCE, PLAN, OTHER_KEY),
    "the copy of another partner": lambda copy: masked(SOURCE, plan_of(SOURCE, STEPS, partner="other")),
    "the notes of another partner": lambda copy: copy.with_columns(
        masked(SOURCE, plan_of(SOURCE, STEPS, partner="other"))["notes"]
    ),
    "a token in place of another's": lambda copy: at(9, "email", copy["email"][10])(copy),
    "another band": at(9, "birth_date", "85-89"),
    "another region": at(9, "address_zh", "西藏自治区"),
}


@pytest.mark.parametrize("key", KEYS, ids=["key", "no key"])
def test_an_honest_copy_passes(key: object, copy: pl.DataFrame) -> None:
    assert problems(SOURCE, copy, PLAN, key) == []  # type: ignore[arg-type]


@pytest.mark.catalogue("B1")
@pytest.mark.usefixtures("no_rescan")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen_without_the_key(fault: str, copy: pl.DataFrame) -> None:
    assert problems(SOURCE, FAULTS[fault](copy), PLAN, None)


@pytest.mark.catalogue("B1")
@pytest.mark.usefixtures("no_rescan")
@pytest.mark.parametrize("fault", KEYED_FAULTS)
def test_a_fault_is_seen_with_the_key(fault: str, copy: pl.DataFrame) -> None:
    assert problems(SOURCE, KEYED_FAULTS[fault](copy), PLAN)


@pytest.mark.catalogue("B1")
@pytest.mark.usefixtures("no_rescan")
@pytest.mark.parametrize("fault", ["pseudonyms merged", "two pseudonyms merged"])
def test_merged_pseudonyms_are_seen_without_the_key(fault: str, copy: pl.DataFrame) -> None:
    assert problems(SOURCE, KEYED_FAULTS[fault](copy), PLAN, None)


@pytest.mark.catalogue("B1", "A26")
@pytest.mark.parametrize(
    "operator", [Pseudonym, Mask, Replace, Redact, Null, Generalization, AgeBand, Text], ids=lambda o: o.__name__
)
@pytest.mark.usefixtures("no_rescan")
def test_an_operator_that_does_nothing_is_seen(operator: type, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(self: object, values: pl.Expr, context: Context) -> pl.Expr:
        return values

    monkeypatch.setattr(operator, "expression", nothing)
    broken = masked(SOURCE, PLAN)
    assert problems(SOURCE, broken, PLAN)


@pytest.mark.usefixtures("no_rescan")
def test_a_column_that_was_to_be_dropped_is_seen() -> None:
    keeping = plan_of(SOURCE, {**STEPS, "passport": STEPS["plate"]})
    assert problems(SOURCE, masked(SOURCE, keeping), PLAN)


@pytest.mark.usefixtures("no_rescan")
def test_a_type_that_differs_is_named_without_its_categories() -> None:
    source = SOURCE.with_columns(pl.col("shop").cast(pl.Enum(["north", "south", "east"])))
    plan = plan_of(source, STEPS)
    found = problems(source, masked(source, plan).with_columns(shop=pl.lit(1)), plan)
    assert "structure: column shop: its type should be Enum" in found
    assert not any("south" in problem for problem in found)
