"""What is in a PostgreSQL database, by its system catalogues (manual, chapter 53)."""

from __future__ import annotations

from collections import defaultdict
from json import loads
from typing import NamedTuple

from piiscan.model.table import Column, Constraints, Reference
from piiscan.sources.databases.defaults import harmless, tells
from piiscan.sources.databases.keys import space
from piiscan.sources.databases.postgresql.connecting import Session
from piiscan.sources.databases.postgresql.types import reading
from piiscan.sources.databases.quoting import literal, quoted
from piiscan.sources.databases.relations import Defined, Field, Relation, counts

_TABLES = """
SELECT c.oid::int8, n.nspname::text, c.relname::text, c.relkind::text,
  has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'),
  CASE c.relkind WHEN 'p' THEN (SELECT CASE WHEN bool_or(l.reltuples < 0) THEN -1 ELSE sum(l.reltuples)::int8 END
    FROM pg_partition_tree(c.oid) p JOIN pg_class l ON l.oid = p.relid WHERE p.isleaf) ELSE c.reltuples::int8 END,
  EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) AND c.relkind = 'r'
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast|^pg_temp' {where}
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
"""
_COLUMNS = """
SELECT a.attname::text,
  format_type(b.oid, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END), a.attnotnull,
  col_description(a.attrelid, a.attnum), b.typname::text, b.typcategory::text,
  b.typnamespace = 'pg_catalog'::regnamespace,
  (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_enum e WHERE e.enumtypid = b.oid),
  a.attidentity <> '' OR EXISTS (SELECT FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    WHERE d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'a'),
  a.attgenerated <> '', pg_get_expr(f.adbin, f.adrelid)
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN LATERAL (
  WITH RECURSIVE below AS (SELECT t.*
    UNION ALL SELECT t.* FROM pg_type t JOIN below ON below.typtype = 'd' AND t.oid = below.typbasetype)
  SELECT oid, typname, typcategory, typnamespace FROM below WHERE typtype <> 'd') b ON true
LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
WHERE a.attrelid = {oid} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_LOST = """
SELECT (SELECT count(*) FROM pg_constraint WHERE conrelid = {oid} AND contype = 'c'),
  (SELECT count(*) FROM pg_constraint WHERE conrelid = {oid} AND contype = 'x'),
  (SELECT count(*) FROM pg_trigger WHERE tgrelid = {oid} AND NOT tgisinternal),
  (SELECT count(*) FROM pg_rewrite WHERE ev_class = {oid} AND rulename <> '_RETURN'),
  (SELECT count(*) FROM pg_policy WHERE polrelid = {oid}),
  (SELECT count(*) FROM pg_inherits WHERE inhparent = {oid}),
  (SELECT count(*) FROM pg_inherits WHERE inhrelid = {oid}),
  (SELECT count(*) FROM pg_statistic_ext WHERE stxrelid = {oid}),
  (SELECT count(*) FROM pg_description d WHERE d.classoid = 'pg_class'::regclass AND (d.objoid = {oid}
    OR d.objoid IN (SELECT indexrelid FROM pg_index WHERE indrelid = {oid}))
    OR d.classoid = 'pg_constraint'::regclass AND d.objoid IN (SELECT oid FROM pg_constraint WHERE conrelid = {oid})),
  (SELECT count(DISTINCT r.ev_class) FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> {oid}
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = {oid})
"""
_KINDS = (
    "checks exclusion_constraints triggers rules policies partitions inheritances statistics_objects comments"
    " dependent_views".split()
)
_KEYS = """
SELECT k.contype::text, k.conname::text, here.attname::text, n.nspname::text, c.relname::text, k.confupdtype::text,
  k.confdeltype::text, there.attname::text
