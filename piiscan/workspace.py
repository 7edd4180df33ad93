"""The workspace: the folder `.piiscan/`, in which lies what must outlive a run (contracts.md, where things live)."""

from __future__ import annotations

import os
from pathlib import Path

from piiscan.errors import UsageError

__all__ = ["HOME", "home", "opened_home"]

HOME = ".piiscan"
_CONFIG = "piiscan.toml"


def home(given: Path | None = None) -> Path:
    """`given`, else $PIISCAN_HOME, else the folder of the nearest workspace or piiscan.toml upwards, else one here."""
    if given is not None:
        return given
    if named := os.environ.get("PIISCAN_HOME"):
        return Path(named)
    here = Path.cwd()
    marked = (folder for folder in (here, *here.parents) if (folder / HOME).is_dir() or (folder / _CONFIG).is_file())
    return next(marked, here) / HOME


def opened_home(path: Path) -> Path:
    """The workspace, made on first need: mode 0700, ignored by git.

    Raises UsageError where it cannot be made, is somebody else's, or lets others in.
    """
    try:
        path.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        pass
    except OSError as failed:
        raise UsageError(f"workspace {path} cannot be made: {(failed.strerror or 'unknown reason').lower()}") from None
    else:
        path.chmod(0o700)
        (path / ".gitignore").write_text("*\n")
    _refuse_open(path)
    return path


def _refuse_open(path: Path) -> None:
    if not path.is_dir():
        raise UsageError(f"workspace {path} is not a folder: name another with --home")
    state = path.stat()
    if state.st_uid != os.geteuid():
        raise UsageError(f"workspace {path} is another user's: name your own with --home")
    if state.st_mode & 0o077:
        raise UsageError(f"workspace {path} is open to other users: `chmod 700` it")
