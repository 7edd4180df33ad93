"""How the caller wants sources to be read, where content alone does not say."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from piiscan.errors import UsageError
from piiscan.sources.naming import AsTheyAre, Naming


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """None means: find out. `include` and `exclude` are globs on the key or the file name, as they are.

    `naming` says what names are called everywhere else; `delimiter` is one ASCII character; `encoding` is a name
    that Python's codecs know, and `encodings` names those of single files, by key: a masked copy is read as its
    original was, whatever it looks like. `widths` is the path of a list of columns, by which every text that says
    no format of its own is cut. `views` asks for the views of databases, too, `tables_as` says what files copies of a
    server's tables are; `versions` are those of tables of lakes that have been seen with these options, by their URI: a
    run goes on with what it saw first. `sample` is how much of a server's table this run looks at (`Drawing.drawn`):
    all of it, if it copies. `unfold` takes strings that hold JSON apart, which are looked into for it.
    `notice` is told what is worth a word beside the result.
    """

    delimiter: str | None = None
    encoding: str | None = None
    header: bool | None = None
    widths: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encodings: Mapping[str, str] = field(default_factory=dict)
    naming: Naming = field(default_factory=AsTheyAre)
    views: bool = False
    versions: dict[str, str] = field(default_factory=dict)
    tables_as: Literal["parquet", "csv"] = "parquet"
    sample: int | float | None = 1.0
    unfold: bool = True
    notice: Callable[[str], None] = field(default=lambda said: None)

    def __post_init__(self) -> None:
        if self.delimiter is not None and not _separates(self.delimiter):
            raise UsageError("the delimiter must be one ASCII character, and no letter, digit, quote or line end")
        if self.encoding is not None and not _known(self.encoding):
            raise UsageError(f"unknown text encoding {self.encoding!r}")

    def encoding_of(self, key: str) -> str | None:
        """What the file is to be read in; None: find out."""
        return self.encodings.get(key, self.encoding)


def _separates(delimiter: str) -> bool:
    return len(delimiter) == 1 and delimiter.isascii() and not delimiter.isalnum() and delimiter not in "\"'\r\n\0"


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False
