"""The command line: options in, one call of the pipeline, an exit code out."""

from __future__ import annotations

from piiscan.cli.exits import guarded


def main() -> None:
    """Run the command in sys.argv and exit with its code (contracts.md, exit codes)."""
    from piiscan.cli.app import app

    guarded(app)
