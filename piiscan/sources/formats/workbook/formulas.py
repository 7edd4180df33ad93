"""The texts of formulas: what a person has written into them is scanned, and references to cells are not.

A copy has the values of formulas, never their texts.
"""

from __future__ import annotations

import re

_TOLD = re.compile(r"""(?x) "((?:[^"]|"")*)" | '((?:[^']|'')*)' | (?<![\w$.])([0-9]{7,}) """)
"""Texts in double quotes; names of sheets and files in single ones; numbers as long as a telephone number (the
rows of a sheet end at 1048576)."""


def told(formula: str) -> list[str]:
    """What stands in the text of a formula besides names of functions and cells."""
    return ["".join(groups).replace('""', '"').replace("''", "'") for groups in _TOLD.findall(formula)]
