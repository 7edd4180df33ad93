"""Sealed entries in a folder: whoever lacks the key can neither read nor make one, nor tell what it is about.

The name of an entry is a keyed hash of what it is about; its content is sealed with AES-256-GCM (NIST SP 800-38D),
under a random nonce, and bound to that name. What does not open under its name is no entry, whatever happened to it: it
was cut off, changed, copied from elsewhere, or sealed with another key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes
from time import time

from piiscan.keys import MasterKey

__all__ = ["Entries"]

_NONCE = 12
_LARGEST = 1 << 28
"""Bytes of an entry: a larger file is none."""

_PARTS = "parts"
"""The folder of what is being written."""

_DAY = 86_400
_STALE, _UNUSED = _DAY, 90 * _DAY
"""Seconds from which a run that left a part is over, and after which an entry that nobody asked for goes."""


class Entries:
    """`refused` counts files that were there and did not open; `full` says that nothing more can be written."""

    def __init__(self, folder: Path, key: MasterKey) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._folder = folder
        self._naming = key.subkey("cache", None, "names").encode("ascii")
        self._seal = AESGCM(bytes.fromhex(key.subkey("cache", None, "entries")))
        self.refused, self.full = 0, False
        self._clear()

    def name(self, *about: object) -> str:
        """The name of the entry about these plain values."""
        told = json.dumps(about, separators=(",", ":")).encode("ascii")
        return hmac.new(self._naming, told, hashlib.sha256).hexdigest()

    def get(self, name: str) -> bytes | None:
        """What was put under the name, or None."""
        from cryptography.exceptions import InvalidTag

        try:
            descriptor = os.open(self._place(name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with open(descriptor, "rb") as stream:
                sealed = stream.read(_LARGEST)
                with suppress(OSError):  # it may be there for reading only
                    os.utime(descriptor)
        except OSError:
            return None
        try:
            return self._seal.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode("ascii"))
        except (InvalidTag, ValueError):
            self.refused += 1
            return None

    def put(self, name: str, content: bytes) -> None:
        """Have it under the name, whole or not at all. A crash of the machine may lose it: it is not synced."""
        nonce = token_bytes(_NONCE)
        if not self.full and len(content) < _LARGEST // 2:
            self.full = not self._written(name, nonce + self._seal.encrypt(nonce, content, name.encode("ascii")))

    def _written(self, name: str, sealed: bytes) -> bool:
        place, parts = self._place(name), self._folder / _PARTS
        try:
            for folder in (parts, place.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, part = tempfile.mkstemp(dir=parts)  # mode 0600
            with open(descriptor, "wb") as stream:
                stream.write(sealed)
            os.replace(part, place)
        except OSError:
            return False
        return True

    def _place(self, name: str) -> Path:
        return self._folder / name[:2] / name[2:]

    def _clear(self) -> None:
        """Without what killed runs have left half written, and what has not been used for long."""
        now = time()
        for file in self._folder.glob("*/*"):
            with suppress(OSError):  # another run may be clearing, too
                if file.stat().st_mtime < now - (_STALE if file.parent.name == _PARTS else _UNUSED):
                    file.unlink()
