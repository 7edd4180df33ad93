"""YAML documents for other programs."""

from __future__ import annotations

from typing import Any

from yaml import SafeDumper, ScalarNode, dump

from piiscan.reports.visible import visible


def yaml_text(content: Any) -> str:
    """Block style, keys in their order, Chinese as it is; a text that steers a terminal or reorders text is escaped."""
    text: str = dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    return text


class _Dumper(SafeDumper):
    """Escapes all that is not ASCII in texts with characters that are not seen."""

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        self.allow_unicode = text == visible(text)
        super().write_double_quoted(text, split)
        self.allow_unicode = True


def _text(dumper: _Dumper, text: str) -> ScalarNode:
    style = None if text == visible(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)
