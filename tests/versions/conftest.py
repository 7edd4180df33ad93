"""The command in this very process."""

from tests.cli.conftest import cli as cli
