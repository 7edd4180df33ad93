"""Names that hold personal data, as they may be shown and written: the data in them gives way to what it is."""

from __future__ import annotations

import re

_VEIL = re.compile(r"\{([A-Z][A-Z0-9_]+)\}")


def veil(entity: str) -> str:
    """What stands in a name in place of a value: `{CN_MOBILE}`, as files may be called on every system."""
    return f"{{{entity}}}"


def veiled(name: str) -> str | None:
    """The first entity whose value a name held, or None."""
    found = _VEIL.search(name)
    return found and found[1]
