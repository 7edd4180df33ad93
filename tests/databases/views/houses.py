"""Databases with masked views in them, used as their own clients use them."""

from __future__ import annotations

import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from piiscan import pipeline
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.sources.databases.alchemy.mysql import literal as hexadecimal
from piiscan.sources.databases.quoting import literal
from piiscan.verbs.views import views
from piiscan.verbs.views.scripts import script
from tests.databases.servers import Server

Done = subprocess.CompletedProcess[bytes]


@dataclass(frozen=True)
class House(ABC):
    """`run` has the client run a script as it is; `ask` gives what a session of a user gets on stdout and stderr."""

    server: Server
    database: str
    folder: Path

    @abstractmethod
    def run(self, text: str, user: str | None = None) -> Done: ...

    @abstractmethod
    def ask(self, user: str, sql: str) -> str: ...

    @abstractmethod
    def dump(self, user: str, *options: str) -> str:
        """What the client's own program for dumps says."""

    @abstractmethod
    def said(self, text: str) -> str:
        """A text as a literal."""

    def load(self, table: str, frame: pl.DataFrame, types: Mapping[str, str]) -> None:
        """A table with these texts in it, numbered from 0 under `id`; a column of no given type is one of text."""
        declared = ", ".join(f"{name} {types.get(name, 'text')}" for name in frame.columns)
        rows = (f"({i}, {self._row(row)})" for i, row in enumerate(frame.iter_rows()))
        self.execute(
            f"CREATE TABLE {table} (id int PRIMARY KEY, {declared})", f"INSERT INTO {table} VALUES {', '.join(rows)}"
        )

    def _row(self, row: Sequence[str | None]) -> str:
        return ", ".join("NULL" if text is None else self.said(text) for text in row)

    def execute(self, *statements: str) -> list[tuple[object, ...]]:
        """As an administrator."""
        return self.server.execute(self.database, *statements)

    def scanned(self) -> Findings:
        return pipeline.scan(self.server.url(self.database), text="off")

    def made(self, findings: Findings, policy: Policy, plan: Plan | None = None) -> str:
        """The script, which has run."""
        text = script(views(findings, plan or pipeline.plan(findings, policy=policy), policy.roles))
        done = self.run(text)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
        return text

    def written(self, text: str) -> Path:
        file = self.folder / "script.sql"
        file.write_text(text, "utf-8")
        return file


class Postgres(House):
    def run(self, text: str, user: str | None = None) -> Done:
        return self._run("psql", user, "-X", "-q", "-f", str(self.written(text)))

    def ask(self, user: str, sql: str) -> str:
        done = self._run("psql", user, "-X", "-q", "-At", "-c", sql)
        return (done.stdout + done.stderr).decode()

    def dump(self, user: str, *options: str) -> str:
        done = self._run("pg_dump", user, *options)
        return (done.stdout + done.stderr).decode()

    def said(self, text: str) -> str:
        return literal(text)

    def _run(self, program: str, user: str | None, *options: str) -> Done:
        place = ["-h", str(self.server.folder), "-p", str(self.server.port), "-U", user or "admin", "-d", self.database]
        return subprocess.run([program, *place, *options], capture_output=True, check=False)


class MariaDB(House):
    def run(self, text: str, user: str | None = None) -> Done:
        with self.written(text).open("rb") as script:
            return self._run("mariadb", user, stdin=script)

    def ask(self, user: str, sql: str) -> str:
        done = self._run("mariadb", user, "--default-character-set=utf8mb4", "--show-warnings", "-N", "-e", sql)
        return (done.stdout + done.stderr).decode()

    def dump(self, user: str, *options: str) -> str:
        done = self._run("mariadb-dump", user, "--force", *options)
        return (done.stdout + done.stderr).decode()

    def said(self, text: str) -> str:
        return hexadecimal(text)

    def _run(self, program: str, user: str | None, *options: str, stdin: object = None) -> Done:
        command = [
            program,
            "--no-defaults",
            f"--socket={self.server.socket['unix_socket']}",
            f"--user={user or 'root'}",
        ]
        return subprocess.run([*command, *options], stdin=stdin, capture_output=True, check=False)  # type: ignore[call-overload]
