"""The peers, each asked by its own documented call; imported in the peer's own environment.

`scan` and `mask` load what the tool needs and give a function of a path to a CSV file: what is loaded is not measured.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.peers.cells import Found, masked, scanned

Work = Callable[[str], Found]


class DatafogCore:
    def scan(self) -> Work:
        from datafog_core import scan

        return scanned(lambda cell: (entity.entity_type for entity in scan(cell)))

    def mask(self) -> Work:
        from datafog_core import scan_and_transform

        redact = {"transform": {"default": {"strategy": "redact"}}}
        return masked(lambda cell: scan_and_transform(cell, redact).text)


class Datafog:
    """Its regex engine."""

    def scan(self) -> Work:
        import datafog

        return scanned(lambda cell: (entity.type for entity in datafog.scan(cell, engine="regex").entities))

    def mask(self) -> Work:
        import datafog

        return masked(lambda cell: datafog.redact(cell, engine="regex", strategy="hash").redacted_text)


class PiiRadar:
    def scan(self) -> Work:
        from pii_radar.scanner import scan_file

        return lambda path: _by_column((match.column, match.pii_type) for match in scan_file(Path(path)).matches)

    def mask(self) -> Work:
        program = Path(sys.executable).with_name("pii-radar")

        def redact(path: str) -> Found:
            command = [program, "scan", path, "--redact", f"{path}.masked", "--output", "json"]
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # its status is that of what it found
            assert Path(f"{path}.masked").stat().st_size
            return {}

        return redact


class ArgusRedact:
    """Its fast mode."""

    def scan(self) -> Work:
        from argus_redact.glue.redact import _detect

        options = {"lang": ["zh", "en"], "mode": "fast", "names": None, "types": None, "types_exclude": None}
        return scanned(lambda cell: (entity.type for entity in _detect(cell, **options)[0]))

    def mask(self) -> Work:
        from argus_redact import redact_csv

        def redact(path: str) -> Found:
            text = Path(path).read_text("utf-8")
            Path(f"{path}.masked").write_text(redact_csv(text, lang=["zh", "en"], salt=bytes(range(32)))[0], "utf-8")
            return {}

        return redact


class Scrubadub:
    def scan(self) -> Work:
        import scrubadub

        scrubber = scrubadub.Scrubber()
        return scanned(lambda cell: (filth.type for filth in scrubber.iter_filth(cell)))

    def mask(self) -> Work:
        import scrubadub

        return masked(scrubadub.Scrubber().clean)


class CommonRegex:
    """It has no masking."""

    def scan(self) -> Work:
        from commonregex import CommonRegex

        kinds = "dates times phones links emails ips prices credit_cards street_addresses btc_addresses".split()
        return scanned(
            lambda cell: (kind for found in [CommonRegex(cell)] for kind in kinds if getattr(found, kind, 0))
        )


class Presidio:
    """All recognizers for English but the one that needs a model; masked by the anonymizer's default, `replace`."""

    def scan(self) -> Work:
        analyzer = _analyzer()
        return scanned(lambda cell: (result.entity_type for result in analyzer.analyze(cell, language="en")))

    def mask(self) -> Work:
        from presidio_anonymizer import AnonymizerEngine

        analyzer, anonymizer = _analyzer(), AnonymizerEngine()
        return masked(lambda cell: anonymizer.anonymize(cell, analyzer.analyze(cell, language="en")).text)


class PresidioStructured:
    """Batches of 500, which are faster than its default of one; masking has the columns given."""

    def scan(self) -> Work:
        from presidio_structured import PandasAnalysisBuilder

        build = PandasAnalysisBuilder(analyzer=_analyzer(), batch_size=500).generate_analysis
        return lambda path: {head: Counter({kind: 1}) for head, kind in build(_frame(path)).entity_mapping.items()}

    def mask(self) -> Work:
        from presidio_anonymizer.entities import OperatorConfig
        from presidio_structured import StructuredAnalysis, StructuredEngine

        columns = (
            "name_zh name_en resident_id mobile email bank_card address_zh address_en last_ip session_uuid".split()
        )
        given = StructuredAnalysis(entity_mapping=dict.fromkeys(columns, "ANY"))
        hashed = {"DEFAULT": OperatorConfig("hash", {"hash_type": "sha256", "salt": bytes(range(20))})}

        def write(path: str) -> Found:
            StructuredEngine().anonymize(_frame(path), given, hashed).to_csv(f"{path}.masked", index=False)
            return {}

        return write


class DataProfiler:
    """With its labeler, which looks at a sample; it has no masking."""

    def scan(self) -> Work:
        import dataprofiler

        options = dataprofiler.ProfilerOptions()
        options.set({"data_labeler.is_enabled": True, "correlation.is_enabled": False})

        def profile(path: str) -> Found:
            report = dataprofiler.Profiler(dataprofiler.Data(path), options=options).report(
                {"output_format": "compact"}
            )
            return {column["column_name"]: Counter({column["data_label"]: 1}) for column in report["data_stats"]}

        return profile


def _analyzer() -> Any:
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    engine = SpacyNlpEngine()
    engine.nlp = {"en": spacy.blank("en")}
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.recognizers = [r for r in registry.recognizers if r.name != "SpacyRecognizer"]
    return AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=["en"])


def _frame(path: str) -> Any:
    import pandas as pd

    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _by_column(pairs: Any) -> Found:
    found: Found = {}
    for column, kind in pairs:
        found.setdefault(column, Counter())[kind] += 1
    return found
