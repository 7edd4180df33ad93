"""What writers of Parquet say about their columns: in the schema of Arrow, or in that of Spark."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from piiscan.sources.formats.arrow.declared import comments as arrow_comments
from piiscan.sources.formats.arrow.messages import message
from piiscan.sources.nested import TooDeep
from piiscan.sources.nested.reading import Damaged
from piiscan.sources.paths import ELEMENT, ROOT, child

ARROW, SPARK = "ARROW:schema", "org.apache.spark.sql.parquet.row.metadata"


def comments(metadata: Mapping[str, str]) -> dict[str, str]:
    """Path -> comment. Metadata that cannot be read says nothing: it is not data."""
    try:
        schema = message(BytesIO(b64decode(metadata.get(ARROW, ""))))
        said = {} if schema is None else arrow_comments(schema.header)
        return said | dict(_spark(json.loads(metadata.get(SPARK, "null")), ROOT))
    except (AttributeError, Damaged, RecursionError, TooDeep, TypeError, ValueError):
        return {}


def _spark(declared: Any, path: str) -> Iterator[tuple[str, str]]:
    kind = declared.get("type") if isinstance(declared, dict) else None
    if kind == "array":
        yield from _spark(declared.get("elementType"), path + ELEMENT)
    elif kind == "map":
        yield from _spark(declared.get("valueType"), child(path + ELEMENT, "value"))
    elif kind == "struct":
        for field in declared.get("fields", []):
            at = child(path, str(field.get("name")))
            comment = field.get("metadata", {}).get("comment")
            if isinstance(comment, str):
                yield at, comment
            yield from _spark(field.get("type"), at)
