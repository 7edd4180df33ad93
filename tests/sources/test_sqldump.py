"""Dumps of databases: every row is read wherever it stands, everything else stays, and copies load again."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Document, Table
from piiscan.sources import write_container
from tests.matrix.formats.sqldump import WRITERS
from tests.sources.roundtrip import Mask, opened, read

CELLS = (
    st.none()
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
    | st.sampled_from(
        [
            "NULL",
            "",
            "'",
            "\\",
            "\\N",
            "\\'",
            "'';",
            "a;\nINSERT INTO t VALUES ('x');\n",
            "(",
            "1e5",
            "007",
            "--",
            "/*",
            "$$",
        ]
    )
)
FRAMES = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5).map(
    lambda rows: pl.DataFrame(rows, schema=dict.fromkeys(["id", "na'me (x)", 'Größe"'], pl.String), orient="row")
)
PEOPLE = """PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone INTEGER, secret TEXT NOT NULL, mail TEXT);
INSERT INTO people VALUES(1,'O''Neil',13800138000,'x','a@b.invalid');
INSERT INTO people VALUES(2,'NULL',NULL,'y','');
CREATE INDEX mails ON people (mail);
COMMIT;
"""


def parts(content: str, name: str = "d.sql") -> dict[str, object]:
    """The members of a dump by what is behind `!`; tables as frames, texts as text, gaps as reasons."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content.encode())
        return dict(map(_shown, opened(path).members()))


def _shown(member: Table | Document | Incomplete) -> tuple[str, object]:
    if isinstance(member, Incomplete):
        return member.source.rpartition("!")[2], member.reason
    if isinstance(member, Document):
        return "text", "".join(line for part in member.parts() for line in part)
    return member.key.partition("!")[2], read(member)


def copied(content: str, mask: Mask = lambda frame: frame, text: Callable[[str], str] = str) -> str:
    def masked(member: Table | Document) -> Iterator[pl.DataFrame] | Iterator[pl.Series]:
        if isinstance(member, Document):
            return (pl.Series("line", [text(line) for line in part], dtype=pl.String) for part in member.parts())
        return map(mask, member.batches())

    with tempfile.TemporaryDirectory() as folder:
        source, destination = Path(folder, "d.sql"), Path(folder, "out.sql")
        source.write_bytes(content.encode())
        write_container(opened(source), masked, destination)
        return destination.read_bytes().decode()


