"""Sources as URIs (RFC 3986), for formats whose readers resolve them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_RESERVED = ":/?#[]@!$&'()*+,;=%"
_DATABASES = {"postgresql": "postgres", "mysql": "mysql"}


def uri_reference(source: str) -> str:
    """A path as a relative reference or, where it is absolute, as `file:///...`; a URI stays what it is."""
    if _SCHEME.match(source):
        return quote(source, safe=_RESERVED, errors="surrogatepass")
    path = quote(source, safe="/", errors="surrogatepass")
    return f"file://{path}" if path.startswith("/") else path


def data_source(source: str, table: str) -> tuple[str, str]:
    """Namespace and name of a dataset by the naming of OpenLineage (spec/Naming.md): files, stores, databases.

    `table` names one of a database (`schema.table`); a file is a dataset of its own.
    """
    if not _SCHEME.match(source):
        return "file", source
    parts = urlsplit(source)
    path, host = parts.path.lstrip("/"), parts.netloc.rpartition("@")[2]
    if parts.scheme in _DATABASES:
        return f"{_DATABASES[parts.scheme]}://{host}", f"{path}.{table}"
    return (f"{parts.scheme}://{host}", path) if host else ("file", f"{parts.path}/{table}")
