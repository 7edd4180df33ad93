"""Evidence of templates merges like any other, and is a verdict only where most lines say the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.logs import evidence
from piiscan.detection.logs.evidence import TemplateEvidence
from piiscan.detection.logs.pieces import templates
from piiscan.detection.logs.reading import worth_reading
from piiscan.detection.logs.verdicts import LINES, line_findings
from piiscan.model.span import Span

Told = tuple[str, tuple[Span, ...]]
NAMES = "Anna Smith,John Miller,Mary Jones,Peter Clark,Laura Hill,James Young,Emma Wood,Paul Baker".split(",")


def _told(line: str, value: str, entity: str = "PERSON", by: str = "model/x") -> Told:
    start = line.index(value)
    return line, (Span(start, start + len(value), entity, 0.8, by),)


def _evidence(lines: Sequence[Told], read: bool = True) -> TemplateEvidence:
    series = pl.Series([line for line, _ in lines], dtype=pl.String)
    flags = pl.repeat(read, len(lines), dtype=pl.Boolean, eager=True)
    return TemplateEvidence.of(series, templates(series), [spans for _, spans in lines], flags)


def _same(one: TemplateEvidence, other: TemplateEvidence) -> bool:
    frames = ((one.counts, other.counts), (one.found, other.found), (one.values, other.values))
    return one.lines == other.lines and all(a.equals(b) for a, b in frames)


_LINE = st.builds(
    lambda form, name, entity: _told(form.format(name), name, entity),
    st.sampled_from(["user {} logged in", "user {} out", "mail to {}", "{}", "order {} of x", "用户{}登录", "a {} b"]),
    st.sampled_from([*NAMES, "张伟", "4711", "x"]),
    st.sampled_from(["PERSON", "USERNAME"]),
) | st.sampled_from([("", ()), ("user null logged in", ())])


@given(st.lists(_LINE, max_size=12), st.lists(_LINE, max_size=12), st.lists(_LINE, max_size=12), st.integers(1, 9))
def test_evidence_of_parts_merges_to_the_evidence_of_the_whole(
    one: list[Told], two: list[Told], three: list[Told], most: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "MOST", most)
        a, b, c = map(_evidence, (one, two, three))
        whole = _evidence([*one, *two, *three])
        assert _same(a.merge(b).merge(c), whole)
        assert _same(a.merge(b.merge(c)), whole)
        assert _same(c.merge(b).merge(a), whole)
        assert _same(TemplateEvidence.none().merge(a), a)
        assert len(whole.counts) <= most


@given(st.lists(st.sampled_from(["user x out", "user 1 out", "mail x", "z"]), max_size=200), st.integers(1, 50))
def test_the_same_lines_are_read_however_a_text_is_cut(lines: list[str], size: int) -> None:
    def chosen(batch: int) -> list[bool]:
        seen, read = TemplateEvidence.none(), []
        for start in range(0, len(lines), batch):
            some = pl.Series(lines[start : start + batch], dtype=pl.String)
            flags = worth_reading(templates(some), seen, max(0, 10 - start), 30 - sum(read[10:]))
            seen = seen.merge(TemplateEvidence.of(some, templates(some), [()] * len(some), flags))
            read += flags.to_list()
        return read

    assert chosen(size) == chosen(max(1, len(lines)))
    assert sum(chosen(size)) <= 40


def _listed(lines: Sequence[Told], read: bool = True) -> list[str]:
    found = line_findings(_evidence(lines, read))
    return [] if found is None else [template.template for template in found.templates]


def _login(number: int, told: bool, by: str = "model/x") -> Told:
    line = f"user {NAMES[number % len(NAMES)]} logged in at {number}"
    return _told(line, NAMES[number % len(NAMES)], by=by) if told else (line, ())


def test_what_most_lines_hold_all_lines_hold() -> None:
    assert _listed([_login(n, n % 10 < 6) for n in range(50)]) == ["user *<PERSON> logged in at #"]
    assert _listed([_login(n, n % 10 < 4) for n in range(50)]) == []


def test_few_lines_and_lines_that_no_model_has_read_say_nothing() -> None:
    assert _listed([_login(n, True) for n in range(LINES - 1)]) == []
    assert _listed([_login(n, True) for n in range(50)], read=False) == []


def test_words_around_a_value_stay() -> None:
    lines = [_told(f"zork {NAMES[n % 8]} blipped user {n}", NAMES[n % 8]) for n in range(40)]
    assert _listed(lines) == ["*<_ PERSON _> user #"]


def test_what_stays_the_same_is_a_word_of_the_pattern() -> None:
    lines = [_told(f"connected to {'Jenkins Smith' if n % 2 else 'Anna Smith'} at {n}", "Smith") for n in range(60)]
    assert _listed(lines) == []


def test_models_alone_make_no_people_of_services() -> None:
    services = "Zookeeper Kafka Redis Grafana Prometheus Consul Keycloak Vault".split()
    lines = [_told(f"service {services[n % 8]} started in {n} ms", services[n % 8]) for n in range(60)]
    assert _listed(lines) == []
    sure = [
        (line, tuple(Span(s.start, s.end, "USERNAME", 0.8, "global/username") for s in spans)) for line, spans in lines
    ]
    assert _listed(sure) == ["service *<USERNAME> started in # ms"]


def test_a_template_whose_words_are_a_value_is_not_shown() -> None:
    lines = [
        (line, (*spans, Span(line.index("welcome"), line.index("welcome") + 7, "PASSWORD", 0.8, "secrets/password")))
        for line, spans in (_told(f"{NAMES[n % 8]} set password=welcome", NAMES[n % 8]) for n in range(60))
    ]
    assert _listed(lines) == []


def test_a_text_of_more_templates_than_are_kept_says_how_many_lines_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST", 2)
    lines = [(f"{words} {n}", ()) for n in range(60) for words in ("user", "order", "mail", "job")]
    batches = (_evidence(lines[start : start + 7]) for start in range(0, len(lines), 7))
    found = line_findings(reduce(TemplateEvidence.merge, batches))
    assert found is not None
    assert (found.patterns, found.without) == (2, 120)
