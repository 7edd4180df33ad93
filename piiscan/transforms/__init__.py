"""Operators: how a column is masked. One operator a file; `build` makes one from a plan's parameters."""

from __future__ import annotations

from piiscan.transforms.catalogue import OPERATORS, build
from piiscan.transforms.operator import Context, Operator, Own, Promises, Resembling, Reversible, Visible

__all__ = ["OPERATORS", "Context", "Operator", "Own", "Promises", "Resembling", "Reversible", "Visible", "build"]
