"""The reasons for and against one recognizer on one column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log

from piiscan.detection.headers import Naming, names_a_thing, names_a_work
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.minority import apart, lift
from piiscan.detection.verdict.proof import PROOF
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.evidence import Hits
from piiscan.model.finding import Reason, Status
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import Role

_SURE = 8.0
_WHOLE = 4.0
"""Log-odds beyond which surer is no better, and what taking every cell is worth against that."""

NAMED = 0.5
"""Strength of a header from which check digits at chance may be typing errors."""

PRIOR = Reason("one column in twenty", weights.PRIOR, "prior")
"""What holds of any column before it is looked at."""

_DOUBT_EACH = 2.0
"""Log-odds against an entity for each value whose check fails."""

_COUNTED = frozenset({"PERSON_ID", "USERNAME", "BANK_ACCOUNT"})
"""Numbers that a house hands out one after the other."""

_MASKED = Reason("masked in part, as its header says", weights.FITS, "fit")
_DIGESTS = Reason("digests of what the header names: who can list the values finds them all", weights.DIGESTED, "fit")
"""Without a secret key it hides nothing that can be tried (Article 29 Working Party, Opinion 05/2014, section 4)."""

_SERIES = Reason("codes of one series, with the same beginning", weights.SEQUENCE, "silence")
_COUNTER = Reason("integers that fill their range, like a counter", weights.SEQUENCE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a column might be, why, and the share of its filled cells that are of that form."""

    recognizer: Recognizer
    reasons: tuple[Reason, ...]
    share: float = 0.0

    @property
    def log_odds(self) -> float:
        return sum(reason.log_odds for reason in self.reasons)

    @property
    def confidence(self) -> float:
        return weights.confidence(self.log_odds)

    @property
    def header(self) -> float:
        """Log-odds that the header gives."""
        return sum(reason.log_odds for reason in self.reasons if reason.kind == "header")

    @property
    def rank(self) -> float:
        """How well it explains the column: what is sure enough is told apart by the share of cells that it takes."""
        return min(self.log_odds, _SURE) + _WHOLE * self.share

    def status(self, thresholds: Thresholds) -> Status:
        """The verdict on a column of which this is the best candidate; without a reason it is clean."""
        return thresholds.status(self.confidence, self.recognizer.tier) if self.reasons else "clean"

    def because(self, reason: Reason) -> Candidate:
        return replace(self, reasons=(*self.reasons, reason))


def candidate(
    recognizer: Recognizer, view: ColumnView, named: Naming, sampled: float, otherwise: bool = False
) -> Candidate | None:
    """The recognizer with all reasons of the column itself; None where nothing speaks for it.

    `sampled` is the share of the distinct sampled values that fit; `otherwise` says that the header names
    another entity.
    """
    if named.strength <= 0 and not sampled and not view.evidence.hits.get(recognizer.id, Hits()).cells:
        return None
    share, found = _values(recognizer, view, named, sampled)
    said = [*_header(named), *_thing(recognizer, view, named)]
    if otherwise and named.strength <= 0 and recognizer.sees == "sample":
        said.append(Reason("the header names something else", weights.NAMED_OTHERWISE, "header"))
    weighed = Candidate(recognizer, (PRIOR, *said, *found), share)
    if share > 0 and (lifted := lift(recognizer, view, share, weighed.log_odds)):
        return weighed.because(lifted)
    return weighed if named.strength > 0 or any(reason.log_odds > 0 for reason in found) else None


def _header(named: Naming) -> Iterator[Reason]:
    if named.strength:
        said = "denied by the words around it" if named.strength < 0 else "in the header"
        yield Reason(f"“{named.phrase}” {said}", round(weights.header(named.strength), 2), "header")


def _thing(recognizer: Recognizer, view: ColumnView, named: Naming) -> Iterator[Reason]:
    if named.strength <= 0 and any(map(names_a_thing, view.headers)):
        yield Reason("the header names the number of a thing", weights.NUMBER_OF_A_THING, "header")
    if named.strength <= 0 and recognizer.entity == "PERSON" and any(map(names_a_work, view.headers)):
        yield Reason("the header names a thing that bears names", weights.A_THING_BY_NAME, "header")
    if view.flags and recognizer.role in (Role.DIRECT_IDENTIFIER, Role.SECRET):
        yield Reason("yes and no", weights.FLAG)


def _values(recognizer: Recognizer, view: ColumnView, named: Naming, sampled: float) -> tuple[float, list[Reason]]:
    if view.evidence.filled == 0:
        return 0.0, []
    if named.strength > 0 and recognizer.role == Role.DIRECT_IDENTIFIER and sampled == 0:
        hidden = _MASKED if view.masked else _DIGESTS if view.digests else None
        if hidden:
            return 1.0, [hidden]
    if recognizer.sees == "rows":
        return _every_row(recognizer, view, named, sampled)
    if recognizer.sees == "sample":
        return sampled, [_likeness(recognizer, view, sampled)]
    return sampled, [*_fit(recognizer, view, sampled)] if named.strength > 0 else []


