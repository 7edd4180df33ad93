"""piiscan detect"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.cli.exits import outcome
from piiscan.cli.lines import lines_of, report
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.model.finding import Incomplete
    from piiscan.model.span import Span

_STRANGE = 'not a JSON object with "id" and "text"'


@dataclass(frozen=True, slots=True)
class _Line:
    """A record with `id` and `text`; `unread` says why a line has no text."""

    record: dict[str, Any]
    unread: str | None = None

    @property
    def text(self) -> str | None:
        text: str | None = self.record["text"]
        return text


def detect(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="One text a line, or a PDF; - is stdin.")] = "-",
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Lines are {"id", "text"}; so are *.jsonl files.')] = False,
    text: options.TextOption = options.Text.FULL,
    mask: Annotated[bool, typer.Option("--mask", help="Print the text with <ENTITY> in place of each span.")] = False,
    key: options.Key = None,
    partner: Annotated[str | None, typer.Option(help="The partner that tokens are made for, with --key.")] = None,
    fail_on: options.FailOn = None,
    output: options.Output = None,
) -> None:
    """Find personal data in texts: spans as JSONL, or the masked texts."""
    from piiscan import pipeline

    if (key or partner) and not mask:
        raise UsageError("detect: --key and --partner make tokens, so they go with --mask")
    as_records = jsonl or file.endswith(".jsonl")
    missing: Sequence[Incomplete] = ()
    if as_records:
        lines = _records(file)
    elif _is_pdf(file):
        said, missing = pipeline.lines_of_pages(file)
        lines = [_plain(number, line) for number, line in enumerate(said, 1)]
    else:
        lines = [_plain(number, line) for number, line in enumerate(lines_of(file), 1)]
    texts = [line.text for line in lines]
    spans = pipeline.detect(texts, text=text.value)
    if mask:
        masked = pipeline.masked(texts, spans, key=key, partner=partner)
        out = [
            _json(line.record | {"text": m}) if as_records else m or "" for line, m in zip(lines, masked, strict=True)
        ]
    else:
        out = [_spans(line, found) for line, found in zip(lines, spans, strict=True)]
    deliver("".join(f"{line}\n" for line in out), output)
    for gap in missing:
        typer.echo(f"piiscan: {gap.source}: {gap.reason}", err=True)
    incomplete = bool(missing) or any(line.unread for line in lines)
    worst = pipeline.worst_tier(spans)
    raise typer.Exit(outcome(incomplete=incomplete, found=fail_on is not None and worst >= fail_on))


def _is_pdf(file: str) -> bool:
    try:
        with Path(file).open("rb") as stream:
            return file != "-" and stream.read(5) == b"%PDF-"
    except OSError:
        return False


def _records(file: str) -> list[_Line]:
    """A line of JSON each; what has no id gets its number, and an empty line has no text."""
    lines = [_record(number, line) for number, line in enumerate(lines_of(file), 1)]
    report(file, [number for number, line in enumerate(lines, 1) if line.unread == _STRANGE], _STRANGE)
    return lines


def _plain(number: int, text: str | None) -> _Line:
    return _Line({"id": number, "text": text}, "not UTF-8 text" if text is None else None)


def _record(number: int, line: str | None) -> _Line:
    if line is None:
        return _plain(number, line)
    empty: dict[str, Any] = {"id": number, "text": None}
    if not line.strip():
        return _Line(empty)
    try:
        record = json.loads(line)
        _json(record).encode()  # half of a surrogate pair is no text
    except (ValueError, RecursionError):
        record = None
    fits = isinstance(record, dict) and isinstance(record.get("text"), str | None)
    return _Line(empty | record) if fits else _Line(empty, _STRANGE)


def _spans(line: _Line, found: Sequence[Span]) -> str:
    spans = [
        {"start": s.start, "end": s.end, "entity": s.entity, "score": round(s.score, 2), "recognizer": s.recognizer}
        for s in found
    ]
    unread = {"incomplete": line.unread} if line.unread else {}
    return _json({"id": line.record["id"], "spans": spans, **unread})


def _json(record: object) -> str:
    return json.dumps(record, ensure_ascii=False)
