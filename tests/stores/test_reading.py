"""What lies in a store is read as files are, in one state, or said to be incomplete; nobody sees the credentials."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import polars as pl
import pytest
from deltalake import DeltaTable, write_deltalake

from piiscan import pipeline
from piiscan.errors import UsageError
from piiscan.model.table import Table
from piiscan.pipeline.opening import opened
from piiscan.pipeline.remembering import Cache
from piiscan.sources import ReadOptions
from piiscan.sources.stores import place
from piiscan.sources.stores.store import content
from tests.leaks import canary
from tests.leaks.runner import Runner
from tests.stores.bucket import Bucket
from tests.stores.conftest import SECRET
from tests.verbs.made import KEY

CSV = b"mobile,city\n13800138000,x\n13800146011,y\n"
PLAIN = pl.DataFrame({"id": [1, 2, 3], "name": ["x", "y", "z"]})


def rows(url: str, options: ReadOptions | None = None) -> dict[str, pl.DataFrame]:
    found = list(opened(url, options or ReadOptions()))
    return {item.key: pl.concat(item.batches()) for item in found if isinstance(item, Table)}


def test_an_object_in_the_state_that_is_remembered_is_not_fetched(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(place, "content", lambda stored, source: fetched.append(source) or content(stored, source))
    cache = Cache(tmp_path / "cache", KEY)
    bucket.put(**{"in/a.csv": CSV, "in/b.csv": CSV})
    first, second = (pipeline.scan(f"{bucket.url}/in", text="off", cache=cache) for _ in range(2))
    assert first.tables == second.tables
    assert {Path(source).name for source in fetched} == {"a.csv", "b.csv"}
    fetched.clear()
    bucket.put(**{"in/b.csv": CSV.replace(b"mobile", b"number")})
    third = pipeline.scan(f"{bucket.url}/in", text="off", cache=cache)
    assert {Path(source).name for source in fetched} == {"b.csv"}
    assert [table.columns[0].name for table in third.tables] == ["mobile", "number"]


def test_every_object_under_a_prefix_is_read_as_the_file_it_is(bucket: Bucket, tmp_path: Path) -> None:
    PLAIN.write_parquet(tmp_path / "p")
    objects = {
        "in/a b#?%41中.csv": CSV,
        "in/deep/b.csv.gz": gzip.compress(CSV),
        "in/deep/c.parquet": (tmp_path / "p").read_bytes(),
        "in/d.jsonl": b'{"a": "1"}\n{"a": "2"}\n',
        "in/.hidden.csv": CSV,
        "in/deep/": b"",
        "in/_SUCCESS": b"",
        "out/e.csv": CSV,
    }
    bucket.put(**objects)
    findings = pipeline.scan(f"{bucket.url}/in")
    assert findings.complete
    assert [table.source for table in findings.tables] == [
        f"{bucket.url}/in/a b#?%41中.csv",
        f"{bucket.url}/in/d.jsonl",
        f"{bucket.url}/in/deep/b.csv.gz",
        f"{bucket.url}/in/deep/c.parquet",
    ]
    assert findings.tables[0].columns[0].entity == "CN_MOBILE"
    assert rows(f"{bucket.url}/in/deep/c.parquet")["c.parquet"].equals(PLAIN)
    assert list(rows(bucket.url, ReadOptions(include=("out/*",)))) == ["out/e.csv"]


def test_partitions_are_one_table(bucket: Bucket) -> None:
    bucket.put(**{f"t/day={day}/part-{day}.csv": CSV for day in (1, 2)})
    (frame,) = rows(f"{bucket.url}/t").values()
    assert frame["day"].to_list() == ["1", "1", "2", "2"]


@pytest.mark.parametrize("content", [CSV.replace(b"138", b"139"), CSV + CSV, None])
def test_an_object_that_changes_after_a_run_has_seen_it_is_incomplete(bucket: Bucket, content: bytes | None) -> None:
    bucket.put(**{"in/a.csv": CSV, "in/b.csv": CSV})
    options = ReadOptions()
    first, second = (item for item in opened(f"{bucket.url}/in", options) if isinstance(item, Table))
    if content is None:
        bucket.client.delete_object(Bucket=bucket.name, Key="in/a.csv")
    else:
        bucket.put(**{"in/a.csv": content})
    again = {item.source: item for item in opened(f"{bucket.url}/in", options)}
    assert second.source in again
    if content is not None:
        assert "changed while it was read" in again[first.source].reason


def test_a_delta_table_in_a_store_is_one_table_of_its_current_version(bucket: Bucket, tmp_path: Path) -> None:
    write_deltalake(str(tmp_path / "t"), PLAIN)
    DeltaTable(str(tmp_path / "t")).delete("id = 1")
    bucket.put_folder(tmp_path / "t", "lake/people")
    bucket.put(**{"lake/note.csv": CSV})
    findings = pipeline.scan(f"{bucket.url}/lake")
    assert findings.complete
    assert [(t.source, t.format, t.rows) for t in findings.tables] == [
        (f"{bucket.url}/lake/note.csv", "csv", 2),
        (f"{bucket.url}/lake/people", "delta", 2),
    ]
    assert rows(f"{bucket.url}/lake/people")["."]["id"].to_list() == [2, 3]
    assert any("files of other versions" in exposed.issue for exposed in findings.exposure)


def test_an_iceberg_table_in_a_store_is_one_table(bucket: Bucket, tmp_path: Path) -> None:
    from tests.sources.test_iceberg import Lake

    lake = Lake(tmp_path / "lake")
    lake.table("people", PLAIN).delete("id = 1")
    lake.close()
    bucket.put_folder(lake.folder / "people", "lake/people")
    assert rows(f"{bucket.url}/lake")["people"]["id"].to_list() == [2, 3]


def test_what_is_not_there_is_a_mistake_in_the_command(
    bucket: Bucket, environment: dict[str, str], run: Runner
) -> None:
    for url in (f"{bucket.url}/nothing", "s3://no-such-bucket/x"):
        with pytest.raises(UsageError, match="no such bucket, prefix or object"):
            list(opened(url, ReadOptions()))
    done = run("scan", f"{bucket.url}/nothing", env=environment)
    assert done.exit_code == 2


def test_a_store_that_denies_access_is_incomplete_and_says_so(environment: dict[str, str], run: Runner) -> None:
    with refusing_server() as endpoint:
        done = run("scan", "s3://shop/x", env=environment | {"AWS_ENDPOINT_URL": endpoint})
    assert done.exit_code == 3
    assert b"access is denied" in done.stdout
    assert b"13800138000" not in b"".join(done.streams)


@contextmanager
def refusing_server() -> Iterator[str]:
    """What S3 says to who may not look, in one word of its own."""

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = b"<Error><Code>AccessDenied</Code><Message>13800138000</Message></Error>"
            self.send_response(403)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said if self.command == "GET" else b"")

        do_HEAD = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_key_that_no_path_can_have_is_incomplete(bucket: Bucket) -> None:
    bucket.put(**{"in/a.csv": CSV, "in//b.csv": CSV, "in/x/../c.csv": CSV})
    (gap,) = pipeline.scan(f"{bucket.url}/in").incomplete
    assert "a key in it" in gap.reason


def test_without_the_extra_a_store_is_incomplete_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    (gap,) = pipeline.scan("s3://shop/x").incomplete
    assert "stores extra" in gap.reason


def test_a_store_that_cannot_be_reached_is_incomplete_and_says_what_to_check(
    environment: dict[str, str], run: Runner
) -> None:
    done = run("scan", "s3://shop/x", env=environment | {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"})
    assert done.exit_code == 3
    assert b"AWS_ENDPOINT_URL" in done.stdout
    assert SECRET.encode() not in b"".join(done.streams)


@pytest.mark.parametrize("url", ["s3://me:PASSWORD@shop/x", "s3://shop/x?secret_key=PASSWORD", "s3://"])
def test_credentials_in_a_url_are_refused_and_not_repeated(url: str, run: Runner) -> None:
    for done in (run("scan", url), run("mask", "README.md", url)):
        assert done.exit_code == 2
        assert b"PASSWORD" not in b"".join(done.streams)


def test_nobody_stands_in_what_a_scan_of_a_store_says(bucket: Bucket, environment: dict[str, str], run: Runner) -> None:
    people = canary.people(20, seed=3)
    bucket.put(**{"people.csv": people.write_csv().encode()})
    done = run("scan", bucket.url, "--text", "off", env=environment)
    assert done.exit_code == 0
    said = b"".join(done.streams).decode()
    assert SECRET not in said
    assert not any(value in said for value in canary.identifiers(people))