def loaded(content: str, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(content)
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def tokens(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("name", "phone") + "'\\\n;")


@settings(max_examples=40)
@given(FRAMES, st.sampled_from(list(WRITERS)))
def test_values_are_read_as_the_database_would_read_them(frame: pl.DataFrame, form: str) -> None:
    content = WRITERS[form](frame)
    [rows] = [member for name, member in parts(content).items() if name.endswith("people")]
    assert rows.equals(frame)
    assert copied(content) == content


@settings(max_examples=40)
@given(FRAMES, FRAMES, st.sampled_from(list(WRITERS)))
def test_masked_values_are_read_back_as_they_were_given(one: pl.DataFrame, other: pl.DataFrame, form: str) -> None:
    rows = min(len(one), len(other))
    masked = copied(WRITERS[form](one.head(rows)), lambda frame: other.head(rows))
    [found] = [member for name, member in parts(masked).items() if name.endswith("people")]
    assert found.equals(other.head(rows))


@pytest.mark.catalogue("B25")
def test_a_copy_loads_in_sqlite_with_masked_and_dropped_columns() -> None:
    masked = copied(PEOPLE, lambda frame: tokens(frame).drop("secret"))
    assert loaded(masked, "SELECT * FROM people") == [
        (1, "O'Neil'\\\n;", "13800138000'\\\n;", "a@b.invalid"),
        (2, "NULL'\\\n;", None, ""),
    ]
    assert list(parts(masked)["people"].columns) == ["id", "name", "phone", "mail"]
    assert masked.startswith(PEOPLE.partition("INSERT")[0])


def test_a_dropped_column_that_an_index_needs_loads_as_null() -> None:
    masked = copied(PEOPLE, lambda frame: frame.drop("mail"))
    assert loaded(masked, "SELECT mail FROM people") == [(None,), (None,)]
    assert "DROP COLUMN" not in masked


@pytest.mark.parametrize(
    ("mask", "column"),
    [
        (lambda frame: frame.drop("secret"), "secret"),
        (lambda frame: frame.with_columns(name=pl.lit(None, pl.String)), "name"),
        (lambda frame: frame.with_columns(pl.col("id") + "x"), "id"),
    ],
)
def test_a_copy_that_would_not_load_is_refused(mask: Mask, column: str) -> None:
    with pytest.raises(OutputFailed, match=rf"d\.sql!people: column {column}: .*another operator"):
        copied(PEOPLE.replace("(mail)", "(mail, secret)"), mask)


def test_types_make_room_for_tokens() -> None:
    postgresql = """-- PostgreSQL database dump
CREATE TABLE s.t (a bigint, b character varying(3), c timestamp with time zone, d integer NOT NULL);
COPY s.t (a, b, c, d) FROM stdin;
1\tx\t2026-01-01 00:00:00+00\t7
\\.
"""
    masked = copied(
        postgresql, lambda frame: frame.with_columns(pl.col("a", "b", "c") + "-token", pl.lit("8").alias("d"))
    )
    said = [line for line in masked.splitlines() if line.startswith("ALTER")]
    assert said == [f'ALTER TABLE s.t ALTER COLUMN "{name}" SET DATA TYPE text;' for name in "abc"]
    mysql = "-- MySQL dump\nCREATE TABLE `t` (`a` int AUTO_INCREMENT, `b` int);\nINSERT INTO `t` VALUES (1,2),(3,4);\n"
    masked = copied(mysql, lambda frame: frame.with_columns(pl.col("b") + "-token"))
    assert masked.endswith(
        "ALTER TABLE `t` MODIFY `b` varchar(255);\nINSERT INTO `t` VALUES (1,'2-token'),(3,'4-token');\n"
    )
    with pytest.raises(OutputFailed, match="column a"):
        copied(mysql, lambda frame: frame.with_columns(pl.col("a") + "-token"))


def test_dropped_columns_leave_every_list_and_row() -> None:
    mysql = (
        "-- MySQL dump\nINSERT INTO `t` (`a`, b, c) VALUES (1, 2, 3),\n(4, 5, 6);\nREPLACE INTO t VALUES (7, 8, 9);\n"
    )
    declared = mysql.replace("INSERT", "CREATE TABLE t (a int, b int, c int);\nINSERT", 1)
    masked = copied(declared, lambda frame: frame.drop("a"))
    assert masked.endswith(
        "INSERT INTO `t` (`b`, `c`) VALUES (2, 3),\n(5, 6);\nREPLACE INTO t (`b`, `c`) VALUES (8, 9);\n"
    )


def test_rows_of_one_table_are_found_wherever_they_stand() -> None:
    content = "CREATE TABLE a (x int, y int);\nCREATE TABLE b (x int);\n" + "".join(
        f"INSERT INTO a VALUES ({n}, {n});\nINSERT INTO b VALUES ({n});\nINSERT INTO a (y) VALUES ({n}), ({n});\n"
        for n in range(50)
    )
    found = parts(content)
    assert found["a"]["y"].to_list() == [str(n) for n in range(50) for _ in range(3)]
    assert found["a"]["x"].null_count() == 100
    assert found["b"].height == 50
    assert copied(content) == content


def test_tables_of_one_name_in_two_databases_stay_apart() -> None:
    found = parts(
        "USE a;\nINSERT INTO t VALUES (1);\nUSE b;\nINSERT INTO t VALUES (2, 3);\nUSE a;\nINSERT INTO t VALUES (4);\n"
    )
    assert found["a.t"].rows() == [("1",), ("4",)]
    assert found["b.t"].rows() == [("2", "3")]


def test_values_are_what_they_stand_for() -> None:
    head = "-- PostgreSQL database dump\n"
    rows = "(E'it\\'s\\n', N'x', '\"x\"'::jsonb, X'48656C6C6F', now(), -1.50, 'a' || 'b (', TRUE, DATE '2026-01-01')"
    [row] = parts(f"{head}INSERT INTO t VALUES {rows};\n")["t"].rows()
    assert row == ("it's\n", "x", '"x"', "Hello", "now()", "-1.50", "'a' || 'b ('", "TRUE", "2026-01-01")
    [row] = parts("-- MySQL dump\nINSERT INTO t VALUES (_binary 'a\\0b', \"it's\", 0x48656C6C6F, 'a\\%');\n")[
        "t"
    ].rows()
    assert row == ("a\0b", "it's", "Hello", "a\\%")
    shell = (
        "PRAGMA foreign_keys=OFF;\nINSERT INTO t VALUES(replace('a\\nb''c','\\n',char(10)),unistr('\\u5f20\\u4e09'));\n"
    )
    assert parts(shell)["t"].rows() == [("a\nb'c", "张三")]


@pytest.mark.catalogue("B25")
def test_statements_without_rows_are_scanned_as_text_and_masked_in_place() -> None:
    content = (
        "-- MySQL dump\n-- by bob@canary.invalid\nCREATE TABLE t (a int COMMENT '手机', b int DEFAULT 5);\n"
        "DELIMITER ;;\nCREATE DEFINER=`bob`@`h` TRIGGER x BEGIN\n  INSERT INTO t VALUES (1, 2);\nEND ;;\nDELIMITER ;\n"
        "INSERT INTO t VALUES (1, 2) ON DUPLICATE KEY UPDATE a = 'bob';\nGRANT SELECT ON t TO 'bob'@'h';\n"
    )
    found = parts(content)
    assert found["t"].rows() == [("1", "2")]
    assert found["text"].count("bob") == content.count("bob") == 4
    assert copied(content, text=lambda line: line.replace("bob", "eve")) == content.replace("bob", "eve")


def test_keywords_and_names_of_tables_are_never_offered_to_be_masked() -> None:
    content = (
        "-- PostgreSQL database dump\nCREATE TABLE s.t (a text DEFAULT 'Bob''s', CHECK (b < 13800138000));\n"
        "ALTER TABLE s.t OWNER TO eve;\nGRANT SELECT ON s.t TO eve;\nCREATE FUNCTION f() AS $$ SELECT 'x' -- y\n$$;\n"
    )
    assert parts(content)["text"] == "Bob's\n13800138000\neve\neve\nx\n y\n"
    masked = copied(content, text=lambda line: "<it's>\n" if line.strip() else line)
    assert "DEFAULT '<it''s>', CHECK (b < '<it''s>')" in masked
    assert 'OWNER TO "<it\'s>";' in masked
    with pytest.raises(OutputFailed, match="comment"):
        copied("/* a\nb */ CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n", text=lambda line: "*/\n")


def test_comments_of_columns_are_kept_as_comments() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "d.sql")
        head = "-- PostgreSQL database dump\nCREATE TABLE s.t (a text, b text);\n"
        path.write_text(head + "COMMENT ON COLUMN s.t.a IS '身份证''号';\n")
        [table, _] = opened(path).members()
        assert [column.comment for column in table.columns] == ["身份证'号", None]
        assert read(table).is_empty()


