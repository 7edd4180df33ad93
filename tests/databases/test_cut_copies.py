"""A copy into PostgreSQL whose connection is cut leaves nothing."""

from __future__ import annotations

import time
from hashlib import sha256
from threading import Thread

import pytest

from piiscan import pipeline
from piiscan.errors import PiiscanError
from piiscan.keys import MasterKey
from tests.databases.engines import Engine, shop
from tests.databases.servers import Server

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # ADBC cannot close what was cut
def test_a_copy_whose_connection_is_cut_leaves_nothing(postgres_server: Server) -> None:
    engine, ends = shop(postgres_server), set()
    engine.server.execute(
        engine.source, "INSERT INTO orders SELECT g, NULL, 1 FROM generate_series(1000, 200000) g", "ANALYZE"
    )
    plan, before = pipeline.plan(pipeline.scan(engine.url)), engine.state()
    for wait in (0.0, 0.3, 0.8):
        killer = Thread(target=_kill, args=(engine, wait))
        killer.start()
        try:
            pipeline.mask(engine.url, engine.copy, plan=plan, key=KEY)
        except PiiscanError:
            ends.add("refused")
            assert engine.tables() == []
        else:
            ends.add("whole")
            assert engine.server.execute(engine.target, "SELECT count(*) FROM orders") == [(199_121,)]
            engine.server.execute(engine.target, "DROP TABLE orders", "DROP TABLE customers")
        killer.join()
    assert "refused" in ends
    assert engine.state() == before


def _kill(engine: Engine, wait: float) -> None:
    """The connection that writes, so long after it came."""
    writing = f"FROM pg_stat_activity WHERE application_name = 'piiscan' AND datname = '{engine.target}'"
    while engine.server.execute("postgres", f"SELECT count(*) {writing}") == [(0,)]:
        time.sleep(0.01)
    time.sleep(wait)
    engine.server.execute("postgres", f"SELECT count(pg_terminate_backend(pid)) {writing}")