def _every_row(recognizer: Recognizer, view: ColumnView, named: Naming, sampled: float) -> tuple[float, list[Reason]]:
    """A header that names the entity may stand over longer cells, so matches inside them count as well.

    Four addresses among a thousand `n/a` are four of five distinct values: the larger share is weighed.
    """
    hits, filled = view.evidence.hits.get(recognizer.id, Hits()), view.evidence.filled
    rows = hits.cells + (hits.inside if named.strength > 0 else 0)
    share = max(rows / filled, sampled)
    sure = proven(recognizer, hits, view.distinct)
    found = [_presence(f"{rows} of {filled} cells", recognizer, share, sure, view)]
    if hits.cells and recognizer.check:
        found.append(_check(hits, recognizer.check_chance, named, view))
    picked = 0 < share < weights.MINORITY and named.strength <= 0 and view.one_shape and not sure
    if picked and not apart(recognizer, view):
        found.append(Reason("only some of the values of one shape", weights.PICKED, "silence"))
    if hits.cells and recognizer.check is None and view.counter:
        found.append(_COUNTER)
    numbered = recognizer.role == Role.DIRECT_IDENTIFIER and recognizer.check is None
    if hits.cells and numbered and view.series and named.strength <= 0:
        found.append(_SERIES)
    if hits.cells and view.versions and named.strength <= 0:
        found.append(Reason("small numbers between points, like versions", weights.SEQUENCE, "silence"))
    return rows / filled, found


def proven(recognizer: Recognizer, hits: Hits, distinct: int) -> bool:
    """Whether a check holds oftener than by chance for what matches."""
    if not hits.valid or recognizer.check_chance > PROOF:
        return False
    return not weights.at_chance(hits.valid / hits.cells, recognizer.check_chance, min(hits.cells, distinct))


def _presence(evidence: str, recognizer: Recognizer, share: float, sure: bool, view: ColumnView) -> Reason:
    weight = presence(recognizer, share, sure, min(view.distinct, view.evidence.filled))
    return Reason(f"{evidence} match, {_chance(recognizer, share, sure):.2g} by chance", round(weight, 2))


def presence(recognizer: Recognizer, share: float, sure: bool, independent: int) -> float:
    """Weight of a share of cells that match, of so many independent values; `sure` where a check proves them."""
    if share <= recognizer.chance:
        return max(weights.VALUES_ABSENT, -float(independent))
    return weights.surprise(share, _chance(recognizer, share, sure), independent, _most(recognizer))


def _chance(recognizer: Recognizer, share: float, sure: bool) -> float:
    return recognizer.chance if sure else weights.doubted(share, recognizer.chance)


def _likeness(recognizer: Recognizer, view: ColumnView, share: float) -> Reason:
    weight = likeness(recognizer, share, len(view.values))
    evidence = f"{share:.0%} of {len(view.values)} sampled values match, {recognizer.chance:.2g} by chance"
    return Reason(evidence, round(weight, 2))


def likeness(recognizer: Recognizer, share: float, sampled: int) -> float:
    """Weight of a share of sampled values that match."""
    return weights.likeness(share, recognizer.chance, sampled, _most(recognizer))


def _most(recognizer: Recognizer) -> float:
    """A pattern can prove no more than its chance allows, however many values repeat the same structure."""
    serial = bool(recognizer.patterns) and all(p.edges == "digit" for p in recognizer.patterns)
    factor = weights.SERIAL_NUMBERS if serial else weights.DIVERSE_WORDS
    return min(weights.VALUES_CAP, factor * log(1 / max(recognizer.chance, 1e-6)))


def _check(hits: Hits, chance: float, named: Naming, view: ColumnView) -> Reason:
    of_all = hits.cells / view.evidence.filled
    weight = checked(hits, view.distinct, chance, named.strength > NAMED, of_all)
    return Reason(f"check holds for {hits.valid} of {hits.cells}, {chance:.2g} by chance", round(weight, 2), "check")


def checked(hits: Hits, distinct: int, chance: float, named: bool, of_all: float) -> float:
    """Weight of the check digits of the cells that match, under a header that names the entity or not.

    No more than the `distinct` values are independent. `of_all` is the share of filled cells that the check was
    asked about: a weak one says little of the others.
    """
    share, values = hits.valid / hits.cells, min(hits.cells, distinct)
    if weights.at_chance(share, chance, values):
        floor = weights.CHECK_AT_CHANCE_NAMED if named else _unnamed_floor(chance)
        return max(floor, (hits.valid - hits.cells) * _DOUBT_EACH)
    most = weights.CHECK_CAP if chance <= PROOF else weights.CHECK_CAP * of_all
    return weights.surprise(share, chance, values, most)


def _unnamed_floor(chance: float) -> float:
    return weights.CHECK_AT_CHANCE if chance > PROOF else weights.PROOF_AT_CHANCE


def _fit(recognizer: Recognizer, view: ColumnView, share: float) -> Iterator[Reason]:
    if recognizer.patterns or recognizer.lexicon or recognizer.check:
        weight = weights.FITS if share >= 0.8 else weights.MISFITS * (1 - share / 0.8)
        yield Reason(f"{share:.0%} of {len(view.values)} sampled values fit the header", round(weight, 2), "fit")
        if view.counter and recognizer.entity not in _COUNTED and recognizer.role == Role.DIRECT_IDENTIFIER:
            yield replace(_COUNTER, kind="fit")
