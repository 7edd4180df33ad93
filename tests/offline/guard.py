"""What a test and the commands that it starts may talk to: sockets of this file system, and no other machine.

An audit hook (PEP 578) sees every socket of Python, whoever opens it. It does not see those of compiled code:
`test_offline.py` runs commands where there is no network at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

refused: list[str] = []
"""What was asked for and not allowed; the code under test may have swallowed the error."""

_VARIABLE = "TESTS_LOOPBACK"
_loopback = _VARIABLE in os.environ
_NAMES = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
_ADDRESSES = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
"""Event -> which of its arguments says where to."""


class Reached(AssertionError):
    """Something asked for the network."""


@contextmanager
def loopback(allowed: bool) -> Iterator[None]:
    """Whether servers on this machine may be talked to, too."""
    global _loopback  # noqa: PLW0603 - a hook is one for the process
    before, _loopback = _loopback, allowed
    try:
        yield
    finally:
        _loopback = before


def passed_on() -> dict[str, str]:
    """What the environment of a command says, so that it may do what its test may."""
    return {_VARIABLE: "1"} if _loopback else {}


def install() -> None:
    """For the rest of the process: a hook cannot be taken away."""
    sys.addaudithook(_seen)


def _seen(event: str, args: tuple[Any, ...]) -> None:
    if event in _NAMES:
        host = args[_NAMES[event]]
    elif event in _ADDRESSES and isinstance(args[_ADDRESSES[event]], tuple):
        host = args[_ADDRESSES[event]][0]
    else:
        return
    if not (_loopback and _is_here(host)):
        refused.append(f"{event} {host}")
        raise Reached(refused[-1])


def _is_here(host: object) -> bool:
    try:
        return host in (None, "localhost") or ip_address(str(host)).is_loopback
    except ValueError:
        return False
