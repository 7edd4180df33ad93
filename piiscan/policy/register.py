"""The register: a folder of records, `purposes/NAME.yaml`, and so `partners`, `people` and `systems`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from piiscan.errors import PolicyError, did_you_mean
from piiscan.model.record import Record
from piiscan.model.register import Partner, Person, Purpose, System
from piiscan.policy.partners import load_partner
from piiscan.policy.people import load_person
from piiscan.policy.purposes import load_purpose
from piiscan.policy.systems import load_system

R = TypeVar("R", bound=Record)


class Register:
    """Records by name; the name of a file is the name of its record. A wrong one raises PolicyError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def purpose(self, name: str) -> Purpose:
        return self._one("purposes", name, load_purpose)

    def partner(self, name: str) -> Partner:
        return self._one("partners", name, load_partner)

    def person(self, name: str) -> Person:
        return self._one("people", name, load_person)

    def purposes(self) -> list[Purpose]:
        return self._all("purposes", load_purpose)

    def partners(self) -> list[Partner]:
        return self._all("partners", load_partner)

    def people(self) -> list[Person]:
        return self._all("people", load_person)

    def systems(self) -> list[System]:
        return self._all("systems", load_system)

    def _one(self, kind: str, name: str, load: Callable[[Path], R]) -> R:
        files = {path.stem: path for path in self._files(kind)}
        if name not in files:
            raise PolicyError(f"{self._folder / kind}: no record is called {name}{did_you_mean(name, files)}")
        return self._named(files[name], load)

    def _all(self, kind: str, load: Callable[[Path], R]) -> list[R]:
        return [self._named(path, load) for path in self._files(kind)]

    def _files(self, kind: str) -> list[Path]:
        return sorted((self._folder / kind).glob("*.yaml"))

    def _named(self, path: Path, load: Callable[[Path], R]) -> R:
        record = load(path)
        if record.name != path.stem:
            raise PolicyError(f"{path}: name: must be {path.stem}, as the file is called")
        return record
