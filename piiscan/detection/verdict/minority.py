"""Identifiers that are the smaller part of a column of other things: what tells them from accidents.

A check digit tells: chance makes a known share of any numbers right. Numbers without one are held against the values
of their own shape: random ones of eleven digits are mobiles at a known rate, words are none.
"""

from __future__ import annotations

from piiscan.detection.headers import names_a_thing
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.proof import PROOF, beyond
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.evidence import Hits
from piiscan.model.finding import Reason
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import Role

_AT_RANDOM = 0.08
"""Chance at least of numbers of one length to match: mobiles are 7.8 of a hundred random ones of eleven digits."""

_WHOLLY = 0.9
"""Share of the values of one shape that are an identifier, from which the shape is that of the identifier."""


def apart(recognizer: Recognizer, view: ColumnView) -> bool:
    """Whether what fits has shapes of its own, which nearly nothing else in the column has."""
    fitting, alike = view.kin(recognizer)
    return fitting >= _WHOLLY * alike > 0


def lift(recognizer: Recognizer, view: ColumnView, share: float, log_odds: float) -> Reason | None:
    """What the reasons lack for a minority that is no accident to be at least undecided, or None."""
    if recognizer.role not in (Role.DIRECT_IDENTIFIER, Role.SECRET) or log_odds >= weights.PROVEN:
        return None
    if recognizer.entity == "PERSON":  # its checks are lists of names
        return None
    if recognizer.check and recognizer.check_chance <= PROOF:
        least, evidence = _by_check(recognizer, view)
    elif recognizer.sees == "rows" and share < weights.MINORITY and not _is_a_series(view):
        least, evidence = _by_shape(recognizer, view)
    else:
        return None
    return Reason(evidence, round(least - log_odds, 2), "silence") if evidence and log_odds < least else None


def _by_check(recognizer: Recognizer, view: ColumnView) -> tuple[float, str]:
    """Rows were counted of some, the sample tells of the others."""
    hits = view.evidence.hits.get(recognizer.id, Hits())
    right, asked = (hits.valid, hits.cells) if recognizer.sees == "rows" else view.kin(recognizer)
    of_all = right / (view.evidence.filled if recognizer.sees == "rows" else len(view.values))
    if not 0 < of_all < weights.MINORITY or not beyond(
        min(asked, view.distinct), right / asked, recognizer.check_chance
    ):
        return 0.0, ""
    least = weights.PROVEN if right >= _WHOLLY * asked else 0.0
    return least, f"check holds for {right} of {asked}, an accident in less than one of a million columns"


def _by_shape(recognizer: Recognizer, view: ColumnView) -> tuple[float, str]:
    """For plain numbers, which any digits are like at a known rate; the sample tells how many have their shape."""
    numbers = bool(recognizer.patterns) and all(p.edges == "digit" for p in recognizer.patterns)
    fitting, alike = view.kin(recognizer) if numbers and recognizer.chance <= PROOF else (0, 0)
    if not fitting:
        return 0.0, ""
    cells = view.evidence.hits.get(recognizer.id, Hits()).cells
    of = max(cells, round(view.evidence.filled * alike / len(view.values)))
    if not beyond(min(of, view.distinct), cells / of, max(recognizer.chance, _AT_RANDOM)):
        return 0.0, ""
    return 0.0, f"{cells} of about {of} cells of this shape match, more than numbers at random"


def _is_a_series(view: ColumnView) -> bool:
    return view.counter or view.series or view.versions or any(map(names_a_thing, view.headers))
