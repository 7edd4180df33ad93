"""Other packs on a saved scan: what flips by its sums does flip in a scan, and what they cannot tell is said."""

from __future__ import annotations

import shutil
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path

import polars as pl
import pytest

import piiscan
from piiscan.detection import packs
from piiscan.errors import PackError
from piiscan.model.comparison import Comparison
from piiscan.model.finding import Findings
from piiscan.pipeline import compare
from tests.leaks import canary

PEOPLE = canary.people(60, seed=5)


@pytest.fixture(scope="module")
def findings() -> Findings:
    frame = PEOPLE.select("id_no", "mobile", "birth_date", "customer_id").with_columns(stock=pl.int_range(60))
    return piiscan.scan(frame, text="off")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with as_file(packs.root()) as root:
        return Path(shutil.copytree(root, tmp_path / "packs", ignore=shutil.ignore_patterns("__pycache__")))


def changed(folder: Path, theme: str, old: str, new: str) -> None:
    path = folder / theme
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def by_column(found: Comparison) -> dict[str, tuple[str, str | None]]:
    return {flip.column: (flip.before, flip.after) for flip in found.flips}


def test_the_same_packs_change_nothing(findings: Findings, folder: Path) -> None:
    assert compare(findings) == Comparison(5, (), ())
    assert compare(findings, folder=folder) == Comparison(5, (), ())


def test_a_header_word_less_flips_what_only_the_header_named(findings: Findings, folder: Path) -> None:
    for word in ("birth date, birthdate, birthday, birth day, birth dt, birth, ", "date of birth, "):
        changed(folder, "global/identity.yaml", word, "")
    found = compare(findings, folder=folder)
    assert by_column(found) == {"birth_date": ("personal DATE_OF_BIRTH", "clean")}
    assert found.flips[0].why == "the header is read in another way"


def test_of_a_pattern_that_is_another_one_only_a_scan_can_tell(findings: Findings, folder: Path) -> None:
    changed(folder, "cn/contact.yaml", "1[3-9][0-9]", "1[3-8][0-9]")
    found = compare(findings, folder=folder)
    assert by_column(found)["mobile"] == ("personal CN_MOBILE", None)
    assert found.changed == ("cn/mobile",)


def test_code_of_a_check_and_words_of_a_list_count_as_well(findings: Findings, folder: Path) -> None:
    with (folder / "cn" / "checks.py").open("a") as file:
        file.write("\n# looks at values in another way\n")
    assert by_column(compare(findings, folder=folder))["id_no"][1] is None


def test_a_pack_that_is_gone_takes_its_verdicts_along(findings: Findings, folder: Path) -> None:
    (folder / "global" / "identity.yaml").unlink()
    assert by_column(compare(findings, folder=folder))["birth_date"] == ("personal DATE_OF_BIRTH", "clean")


def test_another_tier_is_told(findings: Findings, folder: Path) -> None:
    path = folder / "cn" / "contact.yaml"
    head, found, rest = path.read_text("utf-8").partition("tier: 3")
    path.write_text(f"{head}tier: 4{rest}", "utf-8")
    assert found
    assert by_column(compare(findings, folder=folder))["mobile"] == ("tier 3", "tier 4")


def test_a_new_recognizer_that_the_header_names_asks_for_a_scan(findings: Findings, folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "theme.yaml").write_text(
        "stock:\n  entity: STOCK\n  zh: 库存\n  role: none\n  tier: 2\n  source: made up\n  sees: header\n"
        "  header: {en: [stock]}\n",
        "utf-8",
    )
    found = compare(findings, folder=folder)
    assert by_column(found)["stock"] == ("clean", None)
    assert found.changed == ("new/stock",)


def test_packs_of_a_scan_that_are_not_at_hand_are_said_to_be_unknown(findings: Findings) -> None:
    old = replace(findings, tool={**findings.tool, "packs": "sha256:0"})
    found = compare(old)
    assert found.changed is None
    assert not [flip for flip in found.flips if flip.after is not None]


def test_a_folder_without_packs_is_refused(findings: Findings, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "missing"):
        with pytest.raises(PackError):
            compare(findings, folder=place)
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "broken.yaml").write_text("x: {entity: A, hello: 1}", "utf-8")
    with pytest.raises(PackError, match="unknown key hello"):
        compare(findings, folder=tmp_path)


def test_code_in_the_folder_is_not_run(findings: Findings, folder: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    for file in (folder / "cn" / "checks.py", folder / "__init__.py"):
        file.write_text(f"open({str(mark)!r}, 'w')\n")
    compare(findings, folder=folder)
    assert not mark.exists()
