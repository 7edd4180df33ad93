"""Our recognizers for users of Presidio: as objects for their registry, and as stock YAML.

Importing this module imports Presidio. A recognizer object keeps everything (folding, check digits, context); YAML
keeps what Presidio's format has room for: patterns with their edges, scores and context words.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import yaml
from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from piiscan.detection.text import TextEngine
from piiscan.detection.text.chinese import Chinese
from piiscan.detection.text.patterns import spanning_source
from piiscan.detection.text.sentences import sentences
from piiscan.model.recognizer import Recognizer

__all__ = ["LacRecognizer", "PackRecognizer", "export", "recognizer_for"]

_NO_FLAGS = 0x2000
"""`regex.VERSION0` and nothing else: Presidio takes 0 for "not set" and would then ignore case."""


class PackRecognizer(EntityRecognizer):
    """One recognizer of a pack, patterns and labels only, in any language."""

    def __init__(self, recognizer: Recognizer, language: str = "en") -> None:
        super().__init__([recognizer.entity], name=recognizer.id, supported_language=language)
        self._id = recognizer.id
        self._engine = TextEngine([recognizer], models="off")

    def load(self) -> None:
        """Nothing to load: patterns are compiled on first use."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Spans of the recognizer's entity in one text, if that entity is asked for."""
        (spans,) = self._engine.spans(pl.Series([text]))
        own = [span for span in spans if span.recognizer == self._id and span.entity in entities]
        return [RecognizerResult(span.entity, span.start, span.end, span.score) for span in own]


class LacRecognizer(EntityRecognizer):
    """The Chinese model with our rules about addresses and names."""

    def __init__(self) -> None:
        super().__init__(["PERSON", "LOCATION", "ADDRESS", "ORGANIZATION"], "LacRecognizer", "zh")

    def load(self) -> None:
        """Load the model; Presidio calls this once, on construction."""
        self._model = Chinese()

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Names of the asked entities in one text, sentence by sentence."""
        pieces = list(sentences(text))
        found = self._model.find([sentence for _, sentence in pieces])
        return [
            RecognizerResult(span.entity, at + span.start, at + span.end, span.score)
            for (at, _), spans in zip(pieces, found, strict=True)
            for span in spans
            if span.entity in entities
        ]


def recognizer_for(recognizer: Recognizer, language: str = "en") -> PackRecognizer:
    """The recognizer as a Presidio recognizer; add one per language that your analyzer is asked in."""
    return PackRecognizer(recognizer, language)


def export(recognizers: Sequence[Recognizer], languages: Sequence[str] = ("en", "zh")) -> str:
    """A registry configuration for Presidio (2.2) with the patterns that speak for themselves.

    Load it with `RecognizerRegistryProvider(conf_file=...)`. Checks are left out: YAML cannot hold them.
    """
    told = [r for r in recognizers if r.in_text and r.sees == "rows" and r.patterns]
    return yaml.safe_dump(
        {
            "supported_languages": list(languages),
            "global_regex_flags": _NO_FLAGS,
            "recognizers": [_declared(r, language) for r in told for language in languages],
        },
        allow_unicode=True,
        sort_keys=False,
        width=1000,
    )


def _declared(recognizer: Recognizer, language: str) -> dict[str, object]:
    return {
        "name": f"{recognizer.id} ({language})",
        "type": "custom",
        "supported_language": language,
        "supported_entity": recognizer.entity,
        "context": list(recognizer.context),
        "patterns": [
            {"name": f"{recognizer.id} {number}", "regex": spanning_source(pattern), "score": pattern.score}
            for number, pattern in enumerate(recognizer.patterns, 1)
        ],
    }
