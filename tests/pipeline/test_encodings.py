"""A masked copy is read in the encoding of its original, though it may be plain ASCII or look like another one."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.verification import Verification
from piiscan.pipeline.detection import Detection
from tests.leaks import canary

KEY = MasterKey(sha256(b"the key of these tests").digest())
PEOPLE = canary.people(30, seed=3).select("name_zh", "id_no", "mobile", "email")


@pytest.fixture(autouse=True, scope="module")
def no_models() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Detection, "engine", property(lambda self: self.patterns))
        yield


def masked_and_verified(source: Path, target: Path) -> Verification:
    plan = pipeline.plan(pipeline.scan(source), partner="acme")
    pipeline.mask(source, target, plan=plan, key=KEY)
    return pipeline.verify(source, target, plan=plan, key=KEY)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-be"])
def test_a_copy_under_another_name_is_verified(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(PEOPLE.write_csv().encode(encoding))
    assert masked_and_verified(tmp_path / "people.csv", tmp_path / "masked.csv").passed
    assert "name_zh" in (tmp_path / "masked.csv").read_bytes().decode(encoding)


def test_the_files_of_a_folder_have_an_encoding_each(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name, encoding in {"a.csv": "gb18030", "sub/b.csv": "utf-16-le", "sub/c.csv": "utf-8"}.items():
        (tmp_path / "in" / name).write_bytes(PEOPLE.write_csv().encode(encoding))
    assert masked_and_verified(tmp_path / "in", tmp_path / "out").passed


def test_a_copy_in_another_encoding_than_its_original_is_not_verified(tmp_path: Path) -> None:
    source, target = tmp_path / "people.csv", tmp_path / "masked.csv"
    source.write_bytes(PEOPLE.write_csv().encode("utf-16"))
    plan = pipeline.plan(pipeline.scan(source), partner="acme")
    pipeline.mask(source, target, plan=plan, key=KEY)
    target.write_bytes(target.read_bytes().decode("utf-16").encode("utf-32"))
    assert not pipeline.verify(source, target, plan=plan, key=KEY).passed


def test_a_file_with_mojibake_is_scanned_and_incomplete_masked_and_never_shared(tmp_path: Path) -> None:
    source = tmp_path / "people.csv"
    source.write_text(PEOPLE.write_csv().replace("@canary", "\ufffd@canary", 1), "utf-8")
    findings = pipeline.scan(source)
    assert [table.rows for table in findings.tables] == [30]
    assert not findings.complete
    masked = pipeline.mask(source, tmp_path / "m.csv", plan=pipeline.plan(findings, partner="acme"), key=KEY)
    assert masked.incomplete == findings.incomplete
    assert not pipeline.share(source, tmp_path / "shared.csv", key=KEY).shared
    assert not (tmp_path / "shared.csv").exists()
