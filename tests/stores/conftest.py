"""An S3 server on this machine (moto's), one for all tests of a worker; a bucket of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import boto3
import pytest
from moto.server import ThreadedMotoServer

from piiscan.pipeline.detection import Detection
from piiscan.sources.stores import store
from tests.stores.bucket import Bucket

_NUMBERS = count(1)

SECRET = "aSecretThatNobodyMayEverSee0123456789abcd"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of its endpoint."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def environment(server: str) -> dict[str, str]:
    """What the libraries of S3 read."""
    return {
        "AWS_ENDPOINT_URL": server,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "piiscan",
        "AWS_SECRET_ACCESS_KEY": SECRET,
    }


@pytest.fixture
def bucket(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """An empty bucket, and the environment to reach it."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=environment["AWS_ENDPOINT_URL"])
    made = Bucket(client, f"shop{next(_NUMBERS)}")
    client.create_bucket(Bucket=made.name)
    store.bucket.cache_clear()
    yield made
    client.close()


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))
