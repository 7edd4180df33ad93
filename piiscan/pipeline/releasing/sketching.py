"""The sketch of a release, made while its copy can be read: of tokens, and of what rows keep."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from piiscan.errors import ReleaseRefused
from piiscan.keys import MasterKey
from piiscan.model.finding import TableFinding
from piiscan.model.table import Document, Table
from piiscan.model.text import as_text
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.pairing import laid_out, matched
from piiscan.pipeline.releasing.canaries import Canaries
from piiscan.pipeline.releasing.verified import Verified
from piiscan.transforms.hmac import hmac_sha256
from piiscan.verbs.mask import TEXT, Masker
from piiscan.verbs.trace.combinations import chosen, combined, grid
from piiscan.verbs.trace.gathering import Gathering
from piiscan.verbs.trace.pieces import cells_of, tokens_in
from piiscan.verbs.trace.sketch import Sketch

__all__ = ["sketch_key", "sketched"]

_DOMAIN = "trace"

_CONTROLS, _SAMPLE = 100, 10_000
"""Foreign keys that are tried, and rows of a table that are tried with each; foreign tokens that suffice."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A table, what masks it, and its copy."""

    masker: Masker
    copy: Table
    finding: TableFinding

    def keyed(self) -> Iterator[tuple[str, Hashable]]:
        """Columns whose values the key has made, and by what; texts last."""
        for name in self.masker.kept:
            step = self.masker.steps[name]
            if self.masker.operators[name].promises.needs_key:
                yield name, (step.operator, step.domain or step.entity, str(step.parameters))

    def texts(self) -> list[str]:
        return [name for name in self.masker.kept if self.masker.steps[name].operator == TEXT]

    def plain(self) -> list[str]:
        """Columns that say what they said, or less."""
        keyed = dict(self.keyed())
        return [name for name in self.masker.kept if name not in keyed and name not in self.texts()]

    def label(self, name: str) -> str:
        return f"{self.finding.key}.{name}"


def sketch_key(secret: MasterKey) -> str:
    """The subkey of the workspace's scan key by which sketches are keyed."""
    return secret.subkey(_DOMAIN, None, _DOMAIN)


def sketched(copy: Verified, canaries: Canaries) -> Sketch:
    """The sketch of a copy, in which these canaries are.

    What chance makes alike is measured: on tokens that other keys make of the same rows, and on the source's values.
    Raises ReleaseRefused for what cannot be read again.
    """
    masking, findings, secret = Masking(copy.plan, copy.key), copy.findings, copy.secret
    found = matched(copy.source, copy.place, masking, copy.options)
    if found.incomplete:
        raise ReleaseRefused({"copy": f"{found.incomplete[0].source}: {found.incomplete[0].reason}"}, incomplete=True)
    tables = {table.key: table for table in findings.tables}
    pairs = [
        _Pair(masker := masking.table(original), laid_out(original, other, masker), tables[original.key])
        for original, other in found.pairs
        if isinstance(original, Table) and isinstance(other, Table)
    ]
    making = _Making(sketch_key(secret))
    making.announce(pairs, {document.key: sum(document.entities.values()) for document in findings.documents})
    for pair in pairs:
        making.gather(pair)
    for _, other in found.pairs:
        if isinstance(other, Document):
            making.read(other)
    making.compare(pairs, [pair.masker for pair in pairs], unmasked=True)
    for number in range(_CONTROLS):
        if not making.gathering.wanting(_SAMPLE):
            break
        foreign = MasterKey(bytes.fromhex(secret.subkey(_DOMAIN, None, f"control {number}")))
        making.compare_tokens(foreign.subkey(_DOMAIN, None, TEXT))
        masking = Masking(copy.plan, foreign)
        making.compare(pairs, [masking.table(pair.masker.table) for pair in pairs])
    for pair in pairs:
        if pair.finding.key in canaries:
            making.add_canaries(pair, canaries[pair.finding.key])
    return Sketch(copy.release, making.gathering.known())


class _Making:
    def __init__(self, subkey: str) -> None:
        self._subkey = subkey
        self.gathering = Gathering(subkey)

    def announce(self, pairs: Sequence[_Pair], documents: dict[str, int]) -> None:
        """`documents`: how much was found in each."""
        for pair in pairs:
            columns = {column.name: column for column in pair.finding.columns}
            for name, group in pair.keyed():
                self.gathering.announce(group, pair.label(name), columns[name].distinct)
            for name in pair.texts():
                self.gathering.announce(TEXT, pair.label(name), sum((columns[name].in_text or {}).values()))
        for key, spans in documents.items():
            self.gathering.announce(TEXT, key, spans)

    def gather(self, pair: _Pair) -> None:
        plain, together, kept = pair.plain(), list[tuple[int, ...]](), list[list[np.ndarray]]()
        for number, batch in enumerate(pair.copy.batches()):
            self._add(pair, batch)
            cells = grid(cells_of(batch.select(plain)), plain, len(batch), self._subkey)
            if number == 0:
                together = chosen(cells[:_SAMPLE], pair.finding.rows)
                kept = [[] for _ in together]
            for keys, places in zip(kept, together, strict=True):
                keys.append(combined(cells, places))
        for keys, places in zip(kept, together, strict=True):
            self.gathering.rows(tuple(pair.label(plain[place]) for place in places), np.concatenate(keys))

    def read(self, document: Document) -> None:
        for part in document.parts():
            self.gathering.add(TEXT, tokens_in(part))

    def compare(self, pairs: Sequence[_Pair], foreign: Sequence[Masker], unmasked: bool = False) -> None:
        """What another key makes of the same rows, or these rows as they are, against what was delivered."""
        for pair, other in zip(pairs, foreign, strict=True):
            wanted = {name: group for name, group in pair.keyed() if self.gathering.wants(group, _SAMPLE)}
            batch = next(pair.masker.source(), pl.DataFrame()).head(_SAMPLE) if wanted else pl.DataFrame()
            if len(batch):
                for column in batch.select(list(wanted)) if unmasked else other.masked(batch, list(wanted)):
                    self.gathering.compare(wanted[column.name], _texts(column), unmasked)

    def add_canaries(self, pair: _Pair, rows: pl.DataFrame) -> None:
        for name, group in pair.keyed():
            if pair.masker.operators[name].promises.unique:
                self.gathering.add_canaries(group, pair.label(name), _texts(rows[name]))

    def compare_tokens(self, subkey: str) -> None:
        """Foreign pseudonyms against those in texts."""
        if self.gathering.wants(TEXT, _SAMPLE):
            numbers = pl.Series("value", range(_SAMPLE)).cast(pl.String).to_frame()
            self.gathering.compare(TEXT, numbers.select(hmac_sha256(pl.col("value"), subkey).str.head(32)).to_series())

    def _add(self, pair: _Pair, batch: pl.DataFrame) -> None:
        for name, group in pair.keyed():
            self.gathering.add(group, _texts(batch[name]))
        for name in pair.texts():
            self.gathering.add(TEXT, tokens_in(_texts(batch[name])))


def _texts(column: pl.Series) -> pl.Series:
    """Cells, or what stands in lists, as text; no nulls."""
    texts = as_text(column.to_frame()).to_series()
    return (texts.explode() if isinstance(texts.dtype, pl.List) else texts).drop_nulls()
