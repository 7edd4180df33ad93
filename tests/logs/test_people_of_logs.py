"""With the models that come along: people whom they miss in some lines are found, and machines are no people."""

from __future__ import annotations

import random
from collections.abc import Iterator

import polars as pl
from faker import Faker

from piiscan.detection.logs.slots import SlotFinder
from piiscan.model.finding import DocumentFinding
from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.span import Span
from piiscan.model.template import LineTemplate
from piiscan.pipeline.detection import Detection
from piiscan.policy.policies import default_policy
from piiscan.sources.lines import Lines
from piiscan.verbs.scan_document import scan_document
from tests.logs import machines
from tests.verbs.made import TODAY

_TONGUES = "en_US en_GB fr_FR de_DE pl_PL it_IT en_IN es_MX vi_VN nl_NL".split()
_STATEMENTS = (
    "{time} INFO  [http-{n}] c.acme.LoginService - user {name} logged in from {ip}",
    "{time} INFO  [http-{n}] c.acme.LoginService - user {name} logged out after {n} s",
    "{time} WARN  [http-{n}] c.acme.AuthFilter - password reset requested by {name}, token expires in {n} min",
    "{time} INFO  [work-{n}] c.acme.OrderService - order {n} placed by {name} (total {n}.50 EUR)",
    "{time} ERROR [work-{n}] c.acme.Mailer - delivery to {name} failed: mailbox full",
    "{time} INFO  [work-{n}] c.acme.Approvals - {name} approved refund {n}",
)
"""Written before any of them was tried on the models; LoginService and AuthFilter are in no list of words."""


def _people(n: int) -> Iterator[tuple[str, str]]:
    rng, fakers = random.Random(4), [Faker(tongue) for tongue in _TONGUES]
    for number, faker in enumerate(fakers):
        faker.seed_instance(number)
    for _ in range(n):
        faker = rng.choice(fakers)
        name = f"{faker.first_name()} {faker.last_name()}"
        ip, time = f"100.64.{rng.randrange(256)}.{rng.randrange(256)}", f"2026-03-01 12:{rng.randrange(10, 60)}:00"
        yield name, rng.choice(_STATEMENTS).format(name=name, ip=ip, time=time, n=rng.randrange(10, 999))


def _scanned(lines: list[str]) -> tuple[DocumentFinding, Detection]:
    detection = Detection(default_policy(), TODAY)
    document = Lines("app.log", "app.log", "text", tuple(f"{line}\n" for line in lines))
    by_entity, patterns, models = detection.by_entity, detection.patterns.spans, detection.spans
    return scan_document(document, by_entity, patterns, models, lambda _: "en", every_line=False), detection


def _known(found: DocumentFinding) -> SlotFinder:
    assert found.lines
    return SlotFinder([LineTemplate.read(line.template) for line in found.lines.templates])


def _missed(people: list[tuple[str, str]], spans: list[list[Span]]) -> int:
    """How many names have a word left."""
    left = 0
    for (name, line), found in zip(people, spans, strict=True):
        start = line.index(name)
        seen = {at for span in found for at in range(span.start, span.end)}
        left += any(line[at] != " " and at not in seen for at in range(start, start + len(name)))
    return left


def test_of_people_whom_models_miss_hardly_one_is_left() -> None:
    people = list(_people(2500))
    found, detection = _scanned([line for _, line in people])
    lines = pl.Series([line for _, line in people])
    engine = detection.spans(lines)
    before = _missed(people, [list(spans) for spans in engine])
    told = _known(found).find(lines)
    after = _missed(people, [[*seen, *more] for seen, more in zip(engine, told, strict=True)])
    assert before > 50
    assert after <= before / 10
    people_told = ((line, span) for (_, line), spans in zip(people, told, strict=True) for span in spans)
    surfaces = {line[span.start : span.end] for line, span in people_told if span.entity == "PERSON"}
    assert surfaces <= {name for name, _ in people}


def test_services_hosts_tables_and_states_are_no_people() -> None:
    found, _ = _scanned(list(machines.lines(2000)))
    assert found.entities["PERSON"] > 0, "the models take none of them for people: the test shows nothing"
    assert found.lines
    assert found.lines.patterns > 0
    entities = {slot.entity for line in found.lines.templates for slot in line.slots}
    assert not entities & {"PERSON", "USERNAME", "LOCATION", "ORGANIZATION", "ADDRESS", FREE_TEXT}
