"""One module a format. Its ROWS name each shape and write the people to a path in it.

The first word of a name is the suffix of the file. A function that cannot write all that it is given (an
encoding without Han, a text without columns) gives back the frame that it did write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import polars as pl

Row = Callable[[pl.DataFrame, Path], pl.DataFrame | None]


def every_row() -> Mapping[str, Row]:
    """The rows of all modules here; a name that stands twice is an error."""
    rows: dict[str, Row] = {}
    for module in iter_modules(__path__):
        found: Mapping[str, Row] = import_module(f"{__name__}.{module.name}").ROWS
        assert not rows.keys() & found.keys(), f"{module.name}: names a row that another module has"
        rows |= found
    return rows
