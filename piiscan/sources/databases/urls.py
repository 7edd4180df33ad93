"""URLs of databases: where one is, without ever holding or showing a password.

`postgresql://reader@host:5432/shop?schema=public&password=env:SHOP_PASSWORD&sslmode=verify-full`: `schema` names the
one schema that is meant, by which keys are shorter; `password` is a reference (`env:NAME`, `file:PATH`); `timeout` is
how many seconds a statement may take; `connections` is how many tables of PostgreSQL are scanned at the same time. What
else stands in the query is for the driver: sslmode, ssl_ca, host.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from piiscan.errors import UsageError
from piiscan.sources.lakes.names import is_named
from piiscan.sources.stores.urls import is_store
from piiscan.sources.targets import shown

PASSWORD = "PIISCAN_DB_PASSWORD"
"""The environment variable that holds the password of a URL that refers to none."""

TIMEOUT = 3600
"""Seconds that a statement may take, unless the URL says otherwise."""

_URL = re.compile(r"[a-z][a-z0-9+_]*://")
_LOCAL = re.compile(r"(?:sqlite|duckdb):///")
_SECRET = re.compile(r"pass(?:word|wd)$|secret|token", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:env|file):.")
_LONGEST = 4096

REFUSED = (
    "a password in a URL can be seen by others, and stays in histories: leave it out, and set"
    f" {PASSWORD}, or say ?password=env:NAME or ?password=file:PATH, or keep it in ~/.pgpass"
)


@dataclass(frozen=True, slots=True)
class Location:
    """A server's database. `query` is what is for its driver, `secret` the reference to its password."""

    dialect: str
    user: str | None
    host: str | None
    port: int | None
    database: str
    schema: str | None
    timeout: int
    secret: str | None = field(repr=False)
    query: Mapping[str, str] = field(default_factory=dict)
    connections: int = 1

    @property
    def space(self) -> str | None:
        """The one schema that is meant, by which keys are shorter: of MySQL, it is a database."""
        return self.schema or (self.database or None if self.is_mysql else None)

    @property
    def is_mysql(self) -> bool:
        return self.dialect.partition("+")[0] in ("mysql", "mariadb")

    @property
    def shown(self) -> str:
        """What it is called in reports: no user, no query."""
        place = f"{self.host or ''}{f':{self.port}' if self.port else ''}"
        schema = f"?schema={quote(self.schema)}" if self.schema else ""
        return shown(f"{self.dialect}://{place}/{quote(self.database)}{schema}")

    def password(self) -> str | None:
        """What the reference stands for, or the environment; None: the driver knows (a .pgpass, a socket).

        Raises UsageError where the reference leads nowhere, or to a file that others may read.
        """
        if self.secret is None:
            return os.environ.get(PASSWORD)
        scheme, _, name = self.secret.partition(":")
        return _variable(name) if scheme == "env" else _content(Path(name))


def in_file(dialect: str, name: str) -> Location:
    """That of a database which is a file."""
    return Location(dialect, None, None, None, name, None, TIMEOUT, None)


def is_url(target: str) -> bool:
    """Whether a target names a server of databases."""
    return bool(_URL.match(target)) and not _LOCAL.match(target) and not is_store(target) and not is_named(target)


def dialect_of_file(target: str) -> str | None:
    """The dialect of a database that is to be a file, where the target says so."""
    found = _LOCAL.match(target)
    return found and found[0].partition(":")[0]


def without_scheme(target: str) -> str:
    """The path in a URL of a file (`sqlite:///shop.db`, `duckdb:////data/shop.duckdb`); other targets as they are."""
    found = _LOCAL.match(target)
    return unquote(target[found.end() :].partition("?")[0]) if found else target


def located(url: str) -> Location:
    """Raises UsageError for a password, and for what is no URL of a database; neither is repeated."""
    try:
        parts = urlsplit(url)
        port, password = parts.port, parts.password
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise UsageError("a URL of a database is malformed: say postgresql://USER@HOST:PORT/DATABASE") from None
    secret = query.pop("password", None)
    if password is not None or (secret is not None and not _REFERENCE.match(secret)) or any(map(_SECRET.search, query)):
        raise UsageError(REFUSED)
    timeout, connections = query.pop("timeout", str(TIMEOUT)), query.pop("connections", "1")
    if not all(number.isascii() and number.isdigit() for number in (timeout, connections)) or "options" in query:
        raise UsageError(
            "in the URL of a database, timeout is a number of seconds, connections is a number of them, and options is"
            " not to be set"
        )
    return Location(
        parts.scheme,
        None if parts.username is None else unquote(parts.username),
        parts.hostname,
        port,
        unquote(parts.path[1:]),
        query.pop("schema", None),
        int(timeout),
        secret,
        query,
        int(connections),
    )


def _variable(name: str) -> str:
    if name not in os.environ:
        raise UsageError("the environment variable that ?password=env: names is not set")
    return os.environ[name]


def _content(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            mode, content = os.fstat(stream.fileno()).st_mode, stream.read(_LONGEST)
    except OSError:
        raise UsageError("the file that ?password=file: names cannot be opened") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UsageError("the file that ?password=file: names is open to other users: `chmod 600` it")
    return content.decode("utf-8", "replace").strip("\r\n")
