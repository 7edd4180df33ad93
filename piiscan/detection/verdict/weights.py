"""The weights of evidence, in natural log-odds. One place, so that calibration changes this file only.

They are set by hand from the reasoning beside each; a later issue fits them to labelled tables.
"""

from __future__ import annotations

from math import exp, log

PRIOR = -3.0
"""About one column in twenty holds any one entity before anything is known about it."""

HEADER_FULL = 4.6
"""A header that says nothing else: enough by itself to be personal, not enough against contrary values."""

HEADER_DENIED = -6.0
"""The header names a property of the thing (`email_verified`), not the thing."""

NUMBER_OF_A_THING = -8.0
"""Order numbers, versions and digests look like identifiers; only a check digit tells better."""

VALUES_CAP = 7.0
VALUES_ABSENT = -5.0
"""Values that never match: outweighs any header."""

SERIAL_NUMBERS = 1.5
DIVERSE_WORDS = 2.5
"""How often the surprise of one value may count: numbers of one column hang together, words less so."""

CHECK_CAP = 9.0
CHECK_AT_CHANCE = -4.0
PROOF_AT_CHANCE = -8.0
CHECK_AT_CHANCE_NAMED = -1.5
"""Check digits hold as often as in any number: another kind of number, unless the header says what is meant."""

FITS = 1.0
MISFITS = -5.0
"""Values that fit, or do not fit, what a header alone has named."""

DIGESTED = 2.0
"""Digests under a header that names an identifier: people take them of what is not to be seen."""

CERTAIN = 1e-3
DOUBTED = 30
"""A chance above CERTAIN is itself only a guess, so no more than DOUBTED values count against it."""

MINORITY = 0.5
DOUBT = 10
"""How much oftener than stated a pattern may match where it takes less than MINORITY of a column.

A stated chance is that of unrelated values in general. The codes of one column hang together: four of three hundred
of them can look like an account number though one in a thousand would.
"""

EXPECTED = 0.65
"""Share of a true column that a word list can be expected to know."""

PEOPLE_NEAR = 1.0
NO_PEOPLE_NEAR = -4.0
"""What things have too (a city, an amount, a position) is about a person where the table is about people."""

IN_THE_COUNTRY = 1.0
ELSEWHERE = -1.0
"""A column of countries chooses between rules of states that are alike; it proves and refutes nothing by itself."""

A_THING_BY_NAME = -4.0
"""Titles, products and species bear names of people; a word list cannot tell."""

FLAG = -6.0
"""Yes and no under the name of a thing say whether there is one."""

AMONG_PLACES = -5.0
"""Counties, streets and airports are named after people: a list of names says little beside coordinates."""

NAMED_OTHERWISE = -3.5
"""The header names another entity: what a list of words knows of the values has to be the more."""

SPREAD_LIKE_BIRTHS = 4.0
"""Dates that span the ages of people, under a header that says nothing: enough beside people."""

PICKED = -8.0
"""Codes of one length, of which a pattern takes a minority, are not what it describes: it picks by accident."""

PROVEN = 2.0
"""Log-odds at least of a minority of identifiers that no accident explains, whatever the other values are."""

SEQUENCE = -8.0
"""Integers that fill their range are a counter, numbers that stay small versions, whatever else they look like."""


def header(strength: float) -> float:
    """Weight of a header's naming, strength from -1 to 1 (headers.naming)."""
    return HEADER_DENIED if strength < 0 else HEADER_FULL * strength


def surprise(share: float, chance: float, values: int, most: float) -> float:
    """Log-likelihood ratio of `share` of `values` distinct values matching where `chance` would: at most `most`.

    Kullback-Leibler divergence of two Bernoulli distributions times the number of values; 0 at or below chance.
    """
    if values == 0 or share <= chance:
        return 0.0
    if chance > CERTAIN:
        values = min(values, DOUBTED)
    return min(most, values * divergence(share, chance))


def divergence(share: float, chance: float) -> float:
    """Kullback-Leibler divergence, in nats, of a Bernoulli distribution of `share` from one of `chance`."""
    s, c = (min(max(part, 1e-9), 1 - 1e-9) for part in (share, chance))
    return s * log(s / c) + (1 - s) * log((1 - s) / (1 - c))


def doubted(share: float, chance: float) -> float:
    """The chance to reckon with where no check proves the values that match."""
    return min(1.0, DOUBT * chance) if share < MINORITY else chance


def likeness(share: float, chance: float, values: int, most: float) -> float:
    """Log-likelihood ratio of `share` of the values fitting, EXPECTED of a true column against `chance` of another.

    For word lists, which know only a part of what is true and a part of what is not. From VALUES_ABSENT to `most`.
    """
    e, c = max(EXPECTED, (1 + chance) / 2), max(chance, 1e-9)
    each = share * log(e / c) + (1 - share) * log((1 - e) / (1 - c))
    return max(VALUES_ABSENT, min(most, min(values, DOUBTED) * each))


def at_chance(share: float, chance: float, values: int) -> bool:
    """Whether checks hold about as often as they do for any number, as far as so many values can tell.

    Where fewer than half hold, other numbers are the better reason until chance hardly gives that many.
    """
    few = share <= MINORITY and values * divergence(share, chance) < -log(CERTAIN)
    return few or share <= min(2 * chance, (1 + chance) / 2)


def confidence(log_odds: float) -> float:
    """Probability for log-odds."""
    return 1 / (1 + exp(-log_odds))
