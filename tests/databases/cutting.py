"""Connections that break: a relay that drops all of them after so many bytes, and servers that end their sessions."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread

from tests.databases.servers import Server

_BLOCK = 1 << 14


class Relay:
    """Between clients and a port of this machine. Once `limit` bytes have come back, nothing more gets through."""

    def __init__(self, to: int, limit: int | None) -> None:
        self._to, self._limit, self._lock = to, limit, Lock()
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.passed = 0
        self.cut = Event()
        Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._listening.getsockname()[1])

    def close(self) -> None:
        with self._lock:
            for one in (self._listening, *self._open):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self.cut.is_set():
                client, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                with self._lock:
                    self._open += [client, server]
                Thread(target=self._pump, args=(client, server, False), daemon=True).start()
                Thread(target=self._pump, args=(server, client, True), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while block := source.recv(_BLOCK):
                if counted and self._limit is not None and self.passed + len(block) > self._limit:
                    target.sendall(block[: max(0, self._limit - self.passed)])
                    self.cut.set()
                    break
                self.passed += len(block) if counted else 0
                target.sendall(block)
        if self.cut.is_set():
            self.close()
        else:
            for one in (source, target):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


@contextmanager
def relayed(server: Server, limit: int | None = None) -> Iterator[Relay]:
    relay = Relay(server.port, limit)
    try:
        yield relay
    finally:
        relay.close()


@contextmanager
def killed(server: Server, seconds: float) -> Iterator[Event]:
    """All sessions of piiscan end after so many seconds, unless the block has ended; whether that was."""
    done, hit = Event(), Event()

    def wait() -> None:
        if not done.wait(seconds):
            hit.set()
            _KILLS[server.scheme](server)

    killer = Thread(target=wait)
    killer.start()
    try:
        yield hit
    finally:
        done.set()
        killer.join()


def _kill_postgres(server: Server) -> None:
    asked = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'piiscan'"
    server.execute("postgres", asked)


def _kill_mysql(server: Server) -> None:
    asked = "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user <> 'system user'"
    for (number,) in server.execute(None, asked):
        with suppress(Exception):  # it may have ended by itself
            server.execute(None, f"KILL {number}")


_KILLS: dict[str, Callable[[Server], None]] = {"postgresql": _kill_postgres, "mysql": _kill_mysql}
