"""An organisation that does not exist: its records, its people with their keys, and data of nobody."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree

import polars as pl

from piiscan import keys
from piiscan.audit import Log
from piiscan.keys.signing import create_signer
from piiscan.model.release import Manifest
from piiscan.pipeline.releasing.approving import approve
from piiscan.pipeline.releasing.enrolling import enrol
from piiscan.pipeline.releasing.house import House
from piiscan.pipeline.releasing.requesting import Reading, request
from piiscan.policy.register import Register
from tests.leaks import canary

TODAY = datetime.now(UTC).date()
PEOPLE = {
    "bao": ["business"],
    "lin": ["compliance"],
    "mei": ["requester"],
    "wei": ["requester", "business", "compliance"],
    "gus": ["business", "compliance"],
    "tom": ["custodian"],
}


def days(number: int) -> str:
    return (TODAY + timedelta(days=number)).isoformat()


HEAD = f"version: 1\nowner: privacy office\neffective: {days(-90)}\nreview: {days(300)}\n"


@dataclass
class Office:
    """A folder with a register, a workspace and keys; `enrolled` tells who is."""

    folder: Path
    publics: dict[str, str] = field(default_factory=dict)

    @property
    def house(self) -> House:
        return House(Register(self.folder / "register"), Log(self.folder / "home"))

    @property
    def source(self) -> Path:
        return self.folder / "customers.csv"

    def key(self, person: str) -> str:
        return f"file:{self.folder / 'keys' / person}"

    def write(self, kind: str, name: str, text: str) -> None:
        place = self.folder / "register" / kind / f"{name}.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def change(self, kind: str, name: str, part: str, instead: str) -> None:
        place = self.folder / "register" / kind / f"{name}.yaml"
        text = place.read_text("utf-8")
        assert part in text
        place.write_text(text.replace(part, instead), "utf-8")

    def person(
        self,
        name: str,
        roles: list[str],
        contact: str | None = None,
        publics: Mapping[str, str] | None = None,
        until: int = 200,
    ) -> None:
        """A record of a person; they have a key of their own unless others are given, by their ids."""
        if publics is None:
            if name not in self.publics:
                self.publics[name] = b64encode(create_signer(self.key(name), lambda signer: None)[1].public).decode()
            publics = {f"{name}-1": self.publics[name]}
        listed = "".join(
            f'  - {{id: {each}, ed25519: "{public}", since: {days(-30)}, until: {days(until)}}}\n'
            for each, public in publics.items()
        )
        said = f"roles: [{', '.join(roles)}]\ncontact: {contact or f'{name}@corp.example'}\nkeys:\n{listed}"
        self.write("people", name, f"piiscan: person/1\nname: {name}\n{HEAD}{said}")

    def enrol(self, name: str, by: str = "bao") -> str:
        return str(enrol(name, by=by, key=self.key(by), house=self.house).root)

    def request(self, by: str = "mei", **named: object) -> Manifest:
        given = {
            "purpose": "churn",
            "partner": "acme",
            "sign": self.key(by),
            "key": self.key("masking"),
            "reading": Reading("off"),
        }
        return request(self.source, by=by, house=self.house, **{**given, **named})  # type: ignore[arg-type]

    def approve(self, release: str, by: str, key: str | None = None) -> None:
        approve(release, by=by, key=self.key(key or by), house=self.house)

    def approved(self) -> str:
        """A release with both approvals."""
        release = self.request().release
        self.approve(release, "bao")
        self.approve(release, "lin")
        return release


PURPOSE = f"""piiscan: purpose/1
name: churn
{HEAD}basis: consent
needs:
  - {{column: customer_id, why: joins}}
  - {{entity: DATE_OF_BIRTH, as: {{to: age_band, step: 10}}, why: a feature}}
  - {{column: status, as: exact, why: the target}}
"""


def partner(since: int = -60, until: int = 90, tier: int = 2, more: str = "") -> str:
    return (
        f"piiscan: partner/1\nname: acme\n{HEAD}legal_name: ACME Ltd.\njurisdiction: SG\ncontact: dpo@acme.example\n"
        f"agreement: {{reference: DPA-7, since: {days(since)}, until: {days(until)}}}\npurposes: [churn]\n"
        f"highest_tier: {tier}\nassessment: PIA-3\n{more}"
    )


def customers(rows: int = 40) -> pl.DataFrame:
    people = canary.people(rows, seed=31).select("customer_id", "name_zh", "id_no", "mobile", "birth_date")
    return people.with_columns(status=pl.Series(["active", "closed"] * (rows // 2)))


def office(folder: Path) -> Office:
    """With everybody enrolled."""
    made = Office(folder)
    (folder / "keys").mkdir(parents=True)
    keys.create(made.key("masking"))
    made.write("purposes", "churn", PURPOSE)
    made.write("partners", "acme", partner())
    customers().write_csv(made.source)
    for name, roles in PEOPLE.items():
        made.person(name, roles)
        made.enrol(name)
    return made


def moved(folder: Path, made: Office) -> Office:
    """The same office in another folder."""
    copytree(made.folder, folder)
    return Office(folder, dict(made.publics))


def in_days(number: int) -> date:
    return TODAY + timedelta(days=number)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
