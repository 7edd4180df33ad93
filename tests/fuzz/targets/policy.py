"""Policies in YAML."""

from __future__ import annotations

from pathlib import Path

from piiscan.errors import PolicyError
from piiscan.policy.policies import load_policy
from tests.fuzz.promise import CANARY, Told, refusal
from tests.fuzz.targets.keys import keys

RUNS = 60_000
SEEDS = (
    f"""piiscan: policy/1
name: x
version: 2
owner: {CANARY}
effective: 2026-01-01
review: 2027-01-01
scheme: general
thresholds: {{personal: 0.9, clean: 0.1, tier_4: {{clean: 0.05}}}}
risk: {{k: 5}}
roles: {{analyst: 2}}
rules:
  - {{match: {{entity: X, column: "{CANARY}*"}}, operator: mask, parameters: {{keep: [3, 4], sign: "{CANARY}"}}}}
  - {{match: {{role: quasi_identifier, tier: 2, status: personal}}, operator: keep, otherwise: drop}}
incident: {{}}
""".encode(),
    f"a: &x [{CANARY}]\nb: *x\nc: !!set {{{CANARY}}}\nd: |\n  {CANARY}\n? [e]\n: f\n".encode(),
)
FOUND: tuple[bytes, ...] = ()


def told(octets: bytes, folder: Path) -> Told:
    file = folder / "policy.yaml"
    file.write_bytes(octets)
    try:
        load_policy(file, {"X"}, {"mask", "keep", "drop"})
    except PolicyError as refused:
        return Told(refusal(refused), keys(octets))
    return Told("")
