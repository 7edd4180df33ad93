"""The program: `piiscan`, and `python -m piiscan`."""

from __future__ import annotations

import os

from piiscan.cli import main
from piiscan.cli.exits import mute_native_code

_CHUNK = 4 << 20
"""Bytes of CSV that Polars reads at a time, some of them ahead: by itself it takes four times as many."""


def program() -> None:
    """The command line in a process of its own."""
    os.environ.setdefault("POLARS_CSV_CHUNK_SIZE", str(_CHUNK))
    mute_native_code()
    main()


if __name__ == "__main__":
    program()
