"""Records of purposes, partners and people: read whole, or refused with the place of what is wrong."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from piiscan.errors import PolicyError
from piiscan.model.register import Excluded, Purpose, Retention
from piiscan.policy.records import out_of_date, record_digest
from piiscan.policy.register import Register
from piiscan.policy.systems import system_of

HEAD = "version: 2\nowner: privacy office\neffective: 2026-01-01\nreview: 2027-01-01\n"
PURPOSE = f"""piiscan: purpose/1
name: churn
{HEAD}basis: consent
retention: {{days: 365, column: created}}
needs:
  - {{entity: DATE_OF_BIRTH, as: {{to: age_band, step: 5}}, why: a feature}}
  - {{column: "total_*", as: exact, why: the target}}
"""
PARTNER = f"""piiscan: partner/1
name: acme
{HEAD}legal_name: ACME Ltd.
jurisdiction: SG
contact: privacy@acme.example
agreement: {{reference: DPA-1, since: 2026-01-01, until: 2026-12-31}}
purposes: [churn]
highest_tier: 3
key: age1{"q" * 58}
"""
PERSON = f"""piiscan: person/1
name: chen
{HEAD}roles: [business]
contact: chen@corp.example
keys:
  - {{id: chen-1, ed25519: "{b64encode(bytes([2]) * 32).decode()}", since: 2026-01-01, until: 2027-01-01}}
"""
RECORDS = {"purposes": ("churn", PURPOSE), "partners": ("acme", PARTNER), "people": ("chen", PERSON)}


def written(folder: Path, changed: dict[str, str] | None = None) -> Register:
    for kind, (name, text) in RECORDS.items():
        (folder / kind).mkdir()
        (folder / kind / f"{name}.yaml").write_text((changed or {}).get(kind, text))
    return Register(folder)


def test_records_are_read_as_they_are_written(tmp_path: Path) -> None:
    register = written(tmp_path)
    purpose, partner, person = register.purpose("churn"), register.partner("acme"), register.person("chen")
    assert purpose.retention == Retention(365, "created")
    assert [(need.match.entity, need.match.column, need.as_) for need in purpose.needs] == [
        ("DATE_OF_BIRTH", None, {"to": "age_band", "step": 5}),
        (None, "total_*", "exact"),
    ]
    assert (partner.agreement.until, partner.highest_tier) == (date(2026, 12, 31), 3)
    assert [key.id for key in person.keys] == ["chen-1"]
    assert ([purpose], [partner], [person]) == (register.purposes(), register.partners(), register.people())


@pytest.mark.parametrize(
    ("kind", "part", "instead", "said"),
    [
        ("purposes", "basis: consent\n", "", "basis: is missing"),
        ("purposes", "why: the target", "because: x", "needs[1].because: unknown key"),
        ("purposes", "to: age_band", "to: [age_band", "not valid YAML"),
        ("purposes", "days: 365", "days: 0", "retention.days: must be 1 or more"),
        ("purposes", "review: 2027-01-01", "review: 2025-01-01", "review: must be later than effective"),
        ("purposes", "name: churn", "name: other", "name: must be churn"),
        ("purposes", PURPOSE[PURPOSE.index("needs:") :], "needs: []\n", "needs: a purpose that needs nothing"),
        ("purposes", "basis:", "exclusion: {column: id}\nbasis:", "exclusion.file: is missing"),
        ("partners", "jurisdiction: SG", "jurisdiction: Singapore", "jurisdiction: must be two capital letters"),
        ("partners", "highest_tier: 3", "highest_tier: 5", "highest_tier: must be from 1 to 4"),
        ("partners", "key: age1", "key: AGE-SECRET-KEY-1", "key: must be an age recipient"),
        ("partners", "until: 2026-12-31", "until: 2025-12-31", "agreement.until: must be later than since"),
        ("people", "name: chen", "name: Chen", "name: must be small letters and digits"),
        ("people", "roles: [business]", "roles: [busines]", "did you mean business?"),
        ("people", "roles: [business]", "roles: []", "roles: must be a list of texts"),
        ("people", 'ed25519: "', 'ed25519: "A', "ed25519: must be a public key"),
        ("people", b64encode(bytes([2]) * 32).decode(), b64encode(bytes(32)).decode(), "ed25519: must be a public"),
        ("people", "chen@corp", "сhen@corp", "contact: must be in ASCII"),
        ("people", "since: 2026-01-01", "since: 2028-01-01", "keys[0].until: must be later than since"),
    ],
)
def test_a_record_that_is_wrong_is_refused_with_its_place(
    kind: str, part: str, instead: str, said: str, tmp_path: Path
) -> None:
    name, text = RECORDS[kind]
    assert part in text
    register = written(tmp_path, {kind: text.replace(part, instead)})
    read = {"purposes": register.purpose, "partners": register.partner, "people": register.person}[kind]
    with pytest.raises(PolicyError) as refused:
        read(name)
    assert said in str(refused.value)
    assert f"{name}.yaml" in str(refused.value)


def test_who_objected_is_named_by_a_column_a_file_and_its_digest(tmp_path: Path) -> None:
    text = PURPOSE.replace("needs:", "exclusion: {column: id, file: objected.csv, digest: 'hmac:00'}\nneeds:")
    assert written(tmp_path, {"purposes": text}).purpose("churn").exclusion == Excluded("id", "objected.csv", "hmac:00")


def test_a_source_belongs_to_the_first_system_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "systems").mkdir()
    for name, globs in (("billing", "['db/pay_*']"), ("crm", "['db/*', '*.csv']")):
        text = f"piiscan: system/1\nname: {name}\n{HEAD}sources: {globs}\ncontact: it@corp.example\n"
        (tmp_path / "systems" / f"{name}.yaml").write_text(text)
    systems = Register(tmp_path).systems()
    found = [system_of(source, systems) for source in ("db/pay_2026", "db/people", "DB/people", "x.csv")]
    assert [each and each.name for each in found] == ["billing", "crm", None, "crm"]


def test_the_digest_of_a_record_is_of_what_it_says(tmp_path: Path) -> None:
    one = written(tmp_path).purpose("churn")
    assert record_digest(one) == record_digest(replace(one))
    assert record_digest(one) != record_digest(replace(one, version=3))
    assert record_digest(one).startswith("sha256:")


def test_a_name_that_is_nearly_right_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"no record is called chrun; did you mean churn\?"):
        written(tmp_path).purpose("chrun")


def test_a_stale_record_says_who_looks_at_it(tmp_path: Path) -> None:
    purpose: Purpose = written(tmp_path).purpose("churn")
    assert out_of_date(purpose, date(2026, 6, 1)) is None
    assert (
        out_of_date(purpose, date(2027, 1, 2)) == "purpose churn was due for review on 2027-01-01; ask privacy office"
    )
    assert out_of_date(purpose, date(2025, 12, 31)) == "purpose churn takes effect on 2026-01-01, after 2025-12-31"