@pytest.mark.parametrize(
    "broken",
    [
        "INSERT INTO b VALUES (1, 'x', canary);",
        "INSERT INTO b SET a = 'canary';",
        "INSERT INTO b VALUES (1, ('canary';",
    ],
)
def test_a_row_that_is_not_understood_makes_its_table_incomplete_and_no_other(broken: str) -> None:
    content = (
        f"-- MySQL dump\nCREATE TABLE b (x int);\nINSERT INTO a VALUES (1);\n{broken}\nINSERT INTO a VALUES (2);\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "d.sql").write_text(content)
        members = {
            getattr(m, "name", "b"): m for m in opened(Path(folder, "d.sql")).members() if not isinstance(m, Document)
        }
        assert read(members["a"]).height == 2
        reason = members["b"].reason if isinstance(members["b"], Incomplete) else _failure(members["b"])
    assert "line 4" in reason
    assert "canary" not in reason
    with pytest.raises(SourceUnreadable, match="line 4"):
        copied(content)


def _failure(table: Table) -> str:
    with pytest.raises(SourceUnreadable) as caught:
        read(table)
    return caught.value.reason


@pytest.mark.parametrize(
    "cut", ["INSERT INTO b VALUES (1, 'canary", "COPY b (x) FROM stdin;\n1\n2\n", "SELECT 'canary;\n"]
)
def test_a_dump_that_is_cut_off_is_incomplete(cut: str) -> None:
    content = f"SET standard_conforming_strings = on;\nINSERT INTO a VALUES (1);\n{cut}"
    found = parts(content)
    assert found["a"].height == 1
    assert any("never closed" in reason for reason in found.values() if isinstance(reason, str))
    with pytest.raises(SourceUnreadable):
        copied(content)


@pytest.mark.parametrize(
    "content", ["see INSERT INTO t VALUES (1)\n", "-- a note\nSET sail for the islands;\n", "a,b\n1,2\n"]
)
def test_what_only_speaks_of_sql_is_no_dump(content: str, tmp_path: Path) -> None:
    (tmp_path / "n.sql").write_text(content)
    assert opened(tmp_path / "n.sql").format != "sql"
