"""The command line: options in, one call of the pipeline, an exit code out."""

from __future__ import annotations

from piiscan.cli.exits import guarded


def main() -> None:
    """Run the command in sys.argv and exit with its code (contracts.md, exit codes)."""
    guarded(_run)


def _run() -> object:
    from piiscan.cli.app import app

    return app(prog_name="piiscan", standalone_mode=False)  # gives what typer.Exit carries, and 130 for Ctrl-C
