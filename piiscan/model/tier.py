"""Roles and sensitivity tiers of the scheme `general`, which every report states."""

from __future__ import annotations

from enum import StrEnum

TIERS: dict[int, tuple[str, str]] = {
    1: ("open", "公开"),
    2: ("indirect", "间接"),
    3: ("personal", "个人"),
    4: ("sensitive", "敏感"),
}
"""Tier -> its English and Chinese name, in ascending order of sensitivity."""

SENSITIVE = 4
"""The highest tier, where a miss costs more than a false alarm; no decision alone lowers what check digits prove."""


class Role(StrEnum):
    """What an attribute does to the person behind a row (terms of GB/T 37964 and ISO/IEC 20889)."""

    DIRECT_IDENTIFIER = "direct_identifier"
    QUASI_IDENTIFIER = "quasi_identifier"
    SENSITIVE_ATTRIBUTE = "sensitive_attribute"
    SECRET = "secret"
    NONE = "none"


ROLE_NAMES_ZH: dict[Role, str] = {
    Role.DIRECT_IDENTIFIER: "直接标识符",
    Role.QUASI_IDENTIFIER: "准标识符",
    Role.SENSITIVE_ATTRIBUTE: "敏感属性",
    Role.SECRET: "密钥凭证",
    Role.NONE: "无",
}
