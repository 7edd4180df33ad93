"""Options mean the same wherever they stand, and text fits where it is read."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path

import pytest
import typer

from piiscan.cli.app import app
from tests.cli.conftest import Cli
from tests.leaks.runner import PIISCAN, ROOT


def commands() -> list[tuple[str, ...]]:
    """Every command and group, as it is typed."""
    root = typer.main.get_command(app)
    groups = {name: getattr(command, "commands", {}) for name, command in root.commands.items()}  # type: ignore[attr-defined]
    return [(), *((name,) for name in groups), *((name, sub) for name, subs in groups.items() for sub in subs)]


def test_all_commands_of_the_contract_are_there() -> None:
    wanted = "scan explain plan mask verify share detect check report risk".split()
    groups = {
        "recognizers": "list show test export",
        "policy": "init show check",
        "keys": "new list rotate destroy rekey unmask",
        "audit": "verify show report checkpoint",
    }
    missing = {(name,) for name in wanted} | {(g, sub) for g, subs in groups.items() for sub in subs.split()}
    assert missing - set(commands()) == set()


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_names_every_option_and_says_what_it_does(cli: Cli, command: tuple[str, ...]) -> None:
    run = cli(*command, "--help")
    assert (run.exit_code, run.stderr) == (0, b"")
    found = typer.main.get_command(app)
    for name in command:
        found = found.commands[name]  # type: ignore[attr-defined]
    options = [option for option in found.params if option.param_type_name == "option"]
    assert [flag for option in options for flag in option.opts if flag not in run.stdout.decode()] == []
    assert [option.name for option in found.params if not getattr(option, "help", None)] == []


def test_options_come_from_the_file_the_environment_and_the_command_line_in_that_order(
    cli: Cli, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def languages(*args: str) -> bool:
        return "居民身份证" in cli("report", "findings.json", "-f", "table", *args).stdout.decode()

    cli("scan", plain, "-f", "json", "-o", "findings.json")
    assert not languages()
    Path("piiscan.toml").write_text('[report]\nlang = "zh"\n')
    assert languages()
    monkeypatch.setenv("PIISCAN_REPORT_LANG", "en")
    assert not languages()
    assert languages("--lang", "zh")


def test_the_nearest_file_upwards_is_used_or_the_one_that_is_named(
    cli: Cli, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("piiscan.toml").write_text('[scan]\nformat = "json"\nfail-on = 4\ninclude = ["*.csv"]\n')
    Path("other.toml").write_text('[recognizers.list]\nformat = "json"\n')
    Path("a/b").mkdir(parents=True)
    monkeypatch.chdir("a/b")
    run = cli("scan", plain)
    assert run.exit_code == 1
    assert json.loads(run.stdout)["complete"] is True
    assert json.loads(cli("--config", "../../other.toml", "recognizers", "list").stdout)


@pytest.mark.parametrize(
    "content", ["lang = 'zh'", "[scan]\nlanguage = 'zh'", "[skan]\nlang = 'zh'", "[scan", "[scan]\nfail-on = 'high'"]
)
def test_a_file_that_says_something_unknown_is_refused(cli: Cli, plain: Path, content: str) -> None:
    Path("piiscan.toml").write_text(content)
    run = cli("scan", plain)
    assert (run.exit_code, run.stdout) == (2, b"")
    assert run.stderr.count(b"\n") == 1


def test_a_named_file_that_is_missing_is_refused(cli: Cli, plain: Path) -> None:
    assert cli("--config", "missing.toml", "scan", plain).exit_code == 2


def test_text_fits_80_columns_without_colours_where_no_terminal_is(cli: Cli, planned: Path) -> None:
    cli("mask", "people.csv", "out.csv", "--plan", planned, "--key", "env:KEY")
    for args in (
        ["scan", "people.csv"],
        ["explain", "findings.json", "id_no"],
        ["report", "findings.json", "-f", "table", "--lang", "zh"],
        ["verify", "people.csv", "out.csv", "--plan", planned, "--key", "env:KEY"],
    ):
        out = cli(*args).stdout
        assert b"\x1b" not in out
        assert max(map(_cells, out.decode().splitlines())) <= 80, args


@pytest.mark.parametrize(("width", "plain_only"), [(80, False), (140, False), (140, True)])
def test_a_terminal_gets_its_width_and_colours_unless_no_color_is_set(
    project: Path, width: int, plain_only: bool
) -> None:
    out = _on_a_terminal(width, ["report", str(project / "findings.json"), "-f", "table"], plain_only)
    assert ("\x1b[" in out) is not plain_only
    widest = max(_cells(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in out.splitlines())
    assert width - 45 < widest <= width


def _on_a_terminal(width: int, args: list[str], plain_only: bool) -> str:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm", "LANG": "C.UTF-8"}
    run = subprocess.Popen([*PIISCAN, *args], stdout=theirs, env=env | ({"NO_COLOR": "1"} if plain_only else {}))
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 65536):
            parts.append(part)
    except OSError:  # Linux says EIO where a terminal has been left
        pass
    assert run.wait(30) == 0
    os.close(ours)
    return b"".join(parts).decode()


def _cells(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)
