"""Our operators for users of presidio-anonymizer: `piiscan_mask`, `piiscan_pseudonym`, `piiscan_replace`.

Presidio imports nothing of us, and we import it only here, on request.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from piiscan.transforms.catalogue import build
from piiscan.transforms.evaluation import apply
from piiscan.transforms.operator import Context

if TYPE_CHECKING:
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.operators import Operator

__all__ = ["register"]

_OFFERED = ("mask", "pseudonym", "replace")


def register(engine: AnonymizerEngine, context: Context) -> None:
    """Add our operators to an engine. Key, partner, `as_of` and canonical forms come from the context.

    The parameters of an OperatorConfig are those of a plan; entity and domain are the span's entity type.
    """
    for name in _OFFERED:
        engine.add_anonymizer(_presidio_operator(name, context))


def _presidio_operator(name: str, context: Context) -> type[Operator]:
    from presidio_anonymizer.operators import Operator, OperatorType

    class PiiscanOperator(Operator):
        def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
            entity, parameters = _split(params)
            inner = replace(context, entity=entity, domain=entity, canonical=context.canonical_of(entity))
            return str(apply(build(name, parameters), pl.Series("text", [text]), inner)[0])

        def validate(self, params: dict[str, Any] | None = None) -> None:
            build(name, _split(params)[1])

        def operator_name(self) -> str:
            return f"piiscan_{name}"

        def operator_type(self) -> OperatorType:
            return OperatorType.Anonymize

    return PiiscanOperator


def _split(params: dict[str, Any] | None) -> tuple[str, dict[str, Any]]:
    """Presidio puts the entity type among the parameters."""
    parameters = dict(params or {})
    return parameters.pop("entity_type", "DEFAULT"), parameters
