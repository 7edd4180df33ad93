"""How each peer is asked about every cell of a CSV file, by its own documented call; runs in the peer's environment.

`python scans.py PEER FILE` prints seconds, and for each column how many cells hold its three most frequent kinds.
"""

from __future__ import annotations

import csv
import json
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

Found = dict[str, Counter[str]]
Kinds = Callable[[str], Iterable[str]]


def datafog_core() -> Kinds:
    from datafog_core import scan

    return lambda cell: (entity.entity_type for entity in scan(cell))


def datafog() -> Kinds:
    import datafog

    return lambda cell: (entity.type for entity in datafog.scan(cell, engine="regex").entities)


def argus_redact() -> Kinds:
    from argus_redact.glue.redact import _detect

    options = {"lang": ["zh", "en"], "mode": "fast", "names": None, "types": None, "types_exclude": None}
    return lambda cell: (entity.type for entity in _detect(cell, **options)[0])


def scrubadub() -> Kinds:
    import scrubadub

    scrubber = scrubadub.Scrubber()
    return lambda cell: (filth.type for filth in scrubber.iter_filth(cell))


def commonregex() -> Kinds:
    from commonregex import CommonRegex

    kinds = "dates times phones links emails ips prices credit_cards street_addresses btc_addresses".split()
    return lambda cell: (kind for found in [CommonRegex(cell)] for kind in kinds if getattr(found, kind, None))


def presidio() -> Kinds:
    """All recognizers for English but the one that needs a model."""
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    engine = SpacyNlpEngine()
    engine.nlp = {"en": spacy.blank("en")}
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.recognizers = [r for r in registry.recognizers if r.name != "SpacyRecognizer"]
    analyzer = AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=["en"])
    return lambda cell: (result.entity_type for result in analyzer.analyze(cell, language="en"))


def cells(path: str, kinds: Kinds) -> Found:
    with open(path, newline="", encoding="utf-8") as file:
        heads, *rows = csv.reader(file)
    return {head: Counter(_each(kinds, column)) for head, column in zip(heads, zip(*rows, strict=True), strict=True)}


def _each(kinds: Kinds, column: Iterable[str]) -> Iterator[str]:
    for cell in column:
        yield from set(kinds(cell))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    asked = globals()[sys.argv[1]]()
    began = perf_counter()
    found = cells(sys.argv[2], asked)
    seconds = perf_counter() - began
    print(json.dumps([seconds, {column: dict(counted.most_common(3)) for column, counted in found.items()}]))
