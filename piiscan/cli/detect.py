"""piiscan detect"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from piiscan.cli import options
from piiscan.cli.deliver import delivering
from piiscan.cli.exits import outcome
from piiscan.cli.lines import NOT_UTF8, TOO_LONG, Unread, decoded, portions
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.keys import MasterKey
    from piiscan.model.finding import Incomplete
    from piiscan.model.span import Span

_PDF = b"%PDF-"
_json = json.JSONEncoder(ensure_ascii=False).encode
_STRANGE = 'not a JSON object with "id" and "text"'


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
    """Find personal data in texts: spans as JSONL, or the masked texts. A filter: lines leave as they come."""
    from piiscan.keys import load

    if (key or partner) and not mask:
        raise UsageError("detect: --key and --partner make tokens, so they go with --mask")
    as_records = jsonl or file.endswith(".jsonl")
    run = _Run(text, mask, as_records, load(key) if key else None, partner)
    lines, missing = _pages(file) if _is_pdf(file) else (portions(file), ())
    with closing(Unread(file)) as unread, delivering(output) as write:
        for portion in _portions(lines, as_records, unread):
            write("".join(f"{line}\n" for line in run.lines(portion)))
    for gap in missing:
        options.notice(f"{gap.source}: {gap.reason}")
    incomplete = bool(missing) or bool(unread)
    raise typer.Exit(outcome(incomplete=incomplete, found=fail_on is not None and run.worst >= fail_on))


@dataclass(frozen=True, slots=True)
class _Line:
    """A record with `id` and `text`; `unread` says why a line has no text, or not all of it."""

    record: dict[str, Any]
    unread: str | None = None

    @property
    def text(self) -> str | None:
        text: str | None = self.record["text"]
        return text


def _is_pdf(file: str) -> bool:
    path = Path(file)
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(len(_PDF)) == _PDF
    except OSError:
        return False


def _pages(file: str) -> tuple[Iterable[list[bytes | None]], Sequence[Incomplete]]:
    """The lines of a PDF, all pages at once, and what could not be read of it."""
    from piiscan import pipeline

    lines, missing = pipeline.lines_of_pages(file)
    return [[line.encode() for line in lines]], missing


def _portions(lines: Iterable[Sequence[bytes | None]], as_records: bool, unread: Unread) -> Iterator[list[_Line]]:
    made, number = (_record if as_records else _plain), 0
    for portion in lines:
        found = [made(at, line) for at, line in enumerate(portion, number + 1)]
        for at, line in enumerate(found, number + 1):
            if line.unread:
                unread.add(at, line.unread)
        number += len(portion)
        yield found


@dataclass
class _Run:
    """What becomes of the lines, and the worst tier so far."""

    text: options.Text
    mask: bool
    as_records: bool
    key: MasterKey | None
    partner: str | None
    worst: int = 1

    def lines(self, portion: Sequence[_Line]) -> Iterator[str]:
        from piiscan import pipeline

        texts = [line.text for line in portion]
        spans = pipeline.spans(texts, text=self.text.value)
        self.worst = max(self.worst, pipeline.worst_tier(spans))
        if not self.mask:
            return (_spans(line, found) for line, found in zip(portion, spans, strict=True))
        masked = pipeline.masked(texts, spans, key=self.key, partner=self.partner)
        if not self.as_records:
            return (text or "" for text in masked)
        return (_json(line.record | {"text": text}) for line, text in zip(portion, masked, strict=True))


def _plain(number: int, line: bytes | None) -> _Line:
    """A line of text. Of one that is not UTF-8 only what is ASCII is kept: no byte leaves unread."""
    text = decoded(line)
    if text is None and line is not None:
        return _Line({"id": number, "text": line.decode("ascii", "replace")}, NOT_UTF8)
    return _Line({"id": number, "text": text}, TOO_LONG if text is None else None)


def _record(number: int, line: bytes | None) -> _Line:
    """A line of JSON; what has no id gets its number, and an empty line has no text."""
    empty: dict[str, Any] = {"id": number, "text": None}
    text = decoded(line)
    if text is None:
        return _Line(empty, TOO_LONG if line is None else NOT_UTF8)
    if not text.strip():
        return _Line(empty)
    try:
        record = json.loads(text)
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
