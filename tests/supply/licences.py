"""Under which licence a distribution is, as it says itself, in names of SPDX."""

from __future__ import annotations

import re
from importlib.metadata import Distribution

ALLOWED = frozenset(
    "0BSD Apache-2.0 Artistic-1.0-Perl BSD BSD-2-Clause BSD-3-Clause CC0-1.0 CNRI-Python ISC MIT MIT-0 MPL-2.0 PSF-2.0"
    " Zlib".split()
)
"""Permissive ones; and MPL-2.0, which binds changed files of the library only: none is changed or shipped here."""

LIBRARIES = {
    "psycopg": "driver of the extra team and of tests, imported by SQLAlchemy, installed apart, not changed",
    "psycopg-binary": "the compiled part of psycopg",
    "pycountry": "countries for schwifty, in tests",
    "python-stdnum": "check digits of national numbers, imported, installed apart, not changed",
}
"""Under the LGPL, which lets a program of any licence use a library that its user can replace, and why each is so."""

STATED = {
    "polars-hash": ("MIT", "the metadata say nothing; LICENSE of its repository"),
    "pyrage": ("MIT", "the metadata say nothing; its LICENSE file"),
    "text-unidecode": ("Artistic-1.0-Perl OR GPL-2.0-or-later", "classifiers of both; its LICENSE says `either`"),
    "pypdfium2": ("BSD-3-Clause OR Apache-2.0", "no name of SPDX; its LICENSES folder: bindings, and PDFium itself"),
}
"""What the metadata do not say, and where it is said."""

_SPOKEN = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD",
    "GNU Lesser General Public License v2 (LGPLv2)": "LGPL-2.1-only",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Classifiers, and what people write for them."""

_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(?P<said>.+)")


def licence(found: Distribution) -> str:
    """An SPDX expression: of License-Expression, else of the classifiers, else of License, else of our table.

    Several classifiers count as an AND: who is allowed all of them is allowed each.
    """
    name, said = found.metadata["Name"], found.metadata
    if name in STATED:
        return STATED[name][0]
    if expression := said.get("License-Expression"):
        return str(expression)
    matches = [_CLASSIFIER.fullmatch(line) for line in said.get_all("Classifier") or ()]
    classified = [match["said"] for match in matches if match]
    spoken = classified or [str(said.get("License") or "unknown").splitlines()[0].strip()]
    return " AND ".join(_SPOKEN.get(one, one) for one in spoken)


def allowed(name: str, expression: str) -> bool:
    """Whether one side of each OR is allowed as a whole; the LGPL is, for the libraries that are listed."""
    sides = re.split(r"\s+OR\s+", expression)
    return any(all(_allowed(name, part.strip(" ()")) for part in re.split(r"\s+AND\s+", side)) for side in sides)


def _allowed(name: str, licence: str) -> bool:
    return licence in ALLOWED or (licence.startswith("LGPL-") and name in LIBRARIES)
