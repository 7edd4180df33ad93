"""Our operators in presidio-anonymizer, and that nothing of Presidio is imported unless asked for."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from piiscan.errors import PlanError
from piiscan.transforms.presidio import register
from tests.transforms.cases import CONTEXT, Case, masked

TEXT = "call 13800138000 now"


def anonymized(operator: str, parameters: dict[str, object]) -> str:
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]
    register(engine, CONTEXT)
    found = [RecognizerResult("CN_MOBILE", 5, 16, 0.9)]
    return engine.anonymize(TEXT, found, {"CN_MOBILE": OperatorConfig(operator, parameters)}).text


def test_a_pseudonym_in_presidio_is_the_pseudonym_of_a_column() -> None:
    token = masked(Case("pseudonym"), ["13800138000"], replace(CONTEXT, domain="CN_MOBILE"))[0]
    assert anonymized("piiscan_pseudonym", {}) == f"call {token} now"


def test_mask_and_replace_take_the_parameters_of_a_plan() -> None:
    assert anonymized("piiscan_mask", {"keep_prefix": 3}) == "call 138**** now"
    assert anonymized("piiscan_replace", {}) == "call <CN_MOBILE> now"


def test_they_stand_among_the_operators_that_presidio_lists() -> None:
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.operators import OperatorType

    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]
    register(engine, CONTEXT)
    listed = engine.operators_factory.get_anonymizers()
    ours = {name: kind().operator_type() for name, kind in listed.items() if name.startswith("piiscan_")}
    assert ours == dict.fromkeys(("piiscan_mask", "piiscan_pseudonym", "piiscan_replace"), OperatorType.Anonymize)


def test_a_parameter_that_no_plan_could_have_is_refused() -> None:
    with pytest.raises(PlanError, match="parameter masking_char is unknown"):
        anonymized("piiscan_mask", {"masking_char": "*"})


def test_operators_import_neither_presidio_nor_a_model() -> None:
    heavy = "{'presidio_anonymizer', 'presidio_analyzer', 'spacy', 'onnxruntime', 'pandas', 'cryptography'}"
    code = f"import sys, piiscan.transforms.presidio; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
