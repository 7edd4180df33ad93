"""Every operator by its name in a plan."""

from __future__ import annotations

from collections.abc import Mapping

from piiscan.errors import PlanError, UsageError
from piiscan.registry import Registry
from piiscan.transforms.operator import Operator
from piiscan.transforms.parameters import construct

__all__ = ["OPERATORS", "build"]

OPERATORS = Registry(
    kind="operator",
    group="piiscan.operators",
    builtin={
        "date_shift": "piiscan.transforms.date_shift:DateShift",
        "drop": "piiscan.transforms.drop:Drop",
        "encrypt": "piiscan.transforms.encrypt:Encrypt",
        "fpe": "piiscan.transforms.fpe:Fpe",
        "generalize": "piiscan.transforms.generalize:form",
        "keep": "piiscan.transforms.keep:Keep",
        "mask": "piiscan.transforms.mask:Mask",
        "noise": "piiscan.transforms.noise:Noise",
        "null": "piiscan.transforms.null:Null",
        "pseudonym": "piiscan.transforms.pseudonym:Pseudonym",
        "redact": "piiscan.transforms.redact:Redact",
        "replace": "piiscan.transforms.replace:Replace",
        "shuffle": "piiscan.transforms.shuffle:Shuffle",
        "surrogate": "piiscan.transforms.surrogate:Surrogate",
        "text": "piiscan.transforms.text:Text",
    },
)
"""A plug is an operator's class, or a function from the parameters to the class that serves them."""


def build(name: str, parameters: Mapping[str, object]) -> Operator:
    """The operator, ready for use.

    Raises PlanError for a name that is not registered, and for a parameter that is unknown, missing or does
    not fit.
    """
    try:
        plug = OPERATORS.load(name)
    except UsageError as unknown:
        raise PlanError(str(unknown)) from None
    chosen: type[Operator] = plug if isinstance(plug, type) else plug(parameters)
    return construct(chosen, parameters)
