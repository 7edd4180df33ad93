"""Options that mean the same in every command."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.errors import UsageError
from piiscan.model.recognizer import FREE_TEXT

if TYPE_CHECKING:
    from piiscan.model.decision import Decision
    from piiscan.model.finding import Findings
    from piiscan.model.policy import Policy
    from piiscan.model.register import Purpose, System
    from piiscan.sources import ReadOptions


REGISTER = Path("register")
"""Where records are, if nothing else is said."""

_YAML = (".yaml", ".yml")


class Text(StrEnum):
    """What text models see: a sample of long columns, nothing, or everything."""

    AUTO = "auto"
    OFF = "off"
    FULL = "full"


class Form(StrEnum):
    """For people, or for programs."""

    TABLE = "table"
    JSON = "json"


class TablesAs(StrEnum):
    """What files the tables of a server become."""

    PARQUET = "parquet"
    CSV = "csv"


class Engine(StrEnum):
    """What reads the rows."""

    LOCAL = "local"
    SPARK = "spark"


class Lang(StrEnum):
    """The language of entity and tier names in reports."""

    EN = "en"
    ZH = "zh"


PolicyFile = Annotated[Path | None, typer.Option("--policy", help="A policy file; else partner-default.")]
Decisions = Annotated[Path | None, typer.Option(metavar="FILE", help="What people have decided of columns.")]
Scheme = Annotated[
    str | None, typer.Option("--scheme", metavar="NAME", help="Levels of a legal scheme beside the tiers.")
]
TextOption = Annotated[Text, typer.Option("--text", help="What text models see; patterns see every row.")]
AsOf = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day ages are computed against.")]
Include = Annotated[list[str] | None, typer.Option(help="Only paths that match this glob (repeatable).")]
Exclude = Annotated[list[str] | None, typer.Option(help="No paths that match this glob (repeatable).")]
Encoding = Annotated[str | None, typer.Option(help="The encoding of text files, where it is not found out.")]
Delimiter = Annotated[str | None, typer.Option(help="The delimiter of CSV files, where it is not found out.")]
Widths = Annotated[Path | None, typer.Option(metavar="FILE", help="The columns of fixed width files: YAML or JSON.")]
Views = Annotated[bool, typer.Option("--views", help="Read the views of databases, too.")]
To = Annotated[TablesAs, typer.Option("--to", help="What files the tables of a server become.")]
Reads = Annotated[Engine, typer.Option("--engine", help="What reads the rows: this machine, or Spark.")]
Format = Annotated[Form, typer.Option("-f", "--format", help="A table for people, or one JSON document.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write here, atomically, not to stdout.")]
Key = Annotated[str | None, typer.Option("--key", metavar="REF", help="A key by its reference, see `keys`.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace an existing destination.")]
Language = Annotated[Lang, typer.Option("--lang", help="Language of entity and tier names.")]
FindingsFile = Annotated[Path, typer.Argument(metavar="FINDINGS", help="A findings document (scan -f json).")]
FailOn = Annotated[int | None, typer.Option(min=1, max=4, help="Exit 1 for findings of this tier or above.")]
RegisterFolder = Annotated[
    Path | None, typer.Option("--register", metavar="DIR", help="Records of purposes, partners and people.")
]
Database = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="What happened, as `audit index` has put it there.")
]
Subset = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ROWS", help="TABLE where CONDITION limit N of a database, and what keys lead to (repeatable)."
    ),
]
PlanFile = Annotated[Path, typer.Option("--plan", help="The plan.")]


def day(as_of: datetime | None) -> date | None:
    return as_of.date() if as_of else None


def read_options(
    include: list[str] | None = None,
    exclude: list[str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    widths: Path | None = None,
    views: bool = False,
    to: TablesAs = TablesAs.PARQUET,
) -> ReadOptions:
    from piiscan.sources import ReadOptions

    return ReadOptions(
        delimiter=delimiter,
        encoding=encoding,
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        widths=widths,
        views=views,
        tables_as=to.value,
    )


def policy_in(path: Path | None) -> Policy:
    """The policy in a file, or the default one; a stale one is said on stderr."""
    from piiscan.detection.packs import recognizers
    from piiscan.policy.policies import default_policy, load_policy
    from piiscan.policy.records import out_of_date
    from piiscan.transforms import OPERATORS

    if path is None:
        return default_policy()
    policy = load_policy(path, {r.entity for r in recognizers()} | {FREE_TEXT}, set(OPERATORS.names))
    if stale := out_of_date(policy, date.today()):
        typer.echo(f"piiscan: warning: {stale}", err=True)
    return policy


def decisions_in(path: Path | None) -> tuple[Decision, ...]:
    """The decisions in a file; none without one."""
    from piiscan.pipeline.deciding import decisions_in

    return () if path is None else decisions_in(path)


def notice(said: str) -> None:
    """A line on stderr."""
    typer.echo(f"piiscan: {said}", err=True)


def findings_in(path: Path) -> Findings:
    """The findings in a file. Raises UsageError for what are none."""
    from piiscan.reports.findings import load

    return load(path)


def purpose_in(name: str, register: Path | None) -> Purpose:
    """The purpose in a file, or the one of that name in the register; a stale one is said on stderr."""
    from piiscan.policy.purposes import load_purpose
    from piiscan.policy.records import out_of_date
    from piiscan.policy.register import Register

    found = load_purpose(Path(name)) if name.endswith(_YAML) else Register(register_at(register)).purpose(name)
    if stale := out_of_date(found, date.today()):
        notice(f"warning: {stale}")
    return found


def systems_in(register: Path | None) -> list[System]:
    """The systems of the register; none where there is no register, and none was named."""
    from piiscan.policy.register import Register

    folder = register_or_none(register)
    return Register(folder).systems() if folder else []


def register_or_none(folder: Path | None) -> Path | None:
    """The folder of the register; None where none was named, and none is here."""
    return register_at(folder) if folder or REGISTER.is_dir() else None


def purpose_or_name(name: str | None, register: Path | None) -> Purpose | str | None:
    """The purpose, where there is a register or its file is named; else the mere name."""
    kept = name is not None and (name.endswith(_YAML) or register or REGISTER.is_dir())
    return purpose_in(name, register) if name is not None and kept else name


def register_at(folder: Path | None) -> Path:
    """The folder of the register. Raises UsageError where it is not there."""
    folder = folder or REGISTER
    if not folder.is_dir():
        raise UsageError(f"there is no register {folder}: name one with --register, or a purpose by its file")
    return folder
