"""piiscan detect"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from piiscan.cli import options
from piiscan.cli.check import File
from piiscan.cli.exits import outcome
from piiscan.cli.lines import lines_of
from piiscan.errors import SourceUnreadable

if TYPE_CHECKING:
    from piiscan.model.span import Span


def detect(
    file: File = "-",
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

    as_records = jsonl or file.endswith(".jsonl")
    records = _records(file) if as_records else _lines(file)
    texts: list[str | None] = [record["text"] for record in records]
    spans = pipeline.detect(texts, text=text.value)
    if mask:
        masked = pipeline.masked(texts, spans, key=key, partner=partner)
        lines = [_json(r | {"text": m}) if as_records else m or "" for r, m in zip(records, masked, strict=True)]
    else:
        lines = [_spans(record["id"], found) for record, found in zip(records, spans, strict=True)]
    options.deliver("".join(line + "\n" for line in lines), output)
    worst = pipeline.worst_tier(spans)
    raise typer.Exit(outcome(incomplete=False, found=fail_on is not None and worst >= fail_on))


def _lines(file: str) -> list[dict[str, Any]]:
    return [{"id": number, "text": line} for number, line in enumerate(lines_of(file), 1)]


def _records(file: str) -> list[dict[str, Any]]:
    """Objects with `id` and `text`; a line without an id gets its number. Raises SourceUnreadable."""
    records = []
    for number, line in enumerate(lines_of(file), 1):
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            record = None
        if not isinstance(record, dict) or not isinstance(record.get("text"), str | None):
            raise SourceUnreadable(file, f'line {number} is not a JSON object with "id" and "text"')
        records.append({"id": number, "text": None} | record)
    return records


def _spans(identity: object, found: Sequence[Span]) -> str:
    spans = [
        {"start": s.start, "end": s.end, "entity": s.entity, "score": round(s.score, 2), "recognizer": s.recognizer}
        for s in found
    ]
    return _json({"id": identity, "spans": spans})


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
