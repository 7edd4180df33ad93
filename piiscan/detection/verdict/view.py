"""A column as a verdict sees it: its declaration, its evidence, and what its sample looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from piiscan.detection.cells import form, valid
from piiscan.detection.search.forms import whole_of
from piiscan.detection.search.gates import Facts, facts
from piiscan.detection.search.runs import run
from piiscan.model.evidence import SAMPLE, ColumnEvidence
from piiscan.model.recognizer import Recognizer
from piiscan.model.table import Column

_TEXT_WORDS, _TEXT_HAN = 5.0, 12.0
"""Average words, or Han characters, of a cell from which a column is read as text."""

_SEPARATOR = r"[,;|/&\n、，；]| and "
_BRACKETS = r"[\[\]{}()]|(?-u:\b)u'"
_LISTS = 0.3
"""Share of values with a separator from which they are read as lists; a list can have one element."""

_NEARLY = 0.9
"""Share of values of which it is said that nearly all are so."""

_HIDDEN = r"[*＊•●○]|[0-9][xX×]{2,}[0-9]|^[\u4e00-\u9fff]某"
_SHOWN = r"[0-9A-Za-z\u3400-\u9fff]"
"""What stands for hidden characters, and what is seen beside it."""

_HEX = "|".join(f"[0-9a-f]{{{digits}}}|[0-9A-F]{{{digits}}}" for digits in (32, 40, 56, 64, 96, 128))
_BASE64 = "|".join(
    f"[0-9A-Za-z+/_-]{{{length}}}{end}" for length, end in ((22, "=="), (27, "="), (43, "="), (86, "=="))
)
_DIGEST = f"^(?:{_HEX}|{_BASE64})$"

_SERIES, _MANY = "^([A-Za-z].{3})", 50
"""First characters that the codes of one series share, and distinct ones from which that is no accident."""

_LONG_COUNTER = 12
"""Distinct integers from which a filled range is not an accident."""


_NO_VALUE = pl.Series(
    r"null none nan na n/a nil nat \n - -- --- ? . / unknown missing #n/a <na> [] {} 无 未知 空 暂无 不详".split()
).implode()
"""What programs and people write where there is no value."""

_WRAPPED = r"^'?([0-9]+(?:\.[0-9]*[1-9][0-9]*)?)(?:\.0)?$"

_FLAGS = pl.Series(
    "yes no true false y n t f on off set unset enabled disabled 0 1 0.0 1.0 是 否 有 无 開 關 开 关".split()
).implode()


@dataclass(frozen=True)
class ColumnView:
    """One column, read-only. Shares are over the distinct values of the keyed sample."""

    column: Column
    evidence: ColumnEvidence
    every_text: Callable[[], Iterable[pl.Series]] | None = None
    """Reads the whole column again, where every text is to be shown to the models."""

    @cached_property
    def sampled(self) -> pl.DataFrame:
        """Each sampled `value` and the `rows` that hold it, without what stands for no value, unless nothing else is
        there; numbers as numbers, not as spreadsheets and data frames write them (`'0123`, `4711.0`).
        """
        sampled = self.evidence.sketch.sample.select("value", "rows")
        told = sampled.filter(~pl.col("value").str.to_lowercase().is_in(_NO_VALUE))
        return (sampled if told.is_empty() else told).with_columns(pl.col("value").str.replace(_WRAPPED, "$1"))

    @cached_property
    def values(self) -> pl.Series:
        return self.sampled["value"]

    @property
    def headers(self) -> tuple[str, ...]:
        """What names the column: its name, or the last two steps of a path in nested documents, and its comment."""
        path = self.column.path
        name = self.column.name if path is None else " ".join(path.replace("[*]", "").lstrip("$").split(".")[-2:])
        return (name, self.column.comment) if self.column.comment else (name,)

    @cached_property
    def distinct(self) -> int:
        return self.evidence.sketch.distinct

    def share(self, regex: str) -> float:
        """Share of sampled values that the regex matches."""
        return _mean(self.values.str.contains(regex))

    def fitting(self, recognizers: Iterable[Recognizer]) -> dict[str, float]:
        """Recognizer id -> share of sampled values that are, as whole cells, what it declares; zeros are left out."""
        asked = list(recognizers)
        shares = {column.name: _mean(column) for column in self.fits(asked)}
        people = [r for r in asked if r.entity == "PERSON" and r.sees == "sample" and r.check]
        for column in _fits(self.elements, people):
            shares[column.name] = max(_mean(column), shares.get(column.name, 0.0))
        return shares

    def fits(self, recognizers: Iterable[Recognizer]) -> pl.DataFrame:
        """A Boolean column by recognizer id for each that declares some sampled values; a row a value."""
        asked = list(recognizers)
        unknown = [r for r in asked if r.id not in self._fitted]
        found = {column.name: column for column in _fits(self.values, unknown)}
        self._fitted.update((r.id, found.get(r.id)) for r in unknown)
        return pl.DataFrame([column for r in asked if (column := self._fitted[r.id]) is not None])

    @cached_property
    def _fitted(self) -> dict[str, pl.Series | None]:
        """What `fits` has said of a recognizer already; None where nothing fits."""
        return {}

    @cached_property
    def shapes(self) -> pl.Series:
        """The values with a digit or a letter in place of each: `REF-017` and `ABC-999` are of one shape."""
        return self.values.str.replace_all("[0-9]", "0").str.replace_all("[A-Za-z]", "a")

    def kin(self, recognizer: Recognizer) -> tuple[int, int]:
        """How many sampled values are what it declares, and how many have the shape of one that is."""
        fits = self.fits([recognizer])
        if fits.width == 0:
            return 0, 0
        fitting = self.shapes.filter(fits.to_series())
        return len(fitting), int(self.shapes.is_in(fitting.unique().implode()).sum())

    @cached_property
    def elements(self) -> pl.Series:
        """What the values list (`['Ann Lee', 'Bob Ray']`, `Ann Lee | Bob Ray`); empty where most are no lists."""
        listed = self.values.filter(self.values.str.contains(_SEPARATOR) & ~self.values.str.contains("://"))
        if len(listed) < _LISTS * len(self.values):
            return listed.clear()
        apart = self.values.str.replace_all(_BRACKETS, "").str.replace_all(_SEPARATOR, "\n").str.split("\n").explode()
        trimmed = apart.str.strip_chars(" '\"")
        return trimmed.filter(trimmed != "").unique().sort().head(SAMPLE)

    def texts(self) -> Iterable[pl.DataFrame]:
        """What the text engine is shown, with the `rows` that hold it: every `value`, or the sample by row position."""
        if self.every_text is not None:
            return map(_once, self.every_text())
        sketch = self.evidence.sketch
        return [sketch.sample if sketch.complete else _once(self.evidence.texts.rows["value"])]

    @property
    def texts_complete(self) -> bool:
        """Whether that is every text: a few distinct ones are all in the sketch."""
        if self.every_text is not None or self.evidence.sketch.complete:
            return True
        return len(self.evidence.texts.rows) >= self.evidence.filled

    @cached_property
    def text_like(self) -> bool:
        """Whether the cells read like sentences: words behind blanks, tags and quotes, or runs of Han."""
        words = _mean(self.values.str.count_matches(r"(?:^|[\s>\"'(])[A-Za-z\u00c0-\u024f]{2,}"))
        han = _mean(self.values.str.count_matches(r"[\u3400-\u9fff]"))
        return words >= _TEXT_WORDS or han >= _TEXT_HAN

    def numbered(self, digits: int) -> float:
        """Share of the rows sampled that hold a number of so many digits or more, however it is separated."""
        held = self.sampled.filter(pl.col("value").str.contains(run(digits)))
        return float(held["rows"].sum()) / max(1, int(self.sampled["rows"].sum()))

    @cached_property
    def one_shape(self) -> bool:
        """Whether nearly all values are codes of one length, with their separators in the same places."""
        shapes = self.values.str.replace_all("[0-9A-Za-z]", "x")
        if len(shapes) < _LONG_COUNTER:
            return False
        return int(shapes.value_counts()["count"].max()) >= _NEARLY * len(shapes)  # type: ignore[arg-type]

    @cached_property
    def masked(self) -> bool:
        """Whether nearly all values show a part and hide the rest (`138****1234`, `王*明`, `张某`)."""
        hidden = self.values.str.contains(_HIDDEN) & self.values.str.contains(_SHOWN)
        return len(self.values) > 0 and _mean(hidden) >= _NEARLY

    @cached_property
    def digests(self) -> bool:
        """Whether nearly all values are of the length of MD5, SHA-1 or SHA-2, in hexadecimal digits or base64."""
        return len(self.values) >= _LONG_COUNTER and self.share(_DIGEST) >= _NEARLY

    @cached_property
    def series(self) -> bool:
        """Whether the values are of one series: many distinct codes of one shape that begin with the same letter and
        more. Digits may begin alike by their numbering plan (the networks of an IMSI, area codes).
        """
        start = self.values.str.extract(_SERIES)
        return self.one_shape and self.distinct >= _MANY and start.null_count() == 0 and start.n_unique() == 1

    @cached_property
    def flags(self) -> bool:
        """Whether every value says yes or no."""
        return len(self.values) > 0 and bool(self.values.str.to_lowercase().is_in(_FLAGS).all())

    @cached_property
    def versions(self) -> bool:
        """Whether the values are numbers between points of which the first two stay below 100.

        So does one address in six, and the private ones that begin with 10 (RFC 1918).
        """
        small = self.share(r"^[vV]?[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,5}){1,2}$")
        return small >= 0.9 and self.share(r"^10\.") < 0.9

    @cached_property
    def counter(self) -> bool:
        """Whether the values are integers that fill at least half of their range."""
        if self.distinct < _LONG_COUNTER or self.share(r"^[0-9]{1,18}$") < 0.98:
            return False
        numbers = self.values.cast(pl.Int64, strict=False).drop_nulls()
        low, high = int(numbers.min()), int(numbers.max())  # type: ignore[arg-type]
        return self.distinct >= 0.5 * (high - low + 1)


def _fits(values: pl.Series, recognizers: Sequence[Recognizer]) -> pl.DataFrame:
    if values.is_empty() or not recognizers:
        return pl.DataFrame()
    known = facts(values)
    asked = {r.id: r for r in recognizers if _may_fit(r, known)}
    forms = values.to_frame("value").select(form(r).alias(name) for name, r in asked.items())
    return pl.DataFrame([column & valid(asked[column.name], values) for column in forms if column.any()])


def _may_fit(recognizer: Recognizer, known: Facts) -> bool:
    """Whether lengths and bytes of the values leave room for one of the recognizer's."""
    described_only = recognizer.patterns and not recognizer.lexicon
    return not described_only or any(map(known.allow, whole_of(recognizer)))


def _once(texts: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"value": texts}).with_columns(rows=pl.lit(1, pl.UInt64))


def _mean(values: pl.Series) -> float:
    return float(values.cast(pl.Float64).mean() or 0.0)  # type: ignore[arg-type]
