"""A bucket, as its owner sees it: by boto3, which piiscan does not use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Bucket:
    client: Any
    name: str

    @property
    def url(self) -> str:
        return f"s3://{self.name}"

    def put(self, **objects: bytes) -> None:
        for key, content in objects.items():
            self.client.put_object(Bucket=self.name, Key=key, Body=content)

    def put_folder(self, folder: Path, prefix: str) -> None:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.put(**{f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes()})

    def get(self, key: str) -> bytes:
        return bytes(self.client.get_object(Bucket=self.name, Key=key)["Body"].read())

    def keys(self, prefix: str = "") -> list[str]:
        listed = self.client.list_objects_v2(Bucket=self.name, Prefix=prefix)
        return [found["Key"] for found in listed.get("Contents", [])]

    def fetched(self, prefix: str, folder: Path) -> Path:
        """All objects under a prefix, as files."""
        for key in self.keys(prefix):
            path = folder / key.removeprefix(f"{prefix}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.get(key))
        return folder
