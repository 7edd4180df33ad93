"""A pytest plugin: one module of the program has the fault that the environment names, as MUTANT=path:index."""

from __future__ import annotations

import os
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import Phase, settings

from tests.mutation.mutants import mutated

_path, _, _index = os.environ["MUTANT"].rpartition(":")
_as_written = SourceFileLoader.get_code


def _planted(loader: SourceFileLoader, fullname: str) -> CodeType | None:
    if not os.path.samefile(loader.path, _path):
        return _as_written(loader, fullname)
    tree = mutated(Path(_path).read_text("utf-8"), int(_index))
    return compile(tree, loader.path, "exec", dont_inherit=True)


SourceFileLoader.get_code = _planted  # type: ignore[method-assign]


@pytest.hookimpl
def pytest_configure() -> None:
    """That a property fails is enough: the smallest example is not looked for."""
    settings.register_profile("planted", settings.default, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("planted")
