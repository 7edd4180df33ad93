"""Policies as text: YAML for people, canonical JSON for the digest that names a policy in every record."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from piiscan.model.incident import IncidentRules
from piiscan.model.policy import Policy, Rule
from piiscan.policy.write_yaml import flow


def render_policy(policy: Policy) -> str:
    """The policy as YAML; loading it again gives the same policy and digest."""
    document = _document(policy)
    rules = document.pop("rules")
    head = "".join(f"{key}: {flow(value)}\n" for key, value in document.items())
    return head + "rules:\n" + "".join(f"  - {flow(rule)}\n" for rule in rules)


def digest(policy: Policy) -> str:
    """SHA-256 of what the policy says, whatever its file looks like: canonical JSON, keys sorted."""
    canonical = json.dumps(
        _document(policy), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=date.isoformat
    )
    return f"sha256:{sha256(canonical.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _document(policy: Policy) -> dict[str, Any]:
    """The content of the file, in its order; what is said of incidents only where it is not the usual."""
    incident = {} if policy.incident == IncidentRules() else {"incident": asdict(policy.incident)}
    return {
        "piiscan": "policy/1",
        "name": policy.name,
        "version": policy.version,
        "owner": policy.owner,
        "effective": policy.effective,
        "review": policy.review,
        "scheme": policy.scheme,
        "thresholds": asdict(policy.thresholds),
        "risk": {"k": policy.k},
        **incident,
        **({"roles": dict(policy.roles)} if policy.roles else {}),
        "rules": [_rule_document(rule) for rule in policy.rules],
    }


def _rule_document(rule: Rule) -> dict[str, Any]:
    match = {key: value for key, value in asdict(rule.match).items() if value is not None}
    optional = {"otherwise": rule.otherwise, "parameters": dict(rule.parameters)}
    return {"match": match, "operator": rule.operator} | {k: v for k, v in optional.items() if v}
