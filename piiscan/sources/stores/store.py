"""One bucket: what it lists, gives and takes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from piiscan.errors import SourceUnreadable
from piiscan.sources.databases.arrow import require
from piiscan.sources.spool import BLOCK
from piiscan.sources.stores.urls import StoreUrl

if TYPE_CHECKING:
    from obstore import ObjectMeta

RETRIES, PATIENCE = 3, timedelta(seconds=60)
"""How often, and how long, a request is tried again."""

MISSING = "no such bucket, prefix or object"
_DENIED = "access is denied: the credentials in the environment do not suffice for it, or there are none"
_UNREACHED = (
    "the store cannot be reached, or refuses: check the endpoint, region and credentials in the environment"
    " (AWS_ENDPOINT_URL, AWS_REGION; AWS_ALLOW_HTTP=true for an endpoint without TLS)"
)
_CHANGED = "changed while it was read"


class Missing(Exception):
    """The bucket, or the object, is not there."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object, in the state that `tag` names."""

    url: StoreUrl
    size: int
    tag: str

    def __fspath__(self) -> str:
        return str(self.url)

    @classmethod
    def of(cls, url: StoreUrl, meta: ObjectMeta) -> Stored:
        return cls(url, meta["size"], meta["e_tag"] or meta["last_modified"].isoformat())


def listed(folder: StoreUrl) -> Iterator[Stored]:
    """All objects under a prefix. Raises Missing, SourceUnreadable."""
    import obstore

    root = StoreUrl(folder.scheme, folder.bucket, "")
    with told(folder):
        for chunk in obstore.list(bucket(folder.scheme, folder.bucket), prefix=folder.path or None):
            yield from (Stored.of(root.within(meta["path"]), meta) for meta in chunk)


def looked_up(url: StoreUrl) -> Stored | None:
    """The object of this very key; None where there is none. Raises SourceUnreadable."""
    import obstore

    if not url.path:
        return None
    try:
        with told(url):
            return Stored.of(url, obstore.head(bucket(url.scheme, url.bucket), url.path))
    except Missing:
        return None


def content(stored: Stored, source: str) -> Iterator[bytes]:
    """The bytes of an object, a block at a time. Raises SourceUnreadable where it is not in its state any more."""
    import obstore

    url, taken = stored.url, 0
    try:
        with told(url, source):
            found = obstore.get(bucket(url.scheme, url.bucket), url.path)
            if Stored.of(url, found.meta) != stored:
                raise SourceUnreadable(source, _CHANGED)
            for block in found.stream(min_chunk_size=BLOCK):
                taken += len(block)
                yield bytes(block)
    except Missing:
        raise SourceUnreadable(source, _CHANGED) from None
    if taken != stored.size:
        raise SourceUnreadable(source, "was cut short while it was read")


def put(file: Path, url: StoreUrl) -> None:
    """Put a file: the object comes to be with its last byte, or not at all. Raises Missing, SourceUnreadable."""
    import obstore

    with told(url):
        obstore.put(bucket(url.scheme, url.bucket), url.path, file)


def delete(urls: list[StoreUrl]) -> None:
    """Raises Missing, SourceUnreadable."""
    import obstore

    for url in urls:
        with told(url):
            obstore.delete(bucket(url.scheme, url.bucket), url.path)


@contextmanager
def told(url: StoreUrl, source: str = "") -> Iterator[None]:
    """Turn what obstore raises into Missing or SourceUnreadable."""
    require("obstore", "stores", source or str(url))
    from obstore import exceptions

    try:
        yield
    except FileNotFoundError:
        raise Missing from None
    except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError, PermissionError):
        raise SourceUnreadable(source or str(url), _DENIED) from None
    except (exceptions.BaseError, OSError, ValueError) as failure:
        said = str(failure)
        if "NoSuchBucket" in said or "ContainerNotFound" in said:
            raise Missing from None
        raise SourceUnreadable(source or str(url), _UNREACHED) from None


@lru_cache(maxsize=64)
def bucket(scheme: str, name: str) -> Any:
    """The environment says who asks, and where."""
    from obstore.store import AzureStore, GCSStore, S3Store

    kinds: dict[str, Any] = {"s3": S3Store, "gs": GCSStore, "az": AzureStore}
    plain = os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("1", "true") and scheme == "s3"
    return kinds[scheme](
        name,
        retry_config={"max_retries": RETRIES, "retry_timeout": PATIENCE},
        client_options={"connect_timeout": "10s", "allow_http": plain},
    )
