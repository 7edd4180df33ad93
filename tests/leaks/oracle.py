"""The leak oracle: does any value of the canary people stand in what a run left behind?

It knows no recognizer and imports nothing of piiscan: it looks for known values, in every form of `forms.py`,
in every byte of files, file names, containers and output streams.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from tests.leaks.contents import contents
from tests.leaks.forms import FORMS, PARTIAL_FORMS, too_short, views, written
from tests.leaks.signatures import Signatures

Hits = dict[tuple[str, str], int]


def search(
    canaries: Iterable[str],
    roots: Iterable[Path],
    streams: Iterable[bytes] = (),
    partial: Iterable[str] = (),
) -> Hits:
    """`{(place, encoding): n}`: how often the canaries stand in files, folders and captured streams.

    Of `partial` values (long numbers) the first six and last four characters together count as well.
    A root that does not exist, and a canary of less than six bytes without its separators, is an error.
    """
    signatures = _signatures(tuple(canaries), tuple(partial))
    hits: Hits = {}
    for place, data in _everything(roots, streams, signatures):
        hits |= {(place, form): n for form, n in _counted(signatures, data).items()}
    return hits


def assert_no_leak(
    canaries: Iterable[str],
    roots: Iterable[Path],
    streams: Iterable[bytes] = (),
    partial: Iterable[str] = (),
) -> None:
    """Raises AssertionError with counts and places, never with a value."""
    hits = search(canaries, roots, streams, partial)
    lines = [f"\n  {n} in {place}, as {form}" for (place, form), n in sorted(hits.items())]
    if hits:
        raise AssertionError(f"{sum(hits.values())} canaries in {len(hits)} places:{''.join(lines)}")


@lru_cache(maxsize=4)
def _signatures(canaries: tuple[str, ...], partial: tuple[str, ...]) -> dict[str, Signatures]:
    if not canaries or any(map(too_short, canaries)):
        raise ValueError("no canaries, or one that is too short to look for")
    return {
        view: Signatures([*written(canaries, forms), *written(partial, PARTIAL_FORMS.get(view, {}))])
        for view, forms in FORMS.items()
    }


def _counted(signatures: dict[str, Signatures], data: bytes) -> Counter[str]:
    """How often each form occurs; what stands as it is counts once, not again as folded and bare."""
    found = Counter[str]()
    for view, seen in views(data).items():
        found += signatures[view].count(seen)
    return found - Counter({"case": found["utf-8"], "separators": found["case"]})


def _everything(
    roots: Iterable[Path], streams: Iterable[bytes], signatures: dict[str, Signatures]
) -> Iterator[tuple[str, bytes]]:
    for number, stream in enumerate(streams):
        yield from contents(f"stream {number}", stream)
    for number, path in enumerate(sorted({path for root in roots for path in _files(root)})):
        name = os.fsencode(path) + (os.fsencode(os.readlink(path)) if path.is_symlink() else b"")
        place = f"file {number}, whose name leaks" if _counted(signatures, name) else str(path)
        yield f"name of {place}", name
        if path.is_file() and not path.is_symlink():
            yield from contents(place, path.read_bytes())


def _files(root: Path) -> Iterator[Path]:
    """`root` and, for a folder, all that lies in it; links are named but not followed."""
    root.lstat()
    yield root
    if root.is_dir() and not root.is_symlink():
        for child in root.iterdir():
            yield from _files(child)
