"""Files that a plan names, read once and held to the digest that the plan gives: same plan, same bytes."""

from __future__ import annotations

import csv
import hmac
import io
from functools import cache
from hashlib import sha256
from pathlib import Path

from piiscan.errors import PlanError

__all__ = ["digest_of", "rows"]

_LARGEST = 64 << 20
"""Bytes of a file, at most: its values are held in memory."""


def digest_of(content: bytes, subkey: str | None = None) -> str:
    """`sha256:` and the digest, for files that hold nothing about anybody; `hmac-sha256:` with a key for all others."""
    if subkey is None:
        return f"sha256:{sha256(content).hexdigest()}"
    return f"hmac-sha256:{hmac.digest(subkey.encode('ascii'), content, 'sha256').hex()}"


@cache
def rows(operator: str, file: str, digest: str, subkey: str | None = None) -> tuple[tuple[str, ...], ...]:
    """The rows of a CSV file in UTF-8, those without text left out; `file` is sought from the working directory.

    Raises PlanError where it cannot be read, or is not the one of the plan; then it says which digest it has.
    """
    try:
        content = Path(file).read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError):
        raise PlanError(f"operator {operator}: {file} cannot be read, or is not in UTF-8") from None
    if len(content) > _LARGEST:
        raise PlanError(f"operator {operator}: {file} is larger than {_LARGEST >> 20} MiB")
    if (found := digest_of(content, subkey)) != digest:
        raise PlanError(f"operator {operator}: {file} is not the file of the plan: its digest is {found}")
    try:
        read = csv.reader(io.StringIO(text, newline=""), strict=True)
        return tuple(tuple(cell.strip() for cell in row) for row in read if any(cell.strip() for cell in row))
    except csv.Error:
        raise PlanError(f"operator {operator}: {file} is not a CSV file") from None
