"""How alone the people of a table stand: crowds of rows that agree in what others may know of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from piiscan.model.finding import Incomplete


@dataclass(frozen=True, slots=True)
class Crowds:
    """Rows that agree in all quasi-identifiers are a crowd. `sizes`: rows of a crowd -> how many such crowds.

    `empty` rows say nothing at all in their quasi-identifiers: they were suppressed, and are no crowd.
    """

    sizes: Mapping[int, int]
    empty: int = 0

    @property
    def rows(self) -> int:
        return sum(size * crowds for size, crowds in self.sizes.items())

    @property
    def k(self) -> int | None:
        """Rows of the smallest crowd (k-anonymity; Sweeney 2002); None without rows."""
        return min(self.sizes, default=None)

    @property
    def unique(self) -> int:
        """Rows that stand alone."""
        return self.sizes.get(1, 0)

    def below(self, k: int) -> int:
        """Rows in crowds of fewer than `k`."""
        return sum(size * crowds for size, crowds in self.sizes.items() if size < k)


@dataclass(frozen=True, slots=True)
class Diversity:
    """What a crowd gives away of its sensitive attribute, in the worst crowd of the table.

    `distinct` and `entropy`: l-diversity (Machanavajjhala et al. 2007), as the number of values and as exp of their
    entropy. `closeness`: t-closeness (Li et al. 2007), the distance between a crowd's values and the table's, over
    their order where all are numbers.
    """

    attribute: str
    distinct: int
    entropy: float
    closeness: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """One quasi-identifier changed, and the crowds that come of it. `form` is `dropped` or what it is coarsened to.

    `loss` is the share of the column's information (entropy) that is lost.
    """

    column: str
    form: str
    k: int | None
    unique: int
    loss: float


@dataclass(frozen=True, slots=True)
class TableRisk:
    """`entities` of the quasi-identifiers by name. `in_population` is the share of unique rows that are expected to be
    unique in a population of the given size, too."""

    table: str
    entities: Mapping[str, str | None]
    crowds: Crowds
    diversity: tuple[Diversity, ...] = ()
    in_population: float | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Risk:
    """The risk of every table that was asked about, and what could not be read."""

    tables: tuple[TableRisk, ...]
    incomplete: tuple[Incomplete, ...] = ()
