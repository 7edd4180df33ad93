"""The objects behind a URL, as the files of a folder would be: sorted, without hidden ones, tables of lakes as one."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.finding import Incomplete
from piiscan.sources.found import Found
from piiscan.sources.lakes.kinds import DELTA_LOG, METADATA, VERSION, Kind
from piiscan.sources.options import ReadOptions
from piiscan.sources.stores.store import MISSING, Missing, Stored, listed, looked_up
from piiscan.sources.stores.urls import StoreUrl

_MARKER = "_SUCCESS"


def members(url: StoreUrl, options: ReadOptions) -> list[Found | Incomplete]:
    """Raises UsageError where nothing is there; what cannot be listed is incomplete."""
    try:
        one = looked_up(url)
        found = [Found(_pinned(one, options), url.name)] if one else []
        below = sorted(listed(url), key=lambda stored: str(stored.url).split("/"))
    except Missing:
        found, below = [], []
    except SourceUnreadable as failure:
        return [Incomplete(failure.source, failure.reason)]
    if not found and not below:
        raise UsageError(f"{url}: {MISSING}")
    return [*found, *_below(url, below, options)]


def _below(root: StoreUrl, below: list[Stored], options: ReadOptions) -> Iterator[Found]:
    keys = {stored.url.path.removeprefix(root.path).lstrip("/"): stored for stored in below}
    lakes = _lakes(keys)
    for key, stored in keys.items():
        lake = next((folder for folder in lakes if folder == "." or key.startswith(f"{folder}/")), None)
        if lake is not None:
            if (kind := lakes[lake]) is not None:
                yield Found(root if lake == "." else root.within(lake), lake, kind)
            lakes[lake] = None
        elif not _left_out(key, stored, keys):
            yield Found(_pinned(stored, options), key)


def _lakes(keys: dict[str, Stored]) -> dict[str, Kind | None]:
    """Folder -> which kind of table it is; the outermost ones."""
    found: dict[str, Kind | None] = {}
    for key in keys:
        parts = key.split("/")
        delta = DELTA_LOG in parts[:-1]
        if delta or (parts[-2:-1] == [METADATA] and VERSION.fullmatch(parts[-1])):
            folder = "/".join(parts[: parts.index(DELTA_LOG)] if delta else parts[:-2]) or "."
            found[folder] = "delta" if delta else found.get(folder, "iceberg")
    return found


def _left_out(key: str, stored: Stored, keys: dict[str, Stored]) -> bool:
    """Hidden, or empty and there only to say that a folder is there, or that it was written to its end."""
    if any(part.startswith(".") for part in key.split("/")):
        return True
    return not stored.size and (key.endswith(_MARKER) or any(other.startswith(f"{key}/") for other in keys))


def _pinned(stored: Stored, options: ReadOptions) -> Stored:
    """In the state that this run has seen first."""
    return Stored(stored.url, stored.size, options.versions.setdefault(str(stored.url), stored.tag))
