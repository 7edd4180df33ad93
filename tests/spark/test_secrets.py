"""Neither a key nor anybody's data stands in what Spark keeps of a run: its event log, plans and pickled functions."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from pyspark import cloudpickle

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from tests.databases.servers import PASSWORD
from tests.spark.conftest import KEY, SECRET, planned

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, session) -> list[bytes]:
    """The functions that Spark is given, as it pickles them, and the plans of the frames that come of them."""
    found: list[bytes] = []
    kind = type(session.range(1))
    given = kind.mapInArrow

    def kept(frame, function, schema, *more):
        made = given(frame, function, schema, *more)
        found.extend([cloudpickle.dumps(function), made._jdf.queryExecution().toString().encode()])
        return made

    monkeypatch.setattr(kind, "mapInArrow", kept)
    return found


def spellings(secret: bytes) -> Iterator[bytes]:
    yield from (secret, secret.hex().encode(), b64encode(secret), b64encode(secret).rstrip(b"="))


def secrets(plan: Plan) -> list[bytes]:
    """The key and all subkeys that the plan asks for."""
    key = MasterKey(SECRET)
    steps = [step for table in plan.tables.values() for step in table.columns.values()]
    domains = {step.domain or step.entity or "value" for step in steps}
    subkeys = [bytes.fromhex(key.subkey(step.operator or "", None, domain)) for step in steps for domain in domains]
    return [written for secret in (SECRET, *subkeys) for written in spellings(secret)]


def test_no_key_and_no_value_stands_in_the_event_log_in_plans_or_in_functions(
    parquet: Path, canaries: list[str], sent: list[bytes], event_log: Path, tmp_path: Path
) -> None:
    plan = planned(parquet, plate=Step("drop"))
    pipeline.scan(parquet, engine="spark")
    pipeline.mask(parquet, tmp_path / "there", plan=plan, key=KEY, engine="spark")
    events = b"".join(path.read_bytes() for path in event_log.rglob("*") if path.is_file())
    assert b"people.parquet" in events
    assert any(b"env:PIISCAN_SPARK_KEY" in each for each in sent)
    held = {needle for needle in secrets(plan) if any(needle in each for each in (events, *sent))}
    assert not held
    assert not [canary for canary in canaries if any(canary.encode() in each for each in (events, *sent))]
    assert PASSWORD.encode() not in events


def test_what_fails_on_an_executor_is_told_without_its_values(session, event_log: Path, tmp_path: Path) -> None:
    said = "13800138000 is no value of mine"
    pl.DataFrame({"a": [said]}).write_parquet(tmp_path / "t.parquet")
    from piiscan.engines.spark import mapped, telling
    from piiscan.errors import PiiscanError

    rows = mapped(session.read.parquet(str(tmp_path / "t.parquet")), _failing, "a string")
    with pytest.raises(PiiscanError, match="ValueError") as told, telling("t"):
        rows.collect()
    assert said not in str(told.value)
    assert said.encode() not in b"".join(path.read_bytes() for path in event_log.rglob("*") if path.is_file())


def _failing(batches):
    for batch in batches:
        raise ValueError(batch["a"][0].as_py())
    yield
