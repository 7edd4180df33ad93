"""Masked views of PostgreSQL: they show what `mask` would write, and no way leads around them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.sources.databases.quoting import literal, quoted
from tests.databases.identifiers import HOSTILE
from tests.databases.views.conftest import settled
from tests.databases.views.houses import Postgres
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
    "d_years": ("date", ("1990-05-01'", "2024-02-29")),
    "d_ages": ("date", ("1990-05-01'", "2026-11-25")),
    "t_months": ("timestamp", ("1990-05-01 23:59:59.5'", "2026-01-01 00:00:00")),
    "z_months": ("timestamptz", ("1990-05-31 23:30:00+00'", "1990-06-01 03:00:00+08")),
    "z_ends": ("timestamptz", ("1990-05-31 23:30:00+00'", "1990-06-01 03:00:00+08")),
    "i_bins": ("integer", ("-1", "4999")),
    "i_ends": ("bigint", ("1234567890123", "12")),
    "n_bins": ("numeric(12,2)", ("4999.99", "-0.01")),
    "f_bins": ("double precision", ("4999.999999999999", "0.00001")),
    "f_wholes": ("real", ("1.5", "2.5")),
    "b_ends": ("boolean", ("true", "false")),
    "c_codes": ("char(8)", ("518000", "SW1A1AA")),
    "u_ends": ("uuid", ("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", None)),
}
"""Column, which becomes what follows the underscore -> its type, and two values."""

LEAK = "CREATE FUNCTION pg_temp.leak(text) RETURNS bool LANGUAGE plpgsql COST 0.0000001 AS"
LEAK += " $$BEGIN RAISE NOTICE 'saw %', $1; RETURN true; END$$;"


def test_views_show_what_mask_would_write(postgres: Postgres, tmp_path: Path) -> None:
    texts = [*TEXTS, *WIDE, *drawn(2000), None]
    typed = {name: [values[i % 2] for i in range(len(texts))] for name, (_, values) in TYPED.items()}
    frame = pl.DataFrame({**dict.fromkeys(STEPS, texts), **typed})
    postgres.load("forms", frame, {name: kind for name, (kind, _) in TYPED.items()})
    steps = {**STEPS, **{name: STEPS[name.partition("_")[2]] for name in TYPED}}
    policy = house(steps, {postgres.database: 1})
    findings = graded(postgres.scanned(), {**dict.fromkeys(steps, 4), **TIERS})
    postgres.made(findings, policy)
    plan = pipeline.plan(findings, policy=policy)
    pipeline.mask(postgres.server.url(postgres.database), tmp_path / "out", plan=plan, key=KEY)
    copy = pl.read_parquet(tmp_path / "out" / "public.forms.parquet").sort("id")
    for name in steps:
        seen = postgres.execute(f"SELECT {name}::text FROM masked_{postgres.database}.forms ORDER BY id")
        wanted = copy[name].cast(pl.String).to_list()
        differ = [(t, s, w) for t, (s,), w in zip(texts, seen, wanted, strict=True) if s != w]
        assert not differ, (name, differ)


def test_no_way_of_reading_shows_a_role_more_than_its_tier(postgres: Postgres, roles: Mapping[str, int]) -> None:
    people = settled(postgres)
    postgres.execute(*(f"CREATE ROLE {role} LOGIN" for role in roles), "ANALYZE people")
    text = postgres.made(graded(postgres.scanned(), TIERS_OF_PEOPLE), house(STEPS_OF_PEOPLE, roles))
    assert_no_leak(canary.identifiers(people, hidden_from(1)), [], [text.encode()])
    for role, tier in roles.items():
        view = f"masked_{role}.people"
        said = [
            postgres.ask(role, f"TABLE {view}"),
            postgres.ask(role, f"COPY (SELECT * FROM {view}) TO STDOUT"),
            postgres.ask(role, f"BEGIN; DECLARE c CURSOR FOR SELECT * FROM {view}; FETCH ALL c; CLOSE c"),
            postgres.ask(role, f"PREPARE q AS SELECT * FROM {view} WHERE id > $1; EXECUTE q(-1)"),
            postgres.ask(role, f"EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM {view} WHERE card <> 'x'"),
            postgres.ask(role, f"{LEAK} SELECT count(*) FROM {view} WHERE pg_temp.leak(mobile) AND pg_temp.leak(card)"),
            postgres.ask(role, f"{LEAK} SELECT count(*) FROM {view} p WHERE pg_temp.leak(p::text)"),
            *(
                postgres.ask(role, f"SELECT * FROM {view} WHERE CAST({c} AS int) = 1")
                for c in ("card", "mobile", "plate")
            ),
            postgres.ask(role, "SELECT * FROM pg_stats WHERE schemaname <> 'pg_catalog'"),
            postgres.ask(role, "SELECT * FROM information_schema.columns WHERE table_schema !~ '^pg_|^information'"),
            postgres.ask(role, "SELECT * FROM pg_views WHERE schemaname ~ '^masked'"),
            *(postgres.dump(role, "--inserts", *only) for only in ((), ("-n", f"masked_{role}"), ("-t", view))),
            postgres.ask(role, f"CREATE TEMP TABLE own AS TABLE {view}; TABLE own"),
        ]
        assert_no_leak(canary.identifiers(people, hidden_from(tier)), [], [part.encode() for part in said])
        for way in (*said[:4], said[-1]):
            assert all(plate in way for plate in people["plate"]), way[:200]
        others = [f"SELECT {c} FROM public.people" for c in ("card", "ctid", "count(*)", "1")]
        others += ["COPY public.people TO STDOUT", "TABLE pg_statistic", "SELECT ctid FROM " + view]
        others += [f"TABLE masked_{other}.people" for other in roles if other != role]
        for sql in others:
            assert "ERROR" in postgres.ask(role, sql), sql
        assert postgres.ask(role, f"UPDATE {view} SET plate = ''").startswith("ERROR:  permission denied")


def test_what_each_column_becomes(postgres: Postgres, roles: Mapping[str, int]) -> None:
    people = settled(postgres)
    postgres.execute(*(f"CREATE ROLE {role} LOGIN" for role in roles))
    text = postgres.made(graded(postgres.scanned(), TIERS_OF_PEOPLE), house(STEPS_OF_PEOPLE, roles))
    analyst, support = (f"masked_{role}" for role in roles)
    first = people.row(0, named=True)
    ((plate, mobile, card, passport, year),) = postgres.execute(
        f"SELECT plate, mobile, card, passport, birth_date FROM {analyst}.people WHERE id = 0"
    )
    assert (plate, mobile, card) == (first["plate"], f"{first['mobile'][:3]}****", f"****{first['card'][-4:]}")
    assert (passport, year) == (None, first["birth_date"][:4])
    columns = (
        "SELECT column_name::text FROM information_schema.columns WHERE table_schema = {} ORDER BY ordinal_position"
    )
    shown = {name for (name,) in postgres.execute(columns.format(literal(analyst)))}
    assert shown == {"id", "plate", "mobile", "card", "passport", "birth_date", "agreed"}
    shown = {name for (name,) in postgres.execute(columns.format(literal(support)))}
    assert shown == {"id", "plate", "name_zh", "mobile", "email", "card", "passport", "birth_date", "agreed"}
    for line in (
        "--   plate: in clear (tier 2)",
        "--   card: mask (tier 4)",
        "--   id_no: left out (tier 4, pseudonym needs the key)",
        "--   iban: left out (tier 4, dropped by the plan)",
        "--   notes: left out (tier 3, free text, text cannot be said in SQL)",
    ):
        assert line in text.splitlines(), line


def test_rows_that_are_left_out_are_shown_to_no_function_operator_or_error(
    postgres: Postgres, roles: Mapping[str, int]
) -> None:
    people = settled(postgres)
    postgres.execute(*(f"CREATE ROLE {role} LOGIN" for role in roles), "ANALYZE people")
    findings, policy = graded(postgres.scanned(), TIERS_OF_PEOPLE), house(STEPS_OF_PEOPLE, roles)
    postgres.made(findings, policy, consenting(pipeline.plan(findings, policy=policy)))
    role = next(role for role, tier in roles.items() if tier == 3)
    view = f"masked_{role}.people"
    assert postgres.ask(role, f"SELECT count(*) FROM {view}").strip() == "30"
    operator = (
        f"{LEAK} CREATE FUNCTION pg_temp.both(text, text) RETURNS bool LANGUAGE plpgsql COST 0.0000001 AS"
        " $$BEGIN RAISE NOTICE 'saw %', $1; RETURN true; END$$; CREATE OPERATOR pg_temp.<<<"
        " (FUNCTION = pg_temp.both, LEFTARG = text, RIGHTARG = text, RESTRICT = scalarltsel);"
    )
    said = [
        postgres.ask(role, f"TABLE {view}"),
        postgres.ask(role, f"{LEAK} SELECT * FROM {view} WHERE pg_temp.leak(name_zh) AND pg_temp.leak(email)"),
        postgres.ask(role, f"{operator} EXPLAIN ANALYZE SELECT * FROM {view} WHERE name_zh OPERATOR(pg_temp.<<<) 'x'"),
        postgres.ask(role, f"SELECT * FROM {view} WHERE id % 2 = 0 AND CAST(email AS int) = 1"),
        postgres.ask(role, f"SELECT * FROM {view} WHERE CAST(email AS int) = 1 OR 1 / (id % 2) = 1"),
    ]
    away, there = people.gather_every(2), people.gather_every(2, offset=1)
    assert_no_leak(canary.identifiers(away, ["name_zh", "email", "plate"]), [], [part.encode() for part in said])
    assert all(name in part for part in said[:2] for name in there["name_zh"])
    assert "saw" in said[1]


def test_settings_of_a_session_change_nothing(postgres: Postgres) -> None:
    frame = pl.DataFrame({name: values for name, (_, values) in TYPED.items()})
    postgres.load("forms", frame, {name: kind for name, (kind, _) in TYPED.items()})
    policy = house({name: STEPS[name.partition("_")[2]] for name in TYPED}, {postgres.database: 1})
    postgres.made(graded(postgres.scanned(), dict.fromkeys(TYPED, 4)), policy)
    role = f"reader_{postgres.database}"
    postgres.execute(f"CREATE ROLE {role} LOGIN IN ROLE {postgres.database}")
    read = f"TABLE masked_{postgres.database}.forms"
    plain = postgres.ask(role, read)
    for setting in (
        "timezone = 'Asia/Shanghai'",
        "datestyle = 'SQL, DMY'",
        "extra_float_digits = -15",
        "search_path = pg_temp, public",
        "standard_conforming_strings = off",
        "intervalstyle = 'postgres_verbose'",
    ):
        assert postgres.ask(role, f"SET {setting}; {read}") == plain, setting
    assert plain.count("\n") == 2


def test_hostile_names_are_viewed_and_do_nothing(postgres: Postgres) -> None:
    for number, name in enumerate(HOSTILE):
        q = quoted(name)
        postgres.execute(f"CREATE TABLE {q} ({q} text, id int)", f"INSERT INTO {q} VALUES ('value {number}', {number})")
    role = "it's \"$piiscan$;--\\" + postgres.database
    findings = graded(postgres.scanned(), dict.fromkeys(HOSTILE[::2], 4))
    postgres.made(findings, house({"*": ("mask", {"keep_prefix": 2})}, {role: 3}))
    for number, name in enumerate(HOSTILE):
        ((seen, other),) = postgres.execute(f"SELECT {quoted(name)}, id FROM {quoted('masked_' + role)}.{quoted(name)}")
        assert (seen, other) == ("va****" if number % 2 == 0 else f"value {number}", number)
    assert len(postgres.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")) == len(HOSTILE)
