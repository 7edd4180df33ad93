"""What every operator is tried with: a context with a key and a text engine, and parameters with sound values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl

from piiscan.keys import MasterKey
from piiscan.model.span import Span
from piiscan.transforms import Context, Operator, Own, build
from piiscan.transforms.evaluation import evaluate
from piiscan.transforms.listing import digest_of
from piiscan.transforms.surrogate import KINDS

KEY = MasterKey(sha256(b"piiscan golden master").digest())
FOUND = re.compile("[0-9]{4,}|[α-ω\u4e00-\u9fff]+")


def find(texts: pl.Series, own: pl.DataFrame) -> list[list[Span]]:
    """A text engine that takes runs of four digits or more, of Greek and of Han for personal data."""
    return [[Span(*match.span(), "PERSON", 0.9, "test") for match in FOUND.finditer(text or "")] for text in texts]


def canonical(values: pl.Expr) -> pl.Expr:
    return values.str.to_lowercase().str.replace_all(" ", "", literal=True)


CONTEXT = Context(
    key=KEY,
    partner="acme",
    entity="PERSON",
    domain="person",
    as_of=date(2026, 11, 24),
    canonical=canonical,
    canonical_of=lambda entity: canonical,
    beside={"subject": Own("PERSON_ID", "customer", canonical)},
    column="column",
    find=find,
)


@dataclass(frozen=True)
class Case:
    """An operator, its parameters, values that belong in its column, and a regex of what it refuses."""

    name: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    values: tuple[str, ...] = ("13800138000", "a@example.com", "张伟", "Ann Lee")
    refused: str = "(?!)"
    entity: str = "PERSON"

    @property
    def operator(self) -> Operator:
        return build(self.name, self.parameters).serving(self.entity)

    @property
    def keyed(self) -> bool:
        return self.operator.promises.needs_key or self.name == "text"

    @property
    def reversible(self) -> bool:
        return self.keyed and self.operator.promises.reversible

    @property
    def drawn(self) -> bool:
        """Whether outputs are drawn from lists, so that two contexts meet now and then."""
        return "surrogate" in (self.name, self.parameters.get("spans", SPANS)["default"]["operator"])  # type: ignore[index]

    def __str__(self) -> str:
        plain = [f"{value}" for value in self.parameters.values() if isinstance(value, str | int)]
        return "-".join(
            [self.name, *(Path(one).name for one in plain), *([] if self.entity == "PERSON" else [self.entity])]
        )


DATES = ("1990-05-17", "19900517", "1990/5/7", "1990年5月7日", "17/05/1990", "05/17/1990", "1931-01-02T10:00:00")
NUMBERS = ("0", "12345", "12,345.67", "¥9999.99", "-5", "138001", "0.05", "-0.04", "999999999999999.9")
NUMERALS = ("13800138000", "6222021234567890123", "4111111111111111", "00000000000")
SURROGATES = {"default": {"operator": "surrogate"}}
SPANS = {"default": {"operator": "pseudonym"}, "CN_MOBILE": {"operator": "mask", "keep_prefix": 3}}
DISEASES = Path(__file__).with_name("diseases.csv")
HIERARCHY = {"to": "hierarchy", "file": str(DISEASES), "digest": digest_of(DISEASES.read_bytes())}
CASES = (
    Case("date_shift", {"subject": "subject"}, DATES),
    Case("date_shift", {"subject": "subject", "days": 1}, DATES),
    Case("drop"),
    Case("encrypt"),
    Case("fpe", {}, NUMERALS, "(?: *[0-9]){1,5}"),
    Case("fpe", {"keep_prefix": 3, "keep_suffix": 2}, NUMERALS, "(?: *[0-9]){1,10}"),
    Case("fpe", {"check": "luhn"}, NUMERALS, "(?: *[0-9]){1,6}"),
    Case("fpe", {"check": "mod11_2", "keep_prefix": 1}, NUMERALS, "(?: *[0-9]){1,7}[Xx]? *"),
    Case("fpe", {"alphabet": "upper"}, ("123456789", "2900060161331926819"), "(?: *[0-9A-Za-z]){1,3} *"),
    Case("fpe", {"alphabet": "lower"}, ("a1b2c3", "user0001"), "(?: *[0-9A-Za-z]){1,3} *"),
    Case("fpe", {"width": 12}, ("1", "0000042", "999999999999")),
    Case("generalize", {"to": "age_band"}, (*DATES, "34", "101", "1985")),
    Case("generalize", {"to": "age_band", "step": 10, "top": 60}, (*DATES, "34", "101", "1985")),
    Case("generalize", {"to": "bin", "step": 5000}, NUMBERS),
    Case("generalize", {"to": "bin", "step": 5000, "bottom": 0, "top": 50000}, NUMBERS),
    Case("generalize", {"to": "grid", "cell": 0.1}, ("31.2304, 121.4737", "-33.86 151.21", "121.47")),
    Case("generalize", {"to": "grid", "metres": 1000, "order": "lon_lat"}, ("121.4737,31.2304", "[151.21; -33.86]")),
    Case("generalize", HIERARCHY, ("咳嗽", "asthma", "flu ")),
    Case("generalize", {**HIERARCHY, "level": 2}, ("咳嗽", "asthma", "flu ")),
    Case("generalize", {"to": "month"}, DATES),
    Case("generalize", {"to": "network"}, ("203.0.113.77", "2001:db8:1:2::3", "::1", "10.0.0.1:8080")),
    Case("generalize", {"to": "prefix"}, ("100871", "SW1A 1AA", "90210-1234")),
    Case("generalize", {"to": "quarter"}, DATES),
    Case("generalize", {"to": "region"}, ("广东省深圳市南山区", "1 Main St, Springfield, IL 62704", "深圳")),
    Case("generalize", {"to": "region", "level": "province"}, ("臺北市中正區", "深圳市南山区", "1 High St, Leeds, UK")),
    Case("generalize", {"to": "region"}, ("100871", "518000"), entity="CN_POSTAL_CODE"),
    Case("generalize", {"to": "round", "digits": 1}, NUMBERS),
    Case("generalize", {"to": "round", "digits": -3, "bottom": 0, "top": 100000}, NUMBERS),
    Case("generalize", {"to": "year"}, DATES),
    Case("keep"),
    Case("mask"),
    Case("mask", {"keep_prefix": 3, "keep_suffix": 2, "char": "#", "length": 6}),
    Case("mask", {"keep_prefix": 1, "length": None}),
    Case("noise", {"subject": "subject"}, NUMBERS[:-1]),
    Case("noise", {"subject": "subject", "share": 0.5}, NUMBERS[:-1]),
    Case("null"),
    Case("pseudonym"),
    Case("pseudonym", {"prefix": "p_"}),
    Case("redact"),
    Case("replace"),
    Case("replace", {"value": "[gone]"}),
    Case("shuffle"),
    Case("surrogate"),
    Case("surrogate", {"locale": "zh_CN", "sex": "subject"}),
    Case("surrogate", {"locale": "en"}),
    *(Case("surrogate", entity=entity) for entity in KINDS if entity != "PERSON"),
    Case("surrogate", {"keep": "birth_year"}, ("11010519491231002X",), entity="CN_RESIDENT_ID"),
    Case("surrogate", {"keep": "birth_date"}, ("11010519491231002X",), entity="CN_RESIDENT_ID"),
    Case("text", {}, ("call 13800138000", "张伟 and αβγ", "nothing here")),
    Case("text", {"spans": SURROGATES}, ("call 13800138000", "张伟 and αβγ", "nothing here")),
    Case("text", {"spans": SPANS}, ("call 13800138000", "张伟 and αβγ", "nothing here")),
    Case("upside_down"),
)


def masked(case: Case, values: Sequence[str | None], context: Context = CONTEXT) -> list[str | None]:
    return masked_column(case, pl.Series("column", values, dtype=pl.String), context).to_list()


def masked_column(case: Case, column: pl.Series, context: Context = CONTEXT) -> pl.Series:
    """Every row is about another person, whom its own value names."""
    frame = column.to_frame("column")
    context = replace(context, entity=case.entity)
    frame = frame.with_columns(pl.concat_str(pl.lit("p"), "column").alias(name) for name in case.operator.reads())
    return evaluate(frame, {"column": case.operator.expression(pl.col("column"), context)}, "values")["column"]
