"""Logs masked by their templates: names that a model passes over go as well, and programs can still read the lines.

The model here is forgetful: it sees a name in seven lines of ten, so that what it misses is known.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import PlanError
from piiscan.model.finding import Findings
from piiscan.model.span import Span
from piiscan.model.table import Document
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import opened
from piiscan.policy.plans import load_plan, render_plan
from piiscan.reports import findings as documents
from piiscan.sources import ReadOptions
from tests.leaks import canary
from tests.verbs.made import KEY

PEOPLE = canary.people(400, seed=6)
NAMES = [*PEOPLE["name_en"], *PEOPLE["name_zh"]]
_ANY = re.compile("|".join(re.escape(form) for name in NAMES for form in (name, quote(name), json.dumps(name)[1:-1])))

PROSE = "{time},{n} INFO  [http-{n}] c.acme.Login - user {name} logged in from {ip}"
JSON = '<14>{time} shop: {{"ts":"{time}","msg":"mail sent","text":"thanks {name} for order {n}","ids":[{ids}]}}'
ESCAPED = '<14>{time} shop: {{"ts":"{time}","text":"line one\\nfrom {escaped}\\tdone","ok":true,"n":{n}}}'
LOGFMT = 'level=info ts={time} msg="refund approved by {name}" order={n} dur={n}ms'
ACCESS = '{ip} - - [01/Mar/2026:{n}:00:00 +0800] "GET /search?q={quoted}&page={n} HTTP/1.1" 200 {n} "-" "curl/8.5.0"'
CHINESE = "{time} [INFO] 用户{han}登录成功，耗时{n}毫秒"


class Forgetful:
    """Sees seven names of ten, by what stands in the line, and every address of a machine."""

    def spans(self, texts: pl.Series, own: object = None, holds: object = None) -> list[list[Span]]:
        return [self._of(text) for text in texts]

    def _of(self, text: str) -> list[Span]:
        names = (Span(*found.span(), "PERSON", 0.85, "model/test") for found in _ANY.finditer(text))
        ips = (Span(*found.span(), "IP_ADDRESS", 0.9, "global/ip") for found in re.finditer(r"100\.[0-9.]+", text))
        forgotten = sum(map(ord, text)) % 10 >= 7
        return sorted([*ips, *([] if forgotten else names)])


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: Forgetful()))


def _log(form: str, n: int, seed: int = 2) -> list[tuple[str, str]]:
    rng = random.Random(seed)
    return [_line(form, rng) for _ in range(n)]


def _line(form: str, rng: random.Random) -> tuple[str, str]:
    person = PEOPLE.row(rng.randrange(len(PEOPLE)), named=True)
    name = person["name_zh"] if "{han}" in form else person["name_en"]
    time = f"2026-03-01T{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}Z"
    values: Mapping[str, object] = {
        "name": name,
        "han": name,
        "escaped": "".join(f"\\u{ord(c):04x}" if c.isalpha() and rng.random() < 0.5 else c for c in name),
        "quoted": quote(name),
        "time": time,
        "n": rng.randrange(10, 9999),
        "ids": ",".join(str(rng.randrange(10)) for _ in range(rng.randrange(1, 4))),
        "ip": person["ip"],
    }
    return name, form.format(**values)


def _written(folder: Path, form: str, n: int = 200) -> tuple[Path, list[str]]:
    log = _log(form, n)
    (folder / "app.log").write_text("".join(f"{line}\n" for _, line in log), "utf-8")
    return folder / "app.log", [name for name, _ in log]


def _masked(source: Path) -> tuple[Findings, list[str]]:
    found = pipeline.scan(source)
    plan = pipeline.plan(found, partner="acme")
    copy = source.with_name("copy.log")
    pipeline.mask(source, copy, plan=plan, key=KEY)
    verified = pipeline.verify(source, copy, plan=plan, key=KEY)
    assert [problem for check in verified.checks for problem in check.problems] == []
    return found, copy.read_text("utf-8").splitlines()


def _left(names: Sequence[str], lines: Sequence[str]) -> int:
    return sum(any(part in line for part in (name, quote(name))) for name, line in zip(names, lines, strict=True))


@pytest.mark.parametrize("form", [PROSE, JSON, LOGFMT, ACCESS, CHINESE])
def test_a_name_that_the_model_misses_is_masked_with_the_others(form: str, tmp_path: Path) -> None:
    source, names = _written(tmp_path, form)
    missed = [
        not any(span.entity == "PERSON" for span in Forgetful()._of(line)) for line in source.read_text().splitlines()
    ]
    assert any(missed)
    _, masked = _masked(source)
    assert _left(names, masked) == 0
    assert all("<PERSON:" in line for line in masked)


@pytest.mark.parametrize("form", [JSON, ESCAPED])
def test_masked_lines_of_json_have_the_same_members(form: str, tmp_path: Path) -> None:
    source, _ = _written(tmp_path, form)
    given = source.read_text().splitlines()
    for line, masked in zip(given, _masked(source)[1], strict=True):
        before, after = (json.loads(text.partition(": ")[2]) for text in (line, masked))
        assert before.keys() == after.keys()
        assert before["ts"] == after["ts"]


def test_masked_lines_of_logfmt_have_the_same_keys(tmp_path: Path) -> None:
    source, _ = _written(tmp_path, LOGFMT)
    pair = re.compile(r'(\w+)=(?:"[^"\\]*"|[^\s"=]+)(?: |$)')
    for line in _masked(source)[1]:
        assert pair.sub("", line) == ""
        assert pair.findall(line) == ["level", "ts", "msg", "order", "dur"]


def test_masked_lines_of_an_access_log_have_the_same_fields(tmp_path: Path) -> None:
    source, _ = _written(tmp_path, ACCESS)
    form = re.compile(r'(\S+) (\S+) (\S+) \[([^\]]+)\] "([A-Z]+) (\S+) HTTP/1\.1" (\d{3}) (\d+) "([^"]*)" "([^"]*)"')
    for line in _masked(source)[1]:
        found = form.fullmatch(line)
        assert found
        assert (found[2], found[5], found[7], found[10]) == ("-", "GET", "200", "curl/8.5.0")


def test_a_line_is_masked_alike_alone_and_in_its_log(tmp_path: Path) -> None:
    source, _ = _written(tmp_path, PROSE)
    plan = pipeline.plan(pipeline.scan(source), partner="acme")
    document = next(opened(source, ReadOptions()))
    assert isinstance(document, Document)
    masker = Masking(plan, KEY).masker(document)
    lines = pl.concat(document.parts())
    assert masker.lines(lines).to_list() == [masker.lines(lines.slice(n, 1)).item() for n in range(len(lines))]


def test_findings_and_plans_tell_patterns_and_no_value(tmp_path: Path) -> None:
    source, names = _written(tmp_path, PROSE)
    found = pipeline.scan(source)
    plan = pipeline.plan(found, partner="acme")
    written = render_plan(plan), documents.render(found), pipeline.explain(found, "app.log")
    assert all("user *<PERSON> logged in from #<IP_ADDRESS>" in text for text in written)
    words = {word for name in names for word in name.split()}
    assert not words & {word for text in written for word in re.findall(r"\w+", text)}
    assert documents.parse(written[1]) == found
    (tmp_path / "plan.yaml").write_text(written[0])
    assert load_plan(tmp_path / "plan.yaml") == plan


def test_a_plan_of_a_version_with_other_words_is_refused(tmp_path: Path) -> None:
    source, _ = _written(tmp_path, PROSE)
    plan = render_plan(pipeline.plan(pipeline.scan(source))).replace("logged in", "zogged in")
    (tmp_path / "plan.yaml").write_text(plan)
    with pytest.raises(PlanError, match=r"templates\[0\]"):
        pipeline.mask(source, tmp_path / "copy.log", plan=load_plan(tmp_path / "plan.yaml"), key=KEY)


def test_verify_sees_a_copy_that_left_a_slot_as_it_was(tmp_path: Path) -> None:
    source, names = _written(tmp_path, PROSE)
    plan = pipeline.plan(pipeline.scan(source), partner="acme")
    copy = tmp_path / "copy.log"
    pipeline.mask(source, copy, plan=plan, key=KEY)
    lines = source.read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if len(Forgetful()._of(line)) == 1)
    masked = copy.read_text().splitlines()
    masked[at] = re.sub("<PERSON:[0-9a-f]+>", names[at], masked[at])
    copy.write_text("\n".join(masked) + "\n")
    assert not pipeline.verify(source, copy, plan=plan, key=KEY).passed
