"""Private servers of PostgreSQL and MariaDB in a temporary folder, on a socket and a port of this machine."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from glob import glob
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import adbc_driver_postgresql.dbapi as postgres
import pymysql
import pytest

PASSWORD = "correct-horse-battery"
"""Of the role `guarded`, which is asked for it."""

_PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """`execute` runs statements in a database, as an administrator; `folder` holds its socket and certificate."""

    scheme: str
    folder: Path
    port: int
    socket: dict[str, str]
    admin: str
    execute: Callable[..., list[Any]]

    def url(self, database: str, user: str | None = None, **query: str) -> str:
        return f"{self.scheme}://{user or self.admin}@localhost/{database}?{urlencode({**self.socket, **query})}"

    def over_tcp(self, database: str, user: str, **query: str) -> str:
        return f"{self.scheme}://{user}@127.0.0.1:{self.port}/{database}?{urlencode(query)}"


@contextmanager
def postgresql() -> Iterator[Server]:
    """Trusts everybody but `guarded`; TLS on its port, with a certificate of its own making (`root.crt`)."""
    programs = Path(_found("postgres", "/usr/lib/postgresql/*/bin/postgres")).parent
    with _folder() as folder:
        data, port = folder / "data", _free_port()
        _run(folder, programs / "initdb", "-D", data, "-U", "admin", "-A", "trust", "-E", "UTF8", "--no-sync")
        certify(folder)
        hba = data / "pg_hba.conf"
        hba.write_text("local all guarded scram-sha-256\nhostssl all all 127.0.0.1/32 trust\nlocal all all trust\n")
        settings = {
            "unix_socket_directories": folder,
            "listen_addresses": "127.0.0.1",
            "port": port,
            "fsync": "off",
            "ssl": "on",
            "ssl_cert_file": folder / "root.crt",
            "ssl_key_file": folder / "root.key",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with _started(folder, programs / "postgres", "-D", data, *options):
            server = Server(
                "postgresql", folder, port, {"host": str(folder), "port": str(port)}, "admin", _psql(folder, port)
            )
            _wait(lambda: server.execute("postgres", "SELECT 1"))
            yield server


@contextmanager
def mariadb() -> Iterator[Server]:
    """`root` needs no password."""
    install, daemon = _found("mariadb-install-db"), _found("mariadbd", "/usr/sbin/mariadbd")
    with _folder() as folder:
        data, place, port = folder / "data", folder / "s", _free_port()
        method = "--auth-root-authentication-method=normal"
        _run(folder, install, "--no-defaults", f"--datadir={data}", method, "--skip-test-db")
        options = [f"--datadir={data}", f"--socket={place}", f"--port={port}", "--bind-address=127.0.0.1"]
        with _started(folder, daemon, "--no-defaults", *options, "--innodb-flush-log-at-trx-commit=0"):
            server = Server("mysql", folder, port, {"unix_socket": str(place)}, "root", _mysql(place))
            _wait(lambda: _answers(place))
            yield server


def certify(folder: Path) -> None:
    """A certificate for 127.0.0.1 that signs itself, `root.crt` with `root.key`."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])  # Java takes no issuer without a name
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "root.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "root.key").write_bytes(key.private_bytes(pem, pkcs8, serialization.NoEncryption()))
    (folder / "root.key").chmod(0o600)
    _hand_over(folder / "root.key", folder / "root.crt")


def _psql(folder: Path, port: int) -> Callable[..., list[Any]]:
    def execute(database: str, *statements: str) -> list[Any]:
        found: list[Any] = []
        uri = f"postgresql://admin@/{database}?host={folder}&port={port}"
        with postgres.connect(uri, autocommit=True) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                found = cursor.fetchall() if cursor.description else []
        return found

    return execute


def _mysql(place: Path) -> Callable[..., list[Any]]:
    def execute(database: str | None, *statements: str) -> list[Any]:
        connection = pymysql.connect(unix_socket=str(place), user="root", database=database, charset="utf8mb4")
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            connection.commit()
            return list(cursor.fetchall())

    return execute


def _found(name: str, *patterns: str) -> str:
    """A program; a test without it fails: CI is to install it."""
    places = [place for pattern in patterns for place in sorted(glob(pattern), reverse=True)]
    program = next(iter(places), None) or shutil.which(name)
    if program is None:
        pytest.fail(f"{name} is not installed: apt-get install postgresql mariadb-server", pytrace=False)
    return program


@contextmanager
def _folder() -> Iterator[Path]:
    """Short, as the path of a socket must be, and of the one who runs the server."""
    folder = Path(tempfile.mkdtemp(prefix="piidb", dir="/tmp"))
    folder.chmod(0o755)
    _hand_over(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hand_over(*paths: Path) -> None:
    if os.getuid() == 0:
        for path in paths:
            shutil.chown(path, "nobody", "nogroup")


def _as() -> dict[str, Any]:
    """Servers refuse to be run by root."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}


def _run(folder: Path, *command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, cwd=folder, check=False, **_as())
    assert done.returncode == 0, done.stderr.decode()[-2000:]


@contextmanager
def _started(folder: Path, *command: object) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, cwd=folder, **_as())
    try:
        yield
    finally:
        process.send_signal(signal.SIGQUIT if "postgres" in str(command[0]) else signal.SIGKILL)
        process.wait(30)


def _wait(ready: Callable[[], object]) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            ready()
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _answers(place: Path) -> None:
    """Without the driver, which leaves sockets behind where nobody answers."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.connect(str(place))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
