"""surrogate: a value that looks real and is nobody's, the same for the same person at one partner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import polars as pl

from piiscan.errors import PlanError
from piiscan.transforms.operator import Context, Operator, Promises, Resembling, where_filled
from piiscan.transforms.parameters import refuse
from piiscan.transforms.surrogate.addresses import Address
from piiscan.transforms.surrogate.cards import Card
from piiscan.transforms.surrogate.companies import Company
from piiscan.transforms.surrogate.kind import Kind
from piiscan.transforms.surrogate.mails import Mail
from piiscan.transforms.surrogate.mobiles import Mobile
from piiscan.transforms.surrogate.names import Name
from piiscan.transforms.surrogate.residents import Resident

__all__ = ["KINDS", "Kind", "Surrogate"]

KINDS: Mapping[str, type[Kind]] = {
    "ADDRESS": Address,
    "CN_ADDRESS": Address,
    "CN_BANK_CARD": Card,
    "CN_MOBILE": Mobile,
    "CN_RESIDENT_ID": Resident,
    "CREDIT_CARD": Card,
    "EMAIL_ADDRESS": Mail,
    "ORGANIZATION": Company,
    "PERSON": Name,
}
"""The entities that are served."""


@dataclass(frozen=True, slots=True)
class Surrogate(Resembling):
    """A column of one entity is served by its kind; in texts each span is, and `<ENTITY>` stands for all others.

    Two people may get the same surrogate: nothing is unique. `locale` and `sex` (a column) go with names, `keep` with
    resident numbers.
    """

    name: ClassVar[str] = "surrogate"
    promises: ClassVar[Promises] = Promises(needs_key=True)

    locale: Literal["zh_CN", "en"] | None = None
    sex: str | None = None
    keep: Literal["birth_year", "birth_date"] | None = None

    def serving(self, entity: str | None) -> Operator:
        entity = entity or ("PERSON" if self.locale or self.sex else None)
        if entity is None or entity not in KINDS:
            raise PlanError(f"operator surrogate serves {', '.join(KINDS)}: use pseudonym")
        kind = KINDS[entity]
        if kind is not Name and (self.locale or self.sex):
            refuse(self.name, "locale" if self.locale else "sex", "goes with PERSON")
        if kind is not Resident and self.keep:
            refuse(self.name, "keep", "goes with CN_RESIDENT_ID")
        return self._of(kind)

    def _of(self, kind: type[Kind]) -> Kind:
        if kind is Name:
            return Name(self.locale, self.sex)
        return Resident(self.keep) if kind is Resident else kind()

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        context.subkey(self.name)
        kind = KINDS.get(context.entity or "")
        if kind is None:
            return where_filled(values, pl.lit(None, pl.String))
        return self._of(kind).expression(values, context)

    def reads(self) -> tuple[str, ...]:
        return () if self.sex is None else (self.sex,)

    def looks_like(self) -> str | None:
        forms = [(kind.looks_like() or "")[1:-1] for kind in map(self._of, dict.fromkeys(KINDS.values()))]
        return f"^(?:{'|'.join(forms)})$"

    def fitting(self, values: pl.Series) -> pl.Series:
        return values.clear(len(values))

    def room(self, fitting: pl.Series) -> pl.Series:
        return pl.Series([1.0]).new_from_index(0, len(fitting))
