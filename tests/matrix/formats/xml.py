"""XML: a person an element, with the values in elements below it, in attributes, or in CDATA sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import polars as pl


def elements(frame: pl.DataFrame) -> str:
    inner = (
        "".join(f"\n    <{name}>{escape(value)}</{name}>" for name, value in row if value is not None)
        for row in _rows(frame)
    )
    return _file(f"  <person>{fields}\n  </person>\n" for fields in inner)


def attributes(frame: pl.DataFrame) -> str:
    inner = (" ".join(f"{name}={quoteattr(value)}" for name, value in row if value is not None) for row in _rows(frame))
    return _file(f"  <person {fields}/>\n" for fields in inner)


def namespaces(frame: pl.DataFrame) -> str:
    """With prefixes, in CDATA, one level deeper, on one line."""
    inner = (
        "".join(f"<c:{name}><![CDATA[{value}]]></c:{name}>" for name, value in row if value is not None)
        for row in _rows(frame)
    )
    body = "".join(f"<c:person><c:data>{fields}</c:data></c:person>" for fields in inner)
    return f'<?xml version="1.0"?><c:people xmlns:c="urn:example:people">{body}</c:people>'


def _rows(frame: pl.DataFrame) -> Iterator[list[tuple[str, str | None]]]:
    return (list(zip(frame.columns, row, strict=True)) for row in frame.iter_rows())


def _file(records: Iterator[str]) -> str:
    body = "".join(records)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- people -->\n<people count="200">\n{body}</people>\n'


def _writer(write: Callable[[pl.DataFrame], str]) -> Callable[[pl.DataFrame, Path], None]:
    def written(frame: pl.DataFrame, path: Path) -> None:
        path.write_bytes(write(frame).encode())

    return written


ROWS: Mapping[str, Callable[[pl.DataFrame, Path], None]] = {
    "xml, elements": _writer(elements),
    "xml, attributes": _writer(attributes),
    "xml, namespaces and CDATA": _writer(namespaces),
}
