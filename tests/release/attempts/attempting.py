"""What an attempt to get around two approvals is, and what such attempts have in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from piiscan.errors import PiiscanError
from piiscan.signing.envelope import Envelope, opened, sealed
from tests.release.made import Office

Attempt = Callable[[Office, str], None]
ATTEMPTS: dict[str, Attempt] = {}
ON_WEI_S: dict[str, Attempt] = {}


def attempt(attempted: Attempt) -> Attempt:
    ATTEMPTS[attempted.__name__] = attempted
    return attempted


def attempt_on_wei_s(attempted: Attempt) -> Attempt:
    ON_WEI_S[attempted.__name__] = attempted
    return attempted


def refused(action: Callable[[], object]) -> None:
    with pytest.raises(PiiscanError):
        action()


def envelope_at(office: Office, release: str) -> Path:
    return office.folder / "home" / "releases" / release / "release.json"


def resign(office: Office, release: str, change: Callable[[Envelope], Envelope]) -> None:
    place = envelope_at(office, release)
    place.write_bytes(sealed(change(opened(place.read_bytes()))))


def both(office: Office, release: str) -> None:
    office.approve(release, "bao")
    office.approve(release, "lin")
