"""Recognizer packs in YAML, from a folder that somebody names."""

from __future__ import annotations

from pathlib import Path

from piiscan.errors import PackError
from piiscan.model.finding import Findings
from piiscan.pipeline.comparing import compare
from tests.fuzz.promise import CANARY, Told, refusal
from tests.fuzz.targets.keys import keys

RUNS = 15_000
SEEDS = (
    f"""one:
  entity: X
  zh: 某
  role: direct_identifier
  tier: 3
  source: {CANARY}
  sees: rows
  patterns:
    - {{body: "[0-9]{{11}}", edges: digit, score: 0.4}}
  check: luhn
  check_chance: 0.1
  canonical: digits
  chance: 0.001
  bits: 33
  header: &words
    en: [{CANARY}]
    unless: [{CANARY}, y]
  context: [{CANARY}]
  in_text: true
  examples: {{match: ["{CANARY}"], no_match: ["1"]}}
two: {{entity: Y, zh: 乙, role: secret, tier: 4, source: {CANARY}, header: *words, lexicon: list}}
""".encode(),
    f"a: {CANARY}\nb: [{CANARY}]\n".encode(),
)
_NOTHING = Findings({}, {}, "2026-01-01", "", 0.0)
FOUND: tuple[bytes, ...] = ()


def told(octets: bytes, folder: Path) -> Told:
    (folder / "pack").mkdir(exist_ok=True)
    (folder / "pack" / "theme.yaml").write_bytes(octets)
    try:
        compare(_NOTHING, folder=folder)
    except PackError as refused:
        return Told(refusal(refused), keys(octets))
    return Told("")
