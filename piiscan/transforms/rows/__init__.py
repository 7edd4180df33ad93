"""What stands under `rows:` of a table in a plan: filters, which leave rows out, and their order in the copy."""

from __future__ import annotations

from collections.abc import Mapping

from piiscan.errors import PlanError, UsageError
from piiscan.registry import Registry
from piiscan.transforms.parameters import construct
from piiscan.transforms.rows.filter import Filter
from piiscan.transforms.rows.order import RowOrder

__all__ = ["ROWS", "Filter", "RowOrder", "build_row"]

ROWS = Registry(
    kind="operator on rows",
    group="piiscan.rows",
    builtin={
        "consent": "piiscan.transforms.rows.consent:Consent",
        "exclusion": "piiscan.transforms.rows.exclusion:Exclusion",
        "retention": "piiscan.transforms.rows.retention:Retention",
        "row_order": "piiscan.transforms.rows.order:RowOrder",
        "suppress": "piiscan.transforms.rows.suppress:Suppress",
    },
)
"""A plug is the class of a filter."""


def build_row(name: str, parameters: Mapping[str, object]) -> Filter | RowOrder:
    """The filter or order, ready for use. Raises PlanError as `build` does."""
    try:
        chosen: type[Filter | RowOrder] = ROWS.load(name)
    except UsageError as unknown:
        raise PlanError(str(unknown)) from None
    return construct(chosen, parameters)
