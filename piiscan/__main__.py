"""The program: `piiscan`, and `python -m piiscan`."""

from __future__ import annotations

from piiscan.cli import main
from piiscan.cli.exits import mute_native_code


def program() -> None:
    """The command line in a process of its own."""
    mute_native_code()
    main()


if __name__ == "__main__":
    program()
