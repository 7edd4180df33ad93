"""Dumps of databases, as pg_dump, mysqldump and the shell of SQLite write them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

Row = Sequence[str | None]

_POSTGRESQL = """--
-- PostgreSQL database dump
--

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;

CREATE TABLE public.people (
    {columns}
);

{rows}
--
-- PostgreSQL database dump complete
--
"""
_MYSQL = """-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;

DROP TABLE IF EXISTS `people`;
CREATE TABLE `people` (
  {columns}
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `people` WRITE;
{rows}
UNLOCK TABLES;
"""
_TO_MYSQL = str.maketrans({"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\r": "\\r", "\0": "\\0", "\x1a": "\\Z"})
_TO_COPY = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v"})


def copy(frame: pl.DataFrame) -> str:
    lines = ("\t".join("\\N" if v is None else v.translate(_TO_COPY) for v in row) + "\n" for row in frame.iter_rows())
    head = f"COPY public.people ({', '.join(_quoted(frame.columns))}) FROM stdin;\n"
    return _postgresql(frame, head + "".join(lines) + "\\.\n\n")


def inserts(frame: pl.DataFrame) -> str:
    return _postgresql(
        frame, "".join(f"INSERT INTO public.people VALUES ({row});\n" for row in _rows(frame, _standard))
    )


def extended(frame: pl.DataFrame) -> str:
    rows = list(_rows(frame, _mysql))
    parts = [rows[start : start + 70] for start in range(0, len(rows), 70)]
    said = "\n".join(f"INSERT INTO `people` VALUES {','.join(f'({row})' for row in part)};" for part in parts)
    return _MYSQL.format(columns=",\n  ".join(f"`{name}` text COMMENT 'x'" for name in frame.columns), rows=said)


def sqlite(frame: pl.DataFrame) -> str:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE people ({', '.join(f'{name} TEXT' for name in _quoted(frame.columns))})")
    connection.executemany(f"INSERT INTO people VALUES ({', '.join('?' * frame.width)})", frame.iter_rows())
    connection.commit()
    said = "".join(f"{statement}\n" for statement in connection.iterdump())
    connection.close()
    return said


def _postgresql(frame: pl.DataFrame, rows: str) -> str:
    return _POSTGRESQL.format(columns=",\n    ".join(f"{name} text" for name in _quoted(frame.columns)), rows=rows)


def _quoted(names: Iterable[str]) -> list[str]:
    return ['"' + name.replace('"', '""') + '"' for name in names]


def _rows(frame: pl.DataFrame, write: Callable[[str], str]) -> Iterable[str]:
    return (", ".join("NULL" if v is None else write(v) for v in row) for row in frame.iter_rows())


def _standard(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _mysql(value: str) -> str:
    return "'" + value.translate(_TO_MYSQL) + "'"


def _writer(write: Callable[[pl.DataFrame], str]) -> Callable[[pl.DataFrame, Path], None]:
    def written(frame: pl.DataFrame, path: Path) -> None:
        path.write_bytes(write(frame).encode())

    return written


WRITERS: Mapping[str, Callable[[pl.DataFrame], str]] = {
    "sql, COPY": copy,
    "sql, INSERT": inserts,
    "sql, extended INSERT": extended,
    "sql, SQLite": sqlite,
}

ROWS: Mapping[str, Callable[[pl.DataFrame, Path], None]] = {name: _writer(write) for name, write in WRITERS.items()}
