"""A mapping of a YAML file that knows its place, so that every error can name file and key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn, TypeVar

from piiscan.errors import UsageError, did_you_mean
from piiscan.model.version import later

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Section:
    """Typed reading of one mapping; `path` is its place in the file, such as `rules[2].match`.

    Every reader raises `error` for a missing key or a wrong type. Messages hold names of keys, never values.
    """

    file: str
    path: str
    content: Mapping[str, Any]
    error: type[UsageError]

    def refuse(self, key: str, problem: str) -> NoReturn:
        raise self.error(f"{self.file}: {_one_line(self.place(key))}: {problem}")

    def place(self, key: str) -> str:
        return ".".join(part for part in (self.path, key) if part) or "the file"

    def only(self, *known: str) -> None:
        """Refuse every key that is not known."""
        for key in self.content:
            if key not in known:
                self.refuse(key, f"unknown key{did_you_mean(key, known)}")

    def version(self, document: str) -> None:
        """Refuse a file that is not this version of this kind of document."""
        said = self.content.get("piiscan")
        if said != document:
            self.refuse("piiscan", later(said, document) or f"must be {document}, the version this piiscan reads")

    def text(self, key: str) -> str:
        return self._typed(key, str, "a text") or self.refuse(key, "must not be empty")

    def text_or_none(self, key: str) -> str | None:
        return None if self.content.get(key) is None else self.text(key)

    def whole(self, key: str) -> int:
        value = self._typed(key, int, "a whole number")
        return value if value >= 1 else self.refuse(key, "must be 1 or more")

    def whole_or_none(self, key: str) -> int | None:
        return None if self.content.get(key) is None else self.whole(key)

    def share(self, key: str, default: float) -> float:
        value = self.content.get(key, default)
        if type(value) not in (int, float) or not 0 < value < 1:
            self.refuse(key, "must be a number between 0 and 1")
        return float(value)

    def day(self, key: str) -> date:
        return self._typed(key, date, "a date such as 2026-01-31, without quotes")

    def choice(self, key: str, known: Collection[str]) -> str:
        value = self.text(key)
        if value not in known:
            self.refuse(key, f"unknown; must be one of {', '.join(known)}{did_you_mean(value, known)}")
        return value

    def section(self, key: str) -> Section:
        return self._section(key, self._present(key))

    def section_or_empty(self, key: str) -> Section:
        return self._section(key, self.content.get(key, {}))

    def sections(self, key: str) -> list[Section]:
        """The mappings of a list."""
        listed: list[Any] = self._typed(key, list, "a list")
        return [self._section(f"{key}[{i}]", entry) for i, entry in enumerate(listed)]

    def texts(self, key: str) -> list[str]:
        """The texts of a list that is not empty."""
        listed: list[Any] = self._typed(key, list, "a list")
        if not listed or not all(type(entry) is str for entry in listed):
            self.refuse(key, "must be a list of texts")
        return listed

    def named(self, key: str) -> dict[str, Section]:
        """The mappings of a mapping."""
        outer = self.section_or_empty(key)
        return {name: outer.section(name) for name in outer.content}

    def _section(self, key: str, value: Any) -> Section:
        if not isinstance(value, dict):
            self.refuse(key, "must be a mapping")
        return Section(self.file, self.place(key), value, self.error)

    def _typed(self, key: str, kind: type[T], wanted: str) -> T:
        value = self._present(key)
        if type(value) is not kind:
            self.refuse(key, f"must be {wanted}")
        return value

    def _present(self, key: str) -> Any:
        return self.content[key] if key in self.content else self.refuse(key, "is missing")


def whole_file(file: str, content: Any, error: type[UsageError]) -> Section:
    """The outermost section of a file. Raises `error` where the file is not a mapping."""
    if not isinstance(content, dict):
        raise error(f"{file}: must be a mapping of keys to values")
    return Section(file, "", content, error)


def _one_line(place: str) -> str:
    shown = place.encode("unicode_escape").decode() if not place.isprintable() else place
    return shown if len(shown) <= 120 else f"{shown[:119]}…"
