"""Writing a file so that its final name never holds a part of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from polars.exceptions import PanicException, PolarsError

from piiscan.durable import sync_folder
from piiscan.errors import OutputFailed
from piiscan.transient import own_file


@contextmanager
def replacing(destination: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes appear under `destination`, mode 0600, once the block has ended without an error.

    On any failure the temporary file beside it is removed. Raises OutputFailed where writing fails; errors
    of piiscan and interrupts pass as they are.
    """
    with writing(destination):
        destination.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = own_file(destination.parent)
        try:
            with os.fdopen(descriptor, "w+b", buffering=0) as stream:
                yield stream
                os.fsync(stream.fileno())
            os.replace(temporary, destination)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
        sync_folder(destination.parent)


@contextmanager
def writing(destination: Path) -> Iterator[None]:
    """Turn what writing there raises into OutputFailed; errors of piiscan and interrupts pass as they are."""
    try:
        yield
    except (OSError, PolarsError, PanicException, UnicodeError, ValueError) as failure:
        raise OutputFailed(f"{destination}: {_reason(failure)}") from None


def write_all(stream: BinaryIO, content: bytes) -> None:
    """Write every byte: an unbuffered stream may take fewer than it is given."""
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]


def _reason(failure: BaseException) -> str:
    if isinstance(failure, OSError) and failure.strerror:
        return failure.strerror.lower()
    return "the masked data could not be written: the disk is full, or it does not fit the format of its source"
