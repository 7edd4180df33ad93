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
_CHANGED = "changed while it was read"
_ODD_KEY = "a key in it has an empty part, or one of dots (`a//b`, `a/../b`), which is not read: name another prefix"
_READS = {
    "s3": "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL; AWS_ALLOW_HTTP=true without TLS",
    "gs": "GOOGLE_SERVICE_ACCOUNT, or GOOGLE_APPLICATION_CREDENTIALS",
    "az": "AZURE_STORAGE_ACCOUNT_NAME, and AZURE_STORAGE_ACCOUNT_KEY or what else it knows you by",
}
"""What obstore reads of the environment (https://developmentseed.org/obstore/latest/authentication/)."""


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
    root = StoreUrl(folder.scheme, folder.bucket, "")
    with told(folder):
        import obstore

        for chunk in obstore.list(bucket(folder.scheme, folder.bucket), prefix=folder.path or None):
            yield from (Stored.of(root.within(meta["path"]), meta) for meta in chunk)


def looked_up(url: StoreUrl) -> Stored | None:
    """The object of this very key; None where there is none. Raises SourceUnreadable."""
    if not url.path:
        return None
    try:
        with told(url):
            import obstore

            return Stored.of(url, obstore.head(bucket(url.scheme, url.bucket), url.path))
    except Missing:
        return None


def content(stored: Stored, source: str) -> Iterator[bytes]:
    """The bytes of an object, a block at a time. Raises SourceUnreadable where it is not in its state any more."""
    url, taken = stored.url, 0
    try:
        with told(url, source):
            import obstore

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
    with told(url):
        import obstore

        obstore.put(bucket(url.scheme, url.bucket), url.path, file)


def delete(urls: list[StoreUrl]) -> None:
    """Raises Missing, SourceUnreadable."""
    for url in urls:
        with told(url):
            import obstore

            obstore.delete(bucket(url.scheme, url.bucket), url.path)


@contextmanager
def told(url: StoreUrl, source: str = "") -> Iterator[None]:
    """Turn what obstore raises into Missing or SourceUnreadable."""
    source = source or str(url)
    require("obstore", "stores", source)
    from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

    try:
        yield
    except FileNotFoundError:
        raise Missing from None
    except (BaseError, OSError, ValueError) as failure:
        said = str(failure)
        if "NoSuchBucket" in said or "ContainerNotFound" in said:
            raise Missing from None
        denied = isinstance(failure, PermissionDeniedError | UnauthenticatedError | PermissionError)
        raise SourceUnreadable(source, _reason(url, said, denied or "403 Forbidden" in said)) from None


def _reason(url: StoreUrl, said: str, denied: bool) -> str:
    """What a store said may hold keys of objects, and so is not repeated."""
    if "InvalidPath" in said or "EmptySegment" in said:
        return _ODD_KEY
    fault = "access is denied" if denied else "the store cannot be reached, or refuses"
    return f"{fault}: check what the environment says ({_READS[url.scheme]})"


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
