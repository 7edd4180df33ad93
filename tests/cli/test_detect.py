"""detect: one line out for each line in, in order, and offsets that cut the text as it was given."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from piiscan.cli import lines
from tests.cli.conftest import Cli
from tests.sources.pdfs import drawn, pdf

TEXTS = [
    "回电13800138000。",
    "",
    "nothing here",
    "😀 mail jane.doe@example.com and 13900139000",
    "１３８００１３８０００",
]


def _spans(output: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.decode().splitlines()]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["\n", ""])
def test_every_line_gives_one_line_numbered_from_1(cli: Cli, end: str, last: str) -> None:
    run = cli("detect", stdin=(end.join(TEXTS) + last).encode())
    found = _spans(run.stdout)
    assert [line["id"] for line in found] == [1, 2, 3, 4, 5]
    assert [len(line["spans"]) for line in found] == [1, 0, 0, 2, 1]  # type: ignore[arg-type]


def test_offsets_are_code_points_of_the_text_and_spans_are_in_order(cli: Cli) -> None:
    for line, text in zip(_spans(cli("detect", stdin="\n".join(TEXTS).encode()).stdout), TEXTS, strict=True):
        spans: list[dict[str, object]] = line["spans"]  # type: ignore[assignment]
        cut = [text[s["start"] : s["end"]] for s in spans]  # type: ignore[misc]
        assert [value for value in cut if not re.fullmatch(r"\d{11}|jane.doe@example.com", value)] == []
        assert all(a["end"] <= b["start"] for a, b in pairwise(spans))  # type: ignore[operator]
        assert all(set(s) == {"start", "end", "entity", "score", "recognizer"} for s in spans)


def test_no_input_gives_no_output(cli: Cli) -> None:
    run = cli("detect")
    assert (run.exit_code, run.stdout) == (0, b"")


def test_a_byte_order_mark_is_no_part_of_the_text(cli: Cli) -> None:
    (line,) = _spans(cli("detect", stdin=b"\xef\xbb\xbf13800138000").stdout)
    assert line["spans"][0]["start"] == 0  # type: ignore[index]


def test_masked_text_keeps_everything_but_the_spans(cli: Cli) -> None:
    run = cli("detect", "--mask", stdin=b"call 13800138000\r\n\r\n\tok \n")
    assert run.stdout == b"call <CN_MOBILE>\r\n\r\n\tok \n"


def test_a_key_gives_tokens_that_are_the_same_for_the_same_value_and_partner(cli: Cli) -> None:
    text = b"13800138000 and 138 0013 8000"
    here, there, acme = (
        cli("detect", "--mask", "--key", "env:KEY", *more, stdin=text).stdout.decode()
        for more in ([], [], ["--partner", "acme"])
    )
    tokens = re.findall(r"<CN_MOBILE:([0-9a-f]{32})>", here)
    assert len(tokens) == 2
    assert len(set(tokens)) == 1
    assert here == there != acme


def test_jsonl_stays_jsonl_with_its_ids_and_other_keys(cli: Cli) -> None:
    records = [{"id": "a1", "text": "13800138000", "lang": "zh"}, {"text": "x"}, {"id": 7, "text": None}, {"id": "b"}]
    Path("in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records) + "\n")
    found = _spans(cli("detect", "in.jsonl").stdout)
    assert [line["id"] for line in found] == ["a1", 2, 7, "b", 5]
    assert [len(line["spans"]) for line in found] == [1, 0, 0, 0, 0]  # type: ignore[arg-type]
    masked = _spans(cli("detect", "--jsonl", "--mask", stdin=Path("in.jsonl").read_bytes()).stdout)
    assert masked[0] == {"id": "a1", "text": "<CN_MOBILE>", "lang": "zh"}
    assert [line["text"] for line in masked] == ["<CN_MOBILE>", "x", None, None, None]


@pytest.mark.parametrize(
    "bad", [b"{13800138000", b"[1]", b'{"id": 1, "text": 13800138000}', b'{"text": "\\ud800"}', b"\xff13800138000"]
)
def test_a_line_that_is_no_record_is_said_and_the_others_go_on(cli: Cli, bad: bytes) -> None:
    good = b'{"id": "a", "text": "13900139000"}'
    run = cli("detect", "--jsonl", stdin=b"\n".join([good, bad, good]))
    assert run.exit_code == 3
    first, between, last = _spans(run.stdout)
    assert first == last
    assert between["spans"] == []
    assert between["incomplete"]
    assert run.stderr.startswith(b"piiscan: -: line 2: ")
    assert b"13800138000" not in run.stderr + run.stdout
    masked = cli("detect", "--jsonl", "--mask", stdin=b"\n".join([good, bad, good]))
    assert b"13800138000" not in masked.stderr + masked.stdout
    assert len(masked.stdout.splitlines()) == 3


def test_of_a_line_that_is_not_utf8_only_ascii_is_kept_and_it_is_said(cli: Cli) -> None:
    run = cli("detect", "--mask", stdin="13800138000\n张".encode() + "张".encode("gbk") + b" 13900139000\nok\n")
    assert (run.exit_code, run.stdout.decode()) == (3, f"<CN_MOBILE>\n{chr(0xFFFD) * 5} <CN_MOBILE>\nok\n")
    assert run.stderr == b"piiscan: -: line 2: not UTF-8 text\n"


def test_a_line_longer_than_the_bound_is_not_kept_and_it_is_said(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 100)
    monkeypatch.setattr(lines, "BLOCK", 64)
    run = cli("detect", "--mask", stdin=b"13800138000\n" + b"a" * 500 + b"\nok\n" + b"b" * 101)
    assert (run.exit_code, run.stdout) == (3, b"<CN_MOBILE>\n\nok\n\n")
    assert run.stderr.startswith(b"piiscan: -: line 2 and 1 other lines: longer than")


def test_output_goes_into_a_file(cli: Cli) -> None:
    run = cli("detect", "-o", "spans.jsonl", stdin=b"13800138000")
    assert run.stdout == b""
    assert len(_spans(Path("spans.jsonl").read_bytes())) == 1


def test_a_pdf_is_the_lines_of_its_pages_and_what_is_not_read_of_it_is_said(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "f.pdf").write_bytes(pdf([drawn("tel 13800138000"), drawn("mail jane.doe@example.com")]))
    run = cli("detect", "--mask", tmp_path / "f.pdf")
    assert run.stdout.decode() == "tel <CN_MOBILE>\nmail <EMAIL_ADDRESS>\n"
    assert run.exit_code == 0
    (tmp_path / "f.pdf").write_bytes(pdf([drawn("hello"), "9 9 90 90 re f"]))
    run = cli("detect", tmp_path / "f.pdf")
    assert run.exit_code == 3
    assert b"no text could be read" in run.stderr
