"""The registry: built-in plugs and those of other packages under one roof."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from piiscan import registry
from piiscan.errors import UsageError
from piiscan.registry import Registry

GROUP = "piiscan.test_plugs"


def installed(monkeypatch: pytest.MonkeyPatch, **plugs: str) -> None:
    entries = EntryPoints(EntryPoint(name, value, GROUP) for name, value in plugs.items())
    monkeypatch.setattr(registry, "entry_points", lambda group: entries.select(group=group))


def test_built_in_and_installed_plugs_are_found_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, theirs="string:digits")
    plugs = Registry("plug", GROUP, {"ours": "string:hexdigits"})
    assert plugs.names == ("ours", "theirs")
    assert (plugs.load("ours"), plugs.load("theirs")) == ("0123456789abcdefABCDEF", "0123456789")
    assert "theirs" in plugs
    assert "nobody's" not in plugs


def test_two_plugs_of_one_name_are_refused_and_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, ours="string:digits")
    with pytest.raises(UsageError, match="plug ours is declared twice, by string:hexdigits and string:digits"):
        Registry("plug", GROUP, {"ours": "string:hexdigits"}).load("ours")


def test_an_unknown_name_is_told_what_there_is() -> None:
    with pytest.raises(UsageError, match="no plug yours: there is one, two"):
        Registry("plug", GROUP, {"two": "a:b", "one": "c:d"}).load("yours")


@pytest.mark.parametrize("value", ["piiscan_has_no_such_module:x", "string:no_such_attribute"])
def test_a_plug_that_does_not_import_is_a_usage_error(value: str) -> None:
    with pytest.raises(UsageError, match="plug broken cannot be imported"):
        Registry("plug", GROUP, {"broken": value}).load("broken")


def test_only_the_plug_that_is_used_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("plug_used", "plug_unused"):
        (tmp_path / f"{name}.py").write_text("plug = 1\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    plugs = Registry("plug", GROUP, {"used": "plug_used:plug", "unused": "plug_unused:plug"})
    assert plugs.load("used") == 1
    assert "plug_unused" not in sys.modules
