"""Check 5: how small the smallest crowd is, whether tokens stayed distinct, and whose key made them."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.model.tier import Role
from piiscan.model.verification import Check
from piiscan.transforms import Resembling
from piiscan.verbs.mask import KEEP, TEXT, Masker
from piiscan.verbs.verify.declared import elements
from piiscan.verbs.verify.distinct import Pairing
from piiscan.verbs.verify.tokens import SAMPLE, foreign, with_token

_OTHER_PARTNER = "another partner than this one"


class Risk:
    """k over the quasi-identifiers that remain; distinctness promised by operators; the key's own tokens."""

    def __init__(self, masker: Masker, k: int | None) -> None:
        self._masker, self._k = masker, k
        self._crowds = pl.DataFrame(schema={"crowd": pl.UInt64, "rows": pl.UInt32})
        self._pairs: dict[str, Pairing] = {}
        self._shared: set[str] = set()
        self._foreign: dict[str, bool] = {}

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        self._count_crowds(masked)
        for name in self._unique:
            if name in masked.columns and name in source.columns:
                before, after = (as_text(frame.select(name))[name] for frame in (source, masked))
                self._pairs.setdefault(name, Pairing()).see(before, after, self._form(name))
        if self._masker.means.key is not None:
            self._compare_partners(source, masked)
            self._compare_tokens(source, masked)

    def check(self, copy: Table) -> Check:
        k = self.k
        few = self._k is not None and k is not None and k < self._k
        problems = [
            *([f"k is {k}, the plan asks for {self._k}: coarsen or drop a quasi-identifier"] if few else []),
            *(f"column {name}: {wrong}" for name, pair in self._pairs.items() if (wrong := pair.wrong)),
            *(f"column {name} would be the same for another partner" for name in sorted(self._shared)),
            *(f"column {name}: its tokens are not of this key and plan" for name, so in self._foreign.items() if so),
        ]
        return Check("risk", self._masker.table.key, tuple(problems), {"k": k, "asked": self._k})

    @property
    def k(self) -> int | None:
        """Rows of the smallest group that agrees in all remaining quasi-identifiers; None without any."""
        return None if self._crowds.is_empty() else int(self._crowds["rows"].min())  # type: ignore[arg-type]

    @property
    def _quasi(self) -> list[str]:
        roles = {e: r.role for e, r in self._masker.means.recognizers.items()}
        return [n for n, s in self._masker.steps.items() if roles.get(s.entity or "") == Role.QUASI_IDENTIFIER]

    @property
    def _unique(self) -> list[str]:
        masker = self._masker
        return [n for n, o in masker.operators.items() if o.promises.unique and masker.steps[n].operator != KEEP]

    def _form(self, name: str) -> pl.Expr:
        canonical = self._masker.canonical(name)(pl.col("source"))
        return pl.when(canonical.str.len_bytes() > 0).then(canonical).otherwise(pl.col("source"))

    def _count_crowds(self, masked: pl.DataFrame) -> None:
        present = [name for name in self._quasi if name in masked.columns]
        if present:
            filled = masked.filter(~pl.all_horizontal(_says_nothing(masked[name]) for name in present))
            crowds = filled.select(crowd=pl.struct(present).hash(), rows=pl.lit(1, pl.UInt32))
            self._crowds = self._crowds.vstack(crowds).group_by("crowd").agg(pl.col("rows").sum())

    def _compare_partners(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        maps = {name: o for name, o in self._masker.operators.items() if o.kind == "map"}
        keyed = [name for name, o in maps.items() if o.promises.needs_key and name in masked.columns]
        means = replace(self._masker.means, partner=_OTHER_PARTNER)
        for other in replace(self._masker, means=means).masked(source, [n for n in keyed if n in source.columns]):
            ours, theirs = (elements(as_text(side.to_frame()).to_series()) for side in (masked[other.name], other))
            operator = self._masker.operators[other.name]
            by_chance = operator.promises.format_preserving or isinstance(operator, Resembling)
            if _all_equal(ours, theirs) if by_chance else _meet(ours, theirs):
                self._shared.add(other.name)

    def _compare_tokens(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        for name, step in self._masker.steps.items():
            if step.operator != TEXT or name in self._foreign or name not in masked.columns:
                continue
            texts = as_text(masked.select(name))[name]
            rows = with_token(texts).head(SAMPLE)
            if len(rows):
                (again,) = self._masker.masked(source[rows], [name])
                self._foreign[name] = foreign(elements(texts.gather(rows)), elements(again))


def _says_nothing(column: pl.Series) -> pl.Series:
    """Rows without a value: where all quasi-identifiers are suppressed, a row is of no crowd."""
    return column.is_null() | (column == "") if column.dtype == pl.String else column.is_null()


def _meet(ours: pl.Series, theirs: pl.Series) -> bool:
    """Whether some token is in both."""
    return bool(ours.filter(ours != "").unique().is_in(theirs.unique().implode()).any())


def _all_equal(ours: pl.Series, theirs: pl.Series) -> bool:
    """Whether there is something, and no row differs: numbers and dates of two partners may meet by chance."""
    return bool((ours != "").any()) and ours.equals(theirs)
