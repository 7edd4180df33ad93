from __future__ import annotations

from pathlib import Path

from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

from piiscan.detection.text.presidio import LacRecognizer, export, recognizer_for
from tests.detection.text.made import IDENTITY, MOBILE, PASSWORD, WEAK


def test_a_recognizer_of_ours_answers_presidio() -> None:
    text = "回电１38\u200b00138000。"
    (result,) = recognizer_for(MOBILE, "zh").analyze(text, ["CN_MOBILE"])
    assert (result.entity_type, text[result.start : result.end]) == ("CN_MOBILE", "１38\u200b00138000")
    assert recognizer_for(MOBILE).analyze(text, ["PERSON"]) == []


def test_the_yaml_is_a_stock_presidio_registry_with_our_edges(tmp_path: Path) -> None:
    file = tmp_path / "registry.yaml"
    file.write_text(export([MOBILE, IDENTITY, WEAK, PASSWORD]), "utf-8")
    registry = RecognizerRegistryProvider(conf_file=str(file)).create_recognizer_registry()
    assert {e for r in registry.recognizers for e in r.supported_entities} == {"CN_MOBILE", "CN_RESIDENT_ID", "TICKET"}
    assert {r.supported_language for r in registry.recognizers} == {"en", "zh"}
    mobile = next(r for r in registry.recognizers if "CN_MOBILE" in r.supported_entities)
    assert [(r.start, r.end) for r in mobile.analyze("tel_13800138000_x 138001380001", ["CN_MOBILE"])] == [(4, 15)]
    ticket = next(r for r in registry.recognizers if "TICKET" in r.supported_entities)
    assert not ticket.analyze("a123456", ["TICKET"])


def test_the_chinese_model_answers_presidio() -> None:
    text = "你好。客户王小明住在深圳市南山区科苑路15号"
    results = LacRecognizer().analyze(text, ["PERSON", "ADDRESS"])
    assert {(text[r.start : r.end], r.entity_type) for r in results} == {
        ("王小明", "PERSON"),
        ("深圳市南山区科苑路15号", "ADDRESS"),
    }