FROM pg_constraint k CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS pair(here, there, place)
JOIN pg_attribute here ON here.attrelid = k.conrelid AND here.attnum = pair.here
LEFT JOIN pg_class c ON c.oid = k.confrelid LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute there ON there.attrelid = k.confrelid AND there.attnum = pair.there
WHERE k.conrelid = {oid} AND k.contype IN ('p', 'u', 'f') ORDER BY k.contype, k.conname, pair.place
"""
_INDEXES = """
SELECT i.relname::text, a.attname::text, x.indisunique
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum
WHERE x.indrelid = {oid} AND {plain} AND k.place <= x.indnkeyatts
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = x.indexrelid) ORDER BY i.relname, k.place
"""
_DEFINED = """
SELECT i.relname::text, x.indisunique, substr(pg_get_indexdef(i.oid), length(format('CREATE %sINDEX %I ON %s%I.%I ',
    CASE WHEN x.indisunique THEN 'UNIQUE ' END, i.relname, CASE WHEN i.relkind = 'I' THEN 'ONLY ' END,
    {schema}::text, {name}::text)) + 1),
  (SELECT json_agg(DISTINCT a.attname)::text FROM pg_depend d JOIN pg_attribute a
    ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.objid = i.oid AND d.refclassid = 'pg_class'::regclass
    AND d.refobjid = x.indrelid),
  EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.oid
    AND NOT (d.refclassid = 'pg_class'::regclass AND d.refobjid = x.indrelid))
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
WHERE x.indrelid = {oid} AND NOT ({plain}) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = x.indexrelid)
ORDER BY i.relname
"""
_PLAIN = (
    "x.indpred IS NULL AND x.indexprs IS NULL"
    " AND (SELECT m.amname FROM pg_am m WHERE m.oid = i.relam) IN ('btree', 'hash')"
)
_ACTIONS = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
KINDS = {"r": "table", "p": "partitioned", "m": "materialised", "f": "foreign", "v": "view"}


class Listed(NamedTuple):
    """`rows` is an estimate, negative where none was made. `inherited` tables have rows of other tables below them."""

    oid: int
    schema: str
    name: str
    kind: str
    readable: bool
    rows: int
    inherited: bool

    @property
    def quoted(self) -> str:
        return f"{quoted(self.schema)}.{quoted(self.name)}"

    @property
    def only(self) -> str:
        """To read from: tables below it by inheritance are tables of their own, partitions are not."""
        return f"{'ONLY ' if self.inherited else ''}{self.quoted}"


def listed(session: Session, schema: str | None) -> list[Listed]:
    """Tables, each partitioned one once, and views; of one schema, or of all but the system's."""
    where = "" if schema is None else f"AND n.nspname = {literal(schema)}"
    found = session.rows(_TABLES.format(where=where))
    return [Listed(oid, space, name, KINDS[kind], *rest) for oid, space, name, kind, *rest in found]


def relation(session: Session, entry: Listed) -> Relation:
    """The table as declared."""
    fields, not_null, lost = [], set(), []
    for name, declared, required, comment, base, category, known, labels, counted, generated, default in session.rows(
        _COLUMNS.format(oid=entry.oid)
    ):
        dtype, value, back = reading(quoted(name), base, category, declared)
        column, own = Column(name, str(dtype), comment=comment), back if known else ""
        if labels:
            fields.append(Field(column, base, value, dtype, "{0}", labels=tuple(loads(labels))))
        else:
            kept = "" if counted or generated else harmless(default)
            fields.append(Field(column, declared, value, dtype, own, counted, kept))
        if required:
            not_null.add(name)
        if generated or (default and not counted and not fields[-1].default):
            lost.append(f"the {'expression' if generated else 'default'} of column {name}")
    primary, unique, references = _keys(session, entry)
    indexes, more = _indexes(session, entry)
    constraints = Constraints((*unique, *more), frozenset(not_null), references)
    (numbers,) = session.rows(_LOST.format(oid=entry.oid))
    lost += counts(**dict(zip(_KINDS, numbers, strict=True)))
    return Relation(entry.name, tuple(fields), constraints, primary, indexes, tuple(lost), _defined(session, entry))


def _keys(
    session: Session, entry: Listed
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[Reference, ...]]:
    """The primary key, all unique ones with it, and references, within the one schema if the URL names one."""
    found: defaultdict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for kind, name, *pair in session.rows(_KEYS.format(oid=entry.oid)):
        found[kind, name].append(tuple(pair))
    columns = {key: tuple(here for here, *_ in pairs) for key, pairs in found.items()}
    primary = next((names for (kind, _), names in columns.items() if kind == "p"), ())
    others = tuple(names for (kind, _), names in columns.items() if kind == "u")
    references = tuple(
        Reference(
            columns[key],
            pairs[0][2],
            tuple(there for *_, there in pairs),
            None if pairs[0][1] == entry.schema else space(pairs[0][1]),
            " ".join(f"ON {when} {_ACTIONS[pairs[0][i]]}" for when, i in (("UPDATE", 3), ("DELETE", 4))),
        )
        for key, pairs in found.items()
        if key[0] == "f" and pairs[0][1] in (entry.schema, session.location.schema or pairs[0][1])
    )
    return primary, (*([primary] if primary else []), *others), references


def _indexes(
    session: Session, entry: Listed
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[tuple[str, ...], ...]]:
    """Indexes over whole columns that are no constraints: plain ones by name, and the columns of unique ones."""
    found: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for index, column, unique in session.rows(_INDEXES.format(oid=entry.oid, plain=_PLAIN)):
        found[index, unique].append(column)
    plain = tuple((index, tuple(names)) for (index, unique), names in found.items() if not unique)
    return plain, tuple(tuple(names) for (_, unique), names in found.items() if unique)


def _defined(session: Session, entry: Listed) -> tuple[Defined, ...]:
    """All other indexes. What calls functions or types that are not the system's own is in no copy."""
    asked = _DEFINED.format(oid=entry.oid, schema=literal(entry.schema), name=literal(entry.name), plain=_PLAIN)
    return tuple(
        Defined(name, tuple(loads(columns or "[]")), unique, "" if strange or tells(sql) else sql)
        for name, unique, sql, columns, strange in session.rows(asked)
    )
