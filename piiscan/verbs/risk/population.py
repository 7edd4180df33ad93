"""From a sample to its population: how many of those who stand alone here stand alone out there, too."""

from __future__ import annotations

from piiscan.model.risk import Crowds

__all__ = ["unique_in_population"]


def unique_in_population(crowds: Crowds, population: int) -> float | None:
    """The share of unique rows that are unique among `population` people; None where no row is unique.

    Zayatz's estimator (L. Zayatz, Estimation of the percent of unique population elements on a microdata file using
    the sample, US Bureau of the Census, 1991): crowds of the population are taken to be as large as those of the
    sample, and one of size i shows a single row with probability i * p * (1 - p)^(i - 1), p being the sampled share.
    Where many people share their crowd with few others that is too high: it errs on the side of alarm.
    """
    if not crowds.unique:
        return None
    share = min(1.0, crowds.rows / population)
    singles = sum(n * size * share * (1 - share) ** (size - 1) for size, n in crowds.sizes.items())
    return crowds.unique * share / singles
