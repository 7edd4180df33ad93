"""A file that has no masked copy stops no other: it is left out, named with the reason, and the run is incomplete."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.errors import OutputFailed, PlanError
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan
from piiscan.pipeline.detection import Detection
from tests.leaks import canary

KEY = MasterKey(sha256(b"the key of these tests").digest())
PEOPLE = canary.people(30, seed=3).select("name_zh", "id_no", "mobile", "email")
UNCLOSED = 'mobile,note\n13800138000,x\n13800138001,"y\n13800138002,z\n'


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


def packed(folder: Path, name: str, members: dict[str, str | bytes]) -> None:
    with zipfile.ZipFile(folder / name, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)


ZSTD = b"\x28\xb5\x2f\xfd"
"""How what zstd has packed begins (RFC 8878, 3.1.1): in a page, whose header stays right."""


def truncated(folder: Path) -> None:
    """Its header and footer can be read, its rows cannot."""
    PEOPLE.write_parquet(folder / "bad.parquet", compression="uncompressed")
    content = bytearray((folder / "bad.parquet").read_bytes())
    content[4:400] = b"\xff" * 396
    (folder / "bad.parquet").write_bytes(content)


def partitioned(folder: Path) -> None:
    """Headers and footers of all parts can be read, the rows of one cannot."""
    for number in range(2):
        (folder / "t" / f"d={number}").mkdir(parents=True)
        PEOPLE.write_parquet(folder / "t" / f"d={number}" / "p.parquet", compression="zstd")
    spoilt = folder / "t" / "d=1" / "p.parquet"
    content = bytearray(spoilt.read_bytes())
    packed_page = content.index(ZSTD)
    content[packed_page : packed_page + 40] = b"\xff" * 40
    spoilt.write_bytes(content)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a table with rows that cannot be read": (lambda f: (f / "bad.csv").write_text(UNCLOSED), "bad.csv"),
    "one with mojibake besides": (lambda f: (f / "bad.csv").write_text(UNCLOSED.replace("x", "\ufffd")), "bad.csv"),
    "one in UTF-16": (lambda f: (f / "bad.csv").write_bytes(UNCLOSED.encode("utf-16")), "bad.csv"),
    "a format that is not read": (lambda f: (f / "bad.pdf").write_bytes(b"%PDF-1.7 \0"), "bad.pdf"),
    "a table that breaks off": (truncated, "bad.parquet"),
    "a partitioned table of which a part breaks off": (partitioned, "t"),
    "a member without a copy": (
        lambda f: packed(f, "bad.zip", {"a.csv": PEOPLE.write_csv(), "bad.csv": UNCLOSED}),
        "bad.zip!bad.csv",
    ),
}


@pytest.fixture(params=FAULTS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a.csv", "z.csv"):
        PEOPLE.write_csv(source / name)
    spoil, named = FAULTS[request.param]
    spoil(source)
    return source, named


def planned(source: Path) -> Plan:
    return pipeline.plan(pipeline.scan(source), partner="acme")


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_other_files_are_masked_and_it_is_named(folder: tuple[Path, str]) -> None:
    source, named = folder
    plan = planned(source)
    masked = pipeline.mask(source, source.with_name("out"), plan=plan, key=KEY)
    left = {gap.source.removeprefix(f"{source}/") for gap in masked.incomplete}
    assert named in left
    assert files(source.with_name("out")) == ["a.csv", *(["bad.zip"] if "zip" in named else []), "z.csv"]
    assert {"a.csv", "z.csv"} <= set(masked.written)
    assert named not in masked.written


def test_a_copy_without_it_is_never_verified_but_nothing_else_is_wrong(folder: tuple[Path, str]) -> None:
    source, _ = folder
    plan = planned(source)
    pipeline.mask(source, source.with_name("out"), plan=plan, key=KEY)
    verification = pipeline.verify(source, source.with_name("out"), plan=plan, key=KEY)
    assert verification.incomplete
    assert not verification.passed
    assert [problem for check in verification.checks for problem in check.problems] == []


def test_a_folder_with_it_is_never_shared(folder: tuple[Path, str]) -> None:
    source, _ = folder
    assert not pipeline.share(source, source.with_name("out"), key=KEY).shared
    assert not source.with_name("out").exists()


def test_alone_it_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(UNCLOSED)
    masked = pipeline.mask(tmp_path / "bad.csv", tmp_path / "out.csv", plan=planned(tmp_path / "bad.csv"), key=KEY)
    assert masked.written == ()
    assert masked.incomplete
    assert not (tmp_path / "out.csv").exists()


def test_a_container_with_a_table_whose_name_says_too_much_is_left_out(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    PEOPLE.write_csv(source / "a.csv")
    rows = "".join(f"INSERT INTO `tel_13800138000` VALUES ('{mobile}');\n" for mobile in PEOPLE["mobile"])
    (source / "b.sql").write_text("CREATE TABLE `tel_13800138000` (`mobile` text);\n" + rows)
    masked = pipeline.mask(source, tmp_path / "out", plan=planned(source), key=KEY)
    assert files(tmp_path / "out") == ["a.csv"]
    assert f"{source}/b.sql" in [gap.source for gap in masked.incomplete]
    assert not any("13800138000" in f"{gap.source}{gap.reason}" for gap in masked.incomplete)


def test_a_new_file_is_no_file_without_a_copy(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    PEOPLE.write_csv(source / "a.csv")
    plan = planned(source)
    PEOPLE.write_csv(source / "new.csv")
    with pytest.raises(PlanError, match="scan and plan again"):
        pipeline.mask(source, tmp_path / "out", plan=plan, key=KEY)


def test_a_masked_value_that_does_not_fit_its_file_stops_all(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.csv").write_text("mobile\n" + "".join(f"{mobile}\n" for mobile in PEOPLE["mobile"]))
    (tmp_path / "w.yaml").write_text("columns: [{name: mobile, width: 12}]")
    options = pipeline.masking.ReadOptions(widths=tmp_path / "w.yaml")
    plan = pipeline.plan(pipeline.scan(source, options=options), partner="acme")
    with pytest.raises(OutputFailed):
        pipeline.mask(source, tmp_path / "out", plan=plan, key=KEY, options=options)
    assert not (tmp_path / "out").exists()


def test_a_text_that_is_planned_to_be_dropped_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("call 13800138000\n")
    plan = pipeline.plan(pipeline.scan(tmp_path / "notes.txt", text="off"))
    dropping = replace(plan, documents={key: replace(step, operator="drop") for key, step in plan.documents.items()})
    with pytest.raises(PlanError, match="a text has no columns to drop: plan redact, or leave its file out"):
        pipeline.mask(tmp_path / "notes.txt", tmp_path / "out.txt", plan=dropping, key=KEY)
    assert not (tmp_path / "out.txt").exists()
