"""generalize: a coarser statement in place of a precise one, in the form that `to` names.

What cannot be parsed becomes null: a value that is not what the column should hold never passes through.
One class a form, all under the operator name `generalize`.
"""

from __future__ import annotations

from collections.abc import Mapping

from piiscan.transforms.generalize.ages import AgeBand
from piiscan.transforms.generalize.codes import Prefix
from piiscan.transforms.generalize.dates import Month, Quarter, Year
from piiscan.transforms.generalize.grids import Grid
from piiscan.transforms.generalize.hierarchies import Hierarchy
from piiscan.transforms.generalize.ladders import default_generalization, ladder
from piiscan.transforms.generalize.networks import Network
from piiscan.transforms.generalize.numbers import Bin, Round
from piiscan.transforms.generalize.regions import Region
from piiscan.transforms.operator import Operator
from piiscan.transforms.parameters import refuse

__all__ = ["FORMS", "default_generalization", "form", "ladder"]

FORMS: Mapping[str, type[Operator]] = {
    "age_band": AgeBand,
    "bin": Bin,
    "grid": Grid,
    "hierarchy": Hierarchy,
    "month": Month,
    "network": Network,
    "prefix": Prefix,
    "quarter": Quarter,
    "region": Region,
    "round": Round,
    "year": Year,
}


def form(parameters: Mapping[str, object]) -> type[Operator]:
    """The class that serves `to`. Raises PlanError when `to` is missing or unknown."""
    to = parameters.get("to")
    if not isinstance(to, str) or to not in FORMS:
        refuse("generalize", "to", f"must be one of {', '.join(FORMS)}")
    return FORMS[to]
