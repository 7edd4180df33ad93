"""subject erase: what had to go is gone from the copy, nothing else is, and the record says so."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from tests.cli.conftest import Cli, silent
from tests.leaks import canary, oracle

ROW = 6
COLUMNS = ("customer_id", "name_zh", "id_no", "mobile", "email")


@pytest.fixture
def who(crowd: pl.DataFrame, tmp_path: Path) -> Path:
    """Identifiers of the person of one row."""
    file = tmp_path / "who"
    file.write_text("\n".join(crowd.select("id_no", "mobile", "email").row(ROW)))
    return file


def csv(crowd: pl.DataFrame) -> str:
    return crowd.select(COLUMNS).write_csv()


def mixed(crowd: pl.DataFrame) -> str:
    """Some cells in quotes that need none."""
    first, *rest = csv(crowd).splitlines(keepends=True)
    return "".join([first, *(f'"{line}'.replace(",", '",', 1) if n % 2 else line for n, line in enumerate(rest))])


def ragged(crowd: pl.DataFrame) -> str:
    """A title above, a remark among, and rows that are longer than others."""
    first, *rest = csv(crowd).splitlines(keepends=True)
    return "".join([first, *(line.replace("\n", ",extra\n") if n % 3 == 0 else line for n, line in enumerate(rest))])


def jsonl(crowd: pl.DataFrame) -> str:
    return "".join(f'{{"who":  {json.dumps(row)}}}\n' for row in crowd.select(COLUMNS).iter_rows(named=True))


BY_LINES: dict[str, Callable[[pl.DataFrame], str]] = {
    "plain.csv": csv,
    "mixed.csv": mixed,
    "ragged.csv": ragged,
    "rows.jsonl": jsonl,
}


def erased(cli: Cli, source: Path, who: Path, *more: str | Path, code: int = 0) -> dict[str, Any]:
    run = cli("subject", "erase", source, "out", "--reason", "case 17", "--from", who, "-f", "json", *more)
    assert run.exit_code == code, run.stderr
    record: dict[str, Any] = json.loads(run.stdout)
    return record


@pytest.mark.parametrize("name", BY_LINES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_all_other_lines_stay_octet_for_octet(
    name: str, end: str, cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path
) -> None:
    lines = [f"{line}{end}" for line in BY_LINES[name](crowd).splitlines()]
    (tmp_path / name).write_bytes("".join(lines).encode())
    cli("subject", "erase", name, f"out/{name}", "--reason", "case 17", "--from", who)
    mobile = crowd["mobile"][ROW]
    expected = [line for line in lines if mobile not in line]
    assert len(expected) == len(lines) - 1
    assert (tmp_path / "out" / name).read_bytes() == "".join(expected).encode()


def test_an_element_of_a_json_array_goes_with_its_comma(
    cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path
) -> None:
    rows = crowd.select(COLUMNS).rows(named=True)
    (tmp_path / "people.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    cli("subject", "erase", "people.json", "out.json", "--reason", "case 17", "--from", who)
    stayed = [row for number, row in enumerate(rows) if number != ROW]
    assert (tmp_path / "out.json").read_text() == json.dumps(stayed, indent=1, ensure_ascii=False)


def test_typed_files_archives_and_databases_lose_their_rows(
    cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    crowd.select(COLUMNS).with_columns(n=pl.int_range(40)).write_parquet(tmp_path / "data" / "people.parquet")
    with closing(sqlite3.connect(tmp_path / "data" / "shop.db")) as made, made:
        made.execute("CREATE TABLE people (n INTEGER PRIMARY KEY, mobile TEXT)")
        made.executemany("INSERT INTO people VALUES (?, ?)", enumerate(crowd["mobile"]))
    with zipfile.ZipFile(tmp_path / "data" / "all.zip", "w") as archive:
        archive.writestr("people.csv", csv(crowd))
        archive.writestr("log.txt", f"call {crowd['mobile'][ROW]} again\ncall {crowd['mobile'][7]}\n")
    erased(cli, tmp_path / "data", who)
    others = [n for n in range(40) if n != ROW]
    assert pl.read_parquet(tmp_path / "out" / "people.parquet")["n"].to_list() == others
    with closing(sqlite3.connect(tmp_path / "out" / "shop.db")) as read:
        assert [n for (n,) in read.execute("SELECT n FROM people ORDER BY n")] == others
    with zipfile.ZipFile(tmp_path / "out" / "all.zip") as archive:
        assert archive.read("people.csv").decode().count("\n") == 40
        assert archive.read("log.txt").decode() == f"call <CN_MOBILE> again\ncall {crowd['mobile'][7]}\n"


@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_rows_of_nested_columns_go_as_a_whole(
    form: str, cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path
) -> None:
    phones = pl.concat_list("mobile", pl.lit("x")).alias("phones")
    nested = crowd.select(n=pl.int_range(40), who=pl.struct("name_zh", "id_no"), phones=phones)
    file = tmp_path / f"people.{form}"
    nested.write_parquet(file) if form == "parquet" else nested.write_ipc(file)
    cli("subject", "erase", file, f"out.{form}", "--reason", "case 17", "--from", who)
    copy = pl.read_parquet(tmp_path / "out.parquet") if form == "parquet" else pl.read_ipc(tmp_path / "out.arrow")
    assert copy.equals(nested.filter(pl.col("n") != ROW))


def test_in_texts_the_person_is_masked_however_they_are_written(
    cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path
) -> None:
    person, other = crowd.row(ROW, named=True), crowd.row(7, named=True)
    spaced = " ".join((person["mobile"][:3], person["mobile"][3:7], person["mobile"][7:]))
    text = f"a {spaced} b\nmail {person['email'].upper()} or {other['email']}\n\\u0031{person['mobile'][1:]}\n\nend"
    text += f"\n{' '.join(person['mobile'])}\n{'_'.join(person['mobile'])}\nlast"
    (tmp_path / "note.txt").write_text(text)
    cli("subject", "erase", "note.txt", "out.txt", "--reason", "case 17", "--from", who)
    assert (tmp_path / "out.txt").read_text().splitlines()[1:] == [
        f"mail <EMAIL_ADDRESS> or {other['email']}", "<CN_MOBILE>", "", "end", "<CN_MOBILE>", "<ERASED>", "last",
    ]  # fmt: skip
    oracle.assert_no_leak([person["mobile"], person["email"]], [tmp_path / "out.txt"], {})


def test_what_others_may_have_is_for_a_person_to_decide(
    cli: Cli, crowd: pl.DataFrame, tmp_path: Path, plain: Path
) -> None:
    (tmp_path / "name").write_text(f"PERSON={crowd['name_zh'][ROW]}")
    record = erased(cli, plain, tmp_path / "name", code=3)
    assert record["removed"] == []
    assert [(task["column"], task["what"].partition(":")[0]) for task in record["tasks"]] == [
        ("name_zh", "others may have the same")
    ]
    assert (tmp_path / "out").read_bytes() == plain.read_bytes()


def test_with_findings_a_customer_number_is_enough_where_it_is_one(
    cli: Cli, crowd: pl.DataFrame, tmp_path: Path, planned: Path, plain: Path
) -> None:
    (tmp_path / "number").write_text(f"PERSON_ID={crowd['customer_id'][ROW]}")
    record = erased(cli, plain, tmp_path / "number", "--findings", "findings.json")
    assert [(each["gone"], each["columns"]) for each in record["removed"]] == [(1, {"customer_id": 1})]


def test_what_nothing_can_be_taken_out_of_is_left_out_and_is_a_task(
    cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    for name, rows in (("people", crowd), ("others", crowd.filter(pl.int_range(40) != ROW))):
        lines = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows.select(COLUMNS).iter_rows())
        (tmp_path / "data" / f"{name}.html").write_text(f"<html><body><table>{lines}</table></body></html>")
    record = erased(cli, tmp_path / "data", who, code=3)
    assert [(task["rows"], task["what"]) for task in record["tasks"]] == [(1, "take it out by hand")]
    assert [Path(left["source"]).name for left in record["incomplete"]] == ["people.html"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["others.html"]
    assert (tmp_path / "out" / "others.html").read_bytes() == (tmp_path / "data" / "others.html").read_bytes()


def test_rows_of_sheets_go_and_cells_that_stay_have_their_types(
    cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path
) -> None:
    typed = crowd.select(COLUMNS).with_columns(n=pl.int_range(40), at=pl.date(2026, 1, 1))
    with xlsxwriter.Workbook(tmp_path / "people.xlsx") as book:
        typed.write_excel(book, "people")
        crowd.filter(pl.int_range(40) != ROW).select("mobile").write_excel(book, "others")
    run = cli("subject", "erase", "people.xlsx", "out.xlsx", "--reason", "case 17", "--from", who, "-f", "json")
    assert run.exit_code == 0, run.stderr
    assert [(each["rows"], each["gone"]) for each in json.loads(run.stdout)["removed"]] == [(40, 1)]
    assert b"new workbook of values" in run.stderr
    for sheet, wanted in (("people", typed.filter(pl.col("n") != ROW)), ("others", None)):
        copy = pl.read_excel(
            tmp_path / "out.xlsx", sheet_name=sheet, engine="calamine", schema_overrides={"mobile": pl.String}
        )
        assert copy.height == 39
        assert wanted is None or copy.select("n", "at").equals(wanted.select("n", "at"), null_equal=True)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        parts = b"".join(map(archive.read, archive.namelist()))
    oracle.assert_no_leak(crowd.select("id_no", "mobile", "email").row(ROW), [], [parts])


def test_a_sheet_of_which_no_row_would_stay_is_a_task(cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    crowd.slice(ROW, 1).select(COLUMNS).write_excel(tmp_path / "data" / "one.xlsx")
    (tmp_path / "data" / "other.txt").write_text("nothing\n")
    record = erased(cli, tmp_path / "data", who, code=3)
    assert [task["what"] for task in record["tasks"]] == ["take it out by hand"]


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_rows_of_partitions_go_and_all_others_stay_where_they_are(
    form: str, cli: Cli, crowd: pl.DataFrame, who: Path, tmp_path: Path
) -> None:
    typed = crowd.select(COLUMNS).with_columns(n=pl.int_range(40))
    for half in (0, 1):
        folder = tmp_path / "people" / f"half={half}"
        folder.mkdir(parents=True)
        part = typed.filter(pl.col("n") % 2 == half)
        write = {"csv": part.write_csv, "parquet": part.write_parquet, "jsonl": part.write_ndjson}[form]
        write(folder / f"part-{half:06}.{form}")
    record = erased(cli, tmp_path / "people", who)
    assert [(each["rows"], each["gone"]) for each in record["removed"]] == [(40, 1)]
    read = {"csv": pl.read_csv, "parquet": pl.read_parquet, "jsonl": pl.read_ndjson}[form]
    for half in (0, 1):
        (file,) = (tmp_path / "out" / f"half={half}").iterdir()
        assert read(file)["n"].to_list() == [n for n in range(40) if n % 2 == half and n != ROW]
    oracle.assert_no_leak(crowd.select("id_no", "mobile", "email").row(ROW), [tmp_path / "out"], {})


@pytest.mark.catalogue("D25")
def test_the_record_proves_what_it_says_and_names_nobody(
    cli: Cli, crowd: pl.DataFrame, who: Path, plain: Path, tmp_path: Path
) -> None:
    before = plain.read_bytes()
    cli("keys", "new", f"file:{tmp_path / 'pem'}", "--signing")
    sign = ("--sign", f"file:{tmp_path / 'pem'}")
    run = cli("subject", "erase", plain, "o.csv", "--reason", "case 17", "--from", who, *sign)
    silent(run, crowd)
    assert plain.read_bytes() == before
    events = map(json.loads, (tmp_path / ".piiscan/audit.jsonl").read_text().splitlines())
    (line,) = [event for event in events if event["event"] == "subject.erase"]
    record = json.loads((tmp_path / f".piiscan/removals/{line['position'] + 1:08}.json").read_text())
    after = f"sha256:{sha256((tmp_path / 'o.csv').read_bytes()).hexdigest()}"
    assert (record["before"], record["after"]) == (f"sha256:{sha256(before).hexdigest()}", after)
    assert line["facts"] == {"copy": after, "files": 1, "purpose": None, "reason": "case 17", "rows": 1}
    assert record["kinds"] == {"CN_MOBILE": 1, "CN_RESIDENT_ID": 1, "EMAIL_ADDRESS": 1}
    signed = json.loads((tmp_path / f".piiscan/removals/{line['position'] + 1:08}.dsse.json").read_text())
    assert len(signed["signatures"]) == 1
    oracle.assert_no_leak(canary.identifiers(crowd), [tmp_path / ".piiscan"], {})


def test_a_copy_that_still_holds_the_person_gets_no_name(
    cli: Cli, crowd: pl.DataFrame, who: Path, plain: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from piiscan.pipeline.removing.leaving import Thinner

    monkeypatch.setattr(Thinner, "source", lambda self: self.table.batches())
    run = cli("subject", "erase", plain, "o.csv", "--reason", "case 17", "--from", who)
    assert (run.exit_code, b"still holds what had to go" in run.stderr) == (4, True)
    assert not (tmp_path / "o.csv").exists()
    assert not (tmp_path / ".piiscan" / "removals").exists()


def test_without_an_audit_log_nothing_is_done(cli: Cli, who: Path, plain: Path, tmp_path: Path) -> None:
    (tmp_path / ".piiscan").mkdir(mode=0o700)
    (tmp_path / ".piiscan" / "audit.jsonl").write_text("broken\n")
    (tmp_path / ".piiscan" / "audit.jsonl").chmod(0o600)
    assert cli("subject", "erase", plain, "o.csv", "--reason", "r", "--from", who).exit_code == 2
    assert not (tmp_path / "o.csv").exists()
