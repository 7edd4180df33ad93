"""Masked views of MySQL and MariaDB: they show what `mask` would write, and no way leads around them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.sources.databases.quoting import quoted
from piiscan.verbs.views import views
from piiscan.verbs.views.scripts import script
from tests.databases.identifiers import HOSTILE
from tests.databases.views.conftest import settled
from tests.databases.views.houses import MariaDB
from tests.databases.views.made import (
    STEPS,
    STEPS_OF_PEOPLE,
    TEXTS,
    TIERS,
    TIERS_OF_PEOPLE,
    WIDE,
    consenting,
    drawn,
    graded,
    hidden_from,
    house,
)
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())

TYPED: Mapping[str, tuple[str, tuple[str | None, ...]]] = {
    "d_years": ("date", ("1990-05-01", "2024-02-29")),
    "d_ages": ("date", ("1990-05-01", "2026-11-25")),
    "t_months": ("datetime(3)", ("1990-05-01 23:59:59.500", "2026-01-01 00:00:00")),
    "t_quarters": ("timestamp NULL", ("1990-05-01 23:59:59", "2026-01-01 00:00:01")),
    "y_years": ("year", ("1990", "2024")),
    "i_bins": ("int", ("-1", "4999")),
    "i_ends": ("bigint unsigned", ("18446744073709551615", "12")),
    "n_bins": ("decimal(12,2)", ("4999.99", "-0.01")),
    "f_bins": ("double", ("4999.75", "0.00001")),
    "c_codes": ("char(8)", ("518000", "SW1A1AA")),
    "e_ends": ("enum('first choice', 'other')", ("first choice", None)),
    "g_ends": ("varchar(40) CHARACTER SET gbk", ("王小明和李小红", "x")),
}
"""Column, which becomes what follows the underscore -> its type, and two values."""


def members(here: MariaDB, roles: Mapping[str, int]) -> dict[str, int]:
    """Users in these roles, and their tiers."""
    for role in roles:
        user = f"of_{role}@localhost"
        here.execute(f"CREATE USER {user}", f"GRANT {role} TO {user}", f"SET DEFAULT ROLE {role} FOR {user}")
    return {f"of_{role}": tier for role, tier in roles.items()}


def test_views_show_what_mask_would_write(mariadb: MariaDB, tmp_path: Path) -> None:
    texts = [*TEXTS, *WIDE, *drawn(2000), None]
    typed = {name: [values[i % 2] for i in range(len(texts))] for name, (_, values) in TYPED.items()}
    frame = pl.DataFrame({**dict.fromkeys(STEPS, texts), **typed})
    mariadb.load("forms", frame, {name: kind for name, (kind, _) in TYPED.items()})
    steps = {**STEPS, **{name: STEPS[name.partition("_")[2]] for name in TYPED}}
    policy = house(steps, {f"forms_{mariadb.database}": 1})
    findings = graded(mariadb.scanned(), {**dict.fromkeys(steps, 4), **TIERS})
    mariadb.made(findings, policy)
    plan = pipeline.plan(findings, policy=policy)
    pipeline.mask(mariadb.server.url(mariadb.database), tmp_path / "out", plan=plan, key=KEY)
    copy = pl.read_parquet(tmp_path / "out" / "forms.parquet").sort("id")
    for name in steps:
        seen = mariadb.execute(f"SELECT {name} FROM masked_forms_{mariadb.database}.forms ORDER BY id")
        wanted = copy[name].cast(pl.String).to_list()
        differ = [(t, s, w) for t, (s,), w in zip(texts, seen, wanted, strict=True) if s != w]
        assert [case for case in differ if case[0] not in WIDE] == [], name
        assert {seen for _, seen, _ in differ} <= {None}, name  # without NFKC they say less
    warned = mariadb.ask("root", f"SELECT * FROM masked_forms_{mariadb.database}.forms")
    assert "Warning" not in warned  # a warning would hold a value


def test_no_way_of_reading_shows_a_role_more_than_its_tier(mariadb: MariaDB, roles: Mapping[str, int]) -> None:
    people = settled(mariadb)
    findings, policy = graded(mariadb.scanned(), TIERS_OF_PEOPLE), house(STEPS_OF_PEOPLE, roles)
    text = mariadb.made(findings, policy)
    assert_no_leak(canary.identifiers(people, hidden_from(1)), [], [text.encode()])
    for user, tier in members(mariadb, roles).items():
        schema = f"masked_{user.removeprefix('of_')}"
        view = f"{schema}.people"
        said = [
            mariadb.ask(user, f"SELECT * FROM {view}"),
            mariadb.ask(user, f"PREPARE q FROM 'SELECT * FROM {view} WHERE id > ?'; EXECUTE q USING -1"),
            mariadb.ask(user, f"HANDLER {view} OPEN"),
            mariadb.ask(user, f"EXPLAIN EXTENDED SELECT * FROM {view} WHERE card <> 'x'; SHOW WARNINGS"),
            mariadb.ask(user, f"SELECT * FROM {view} WHERE CAST(mobile AS int) = 1 OR CAST(card AS date) = 1"),
            mariadb.ask(user, f"SELECT extractvalue(1, concat('~', mobile, card)) FROM {view}"),
            mariadb.ask(user, f"SELECT * FROM {view} PROCEDURE ANALYSE()"),
            mariadb.ask(user, f"SET default_regex_flags = 'MULTILINE,EXTENDED'; SELECT * FROM {view}"),
            mariadb.ask(user, "SELECT * FROM information_schema.columns WHERE table_schema <> 'information_schema'"),
            mariadb.ask(user, "SELECT * FROM information_schema.views; SELECT * FROM information_schema.statistics"),
            *(mariadb.dump(user, *opts, schema) for opts in ((), ("--skip-lock-tables",), ("--no-create-info",))),
            mariadb.dump(user, "--skip-lock-tables", mariadb.database),
        ]
        assert_no_leak(canary.identifiers(people, hidden_from(tier)), [], [part.encode() for part in said])
        assert all(plate in way for way in said[:2] for plate in people["plate"])
        for sql in (
            f"SELECT 1 FROM {mariadb.database}.people",
            f"HANDLER {mariadb.database}.people OPEN",
            "SELECT * FROM mysql.column_stats",
            f"SHOW CREATE VIEW {view}",
            f"UPDATE {view} SET plate = ''",
            *(f"SELECT * FROM masked_{other}.people" for other in roles if f"of_{other}" != user),
        ):
            assert "ERROR" in mariadb.ask(user, sql), sql


def test_rows_that_are_left_out_are_shown_to_no_function_or_error(mariadb: MariaDB, roles: Mapping[str, int]) -> None:
    people = settled(mariadb)
    findings, policy = graded(mariadb.scanned(), TIERS_OF_PEOPLE), house(STEPS_OF_PEOPLE, roles)
    mariadb.made(findings, policy, consenting(pipeline.plan(findings, policy=policy)))
    user = next(user for user, tier in members(mariadb, roles).items() if tier == 3)
    view = f"masked_{user.removeprefix('of_')}.people"
    assert mariadb.ask(user, f"SELECT count(*) FROM {view}").strip() == "30"
    said = [
        mariadb.ask(user, f"SELECT * FROM {view}"),
        mariadb.ask(user, f"SELECT count(*) FROM {view} WHERE CAST(email AS int) = 1"),
        mariadb.ask(user, f"SELECT count(*) FROM {view} WHERE id % 2 = 0 AND CAST(email AS int) = 1"),
        mariadb.ask(user, f"SET optimizer_switch = 'derived_merge=on'; SELECT * FROM {view} WHERE CAST(email AS int)"),
        mariadb.ask(user, f"SELECT * FROM {view} WHERE CAST(email AS int) = 1 GROUP BY id HAVING CAST(plate AS int)"),
        mariadb.ask(user, f"EXPLAIN EXTENDED SELECT * FROM {view} WHERE id = 2 AND CAST(email AS int) = 1"),
    ]
    away, there = people.gather_every(2), people.gather_every(2, offset=1)
    assert_no_leak(canary.identifiers(away, ["name_zh", "email", "plate"]), [], [part.encode() for part in said])
    assert all(any(value in part for value in there["email"]) for part in said[:2])  # warnings show what they meet


def test_settings_of_a_session_change_nothing(mariadb: MariaDB) -> None:
    typed = {name: kind for name, (kind, _) in TYPED.items() if not kind.startswith("timestamp")}
    texts = [*TEXTS[:60], "1990-05-01\nx", "x\n1990-05-01", "x\n5000", "5000\nx"]
    columns = {name: [TYPED[name][1][i % 2] for i in range(len(texts))] for name in typed}
    frame = pl.DataFrame({**columns, "years": texts, "bins": texts})
    steps = {name: STEPS[name.partition("_")[2] or name] for name in frame.columns}
    mariadb.load("forms", frame, typed)
    mariadb.made(graded(mariadb.scanned(), dict.fromkeys(steps, 4)), house(steps, {f"forms_{mariadb.database}": 1}))
    (user,) = members(mariadb, {f"forms_{mariadb.database}": 1})
    read = f"SELECT * FROM masked_forms_{mariadb.database}.forms ORDER BY id"
    plain = mariadb.ask(user, read)
    assert plain.count("1990") > 5
    for setting in (
        "default_regex_flags = 'MULTILINE,EXTENDED,UNGREEDY,DOTALL'",
        "sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PIPES_AS_CONCAT'",
        "sql_mode = 'PAD_CHAR_TO_FULL_LENGTH'",
        "div_precision_increment = 0",
        "collation_connection = 'utf8mb4_general_ci'",
        "time_zone = '+13:00'",
        "lc_time_names = 'zh_CN'",
    ):
        assert mariadb.ask(user, f"SET {setting}; {read}") == plain, setting


def test_hostile_names_are_viewed_and_do_nothing(mariadb: MariaDB) -> None:
    """MySQL takes no blank at the end of a name, and none beyond the basic plane."""
    names = sorted({n.lower(): n for n in HOSTILE if n == n.rstrip() and max(n) < "\U00010000"}.values())
    for number, name in enumerate(names):
        q = quoted(name, "`")
        mariadb.execute(f"CREATE TABLE {q} ({q} text, id int)", f"INSERT INTO {q} VALUES ('value {number}', {number})")
    role = "it's \"`;--" + mariadb.database
    findings = graded(mariadb.scanned(), dict.fromkeys(names[::2], 4))
    mariadb.made(findings, house({"*": ("mask", {"keep_prefix": 2})}, {role: 3}))
    for number, name in enumerate(names):
        view = f"{quoted('masked_' + role, '`')}.{quoted(name, '`')}"
        ((seen, other),) = mariadb.execute(f"SELECT {quoted(name, '`')}, id FROM {view}")
        assert (seen, other) == ("va****" if number % 2 == 0 else f"value {number}", number)
    assert len(mariadb.execute("SHOW TABLES")) == len(names)


def test_the_script_stops_before_anything_where_a_role_may_read_a_table(mariadb: MariaDB) -> None:
    mariadb.execute("CREATE TABLE t (v text, w text)", "INSERT INTO t VALUES ('one', 'two')")
    role = f"analyst_{mariadb.database}"
    findings, policy = graded(mariadb.scanned(), {"w": 3}), house({}, {role: 2})
    text = script(views(findings, pipeline.plan(findings, policy=policy), policy.roles))
    mariadb.execute(f"CREATE ROLE {role}")
    pattern = f"{mariadb.database[:-1]}%"
    for rights in ("SELECT ON *.*", f"SELECT ON `{pattern}`.*", "SELECT ON t", "SELECT (w) ON t"):
        mariadb.execute(f"GRANT {rights} TO {role}")
        done = mariadb.run(text)
        assert done.returncode == 1
        assert b"more than 1 row" in done.stderr
        assert mariadb.execute(f"SHOW DATABASES LIKE 'masked_{role}'") == []
        mariadb.execute(f"REVOKE {rights} FROM {role}")
    assert mariadb.run(text).returncode == 0
    again = mariadb.run(text)
    assert (again.returncode, b"database exists" in again.stderr) == (1, True)
