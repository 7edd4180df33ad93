"""Where something is in a store: `s3://bucket/prefix`, `gs://bucket/prefix`, `az://container/prefix`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from piiscan.errors import UsageError

SCHEMES = ("s3", "gs", "az")

_URL = re.compile(rf"({'|'.join(SCHEMES)})://([^/]*)/?(.*)", re.DOTALL)
_SECRET = re.compile(r"[?&][^=/]*(?:key|secret|token|pass|sig|credential)[^=/]*=", re.IGNORECASE)
_REFUSED = (
    "credentials in a URL can be seen by others, and stay in histories: leave them out, and set what the store's own"
    " tools read (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, GOOGLE_SERVICE_ACCOUNT, AZURE_STORAGE_ACCOUNT_KEY)"
)


@dataclass(frozen=True, slots=True)
class StoreUrl:
    """`path` is a key, or what keys begin with: no slash at either end, empty for the whole bucket."""

    scheme: str
    bucket: str
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.bucket}/{self.path}".rstrip("/")

    def __fspath__(self) -> str:
        return str(self)

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2] or self.bucket

    def within(self, path: str) -> StoreUrl:
        return StoreUrl(self.scheme, self.bucket, f"{self.path}/{path}".strip("/"))

    def holds(self, other: StoreUrl) -> bool:
        """Whether the other is this one, or lies in it."""
        here = (self.scheme, self.bucket) == (other.scheme, other.bucket)
        return here and (not self.path or f"{other.path}/".startswith(f"{self.path}/"))


def is_store(target: str) -> bool:
    return bool(_URL.match(target))


def store_url(target: str) -> StoreUrl:
    """Raises UsageError for credentials in it, which are not repeated, for a glob, and where no bucket is named."""
    found = _URL.match(target)
    if found is None or not found[2]:
        raise UsageError(
            "a URL of a store names its bucket: s3://BUCKET/PREFIX, gs://BUCKET/PREFIX, az://CONTAINER/PREFIX"
        )
    if {"@", ":"}.intersection(found[2]) or _SECRET.search(target):
        raise UsageError(_REFUSED)
    if "*" in found[3]:
        raise UsageError("globs are not followed in stores: name the prefix, and say --include")
    return StoreUrl(found[1], found[2], found[3].strip("/"))
