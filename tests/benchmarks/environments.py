"""The environments of other tools, one each, made once from the package index."""

from __future__ import annotations

import os
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path


def installed(packages: Sequence[str]) -> Path:
    """The interpreter of the environment of these packages, under BENCH_PEERS (`.venv/peers`)."""
    folder = Path(os.environ.get("BENCH_PEERS", ".venv/peers"), "+".join(packages)).absolute()
    python, whole = folder / "bin" / "python", folder / "installed"
    if not whole.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        whole.touch()
    return python
