"""What operator text makes of the spans of one entity: an operator, and the form its output is laid in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from piiscan.transforms.catalogue import build
from piiscan.transforms.evaluation import apply
from piiscan.transforms.operator import Context, Operator, Own
from piiscan.transforms.parameters import refuse

__all__ = ["Rule", "rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """`form` holds `{token}` where the operator's output stands, and `{entity}` for the entity."""

    operator: Operator
    form: str

    def replacements(self, values: pl.Series, kind: Own, context: Context) -> pl.Series:
        """What is laid in for each value, never null: `<ENTITY>` where the operator has nothing to say."""
        entity = kind.entity or "REDACTED"
        inner = replace(context, entity=entity, domain=kind.domain, canonical=kind.canonical)
        tokens = apply(self.operator, values, inner)
        before, _, after = self.form.replace("{entity}", entity).partition("{token}")
        return (before + tokens + after).fill_null(f"<{entity}>")


def rules(spans: Mapping[str, object]) -> dict[str, Rule]:
    """Entity -> rule, and `default` for all others. Raises PlanError for a rule that cannot work."""
    if "default" not in spans:
        refuse("text", "spans", "needs a rule named default")
    return {entity: _rule(entity, declared) for entity, declared in spans.items()}


def _rule(entity: str, declared: object) -> Rule:
    parameter = f"spans.{entity}"
    if not isinstance(declared, Mapping) or not isinstance(declared.get("operator"), str):
        refuse("text", parameter, "must be a mapping with an operator")
    operator = build(declared["operator"], {k: v for k, v in declared.items() if k not in ("operator", "as")})
    if operator.typed or operator.reads() or operator.looks_like() is None:
        refuse("text", parameter, f"cannot use operator {operator.name} inside a text")
    default = "<{entity}:{token}>" if operator.promises.unique else "{token}"
    form = declared.get("as", default)
    if not isinstance(form, str) or not _sound(form):
        refuse("text", f"{parameter}.as", "may hold {entity}, {token} at most once, and no other braces")
    return Rule(operator, form)


def _sound(form: str) -> bool:
    rest = form.replace("{entity}", "").replace("{token}", "", 1)
    return "{" not in rest and "}" not in rest
