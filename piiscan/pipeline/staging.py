"""An output that is made beside its destination, and moved there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from piiscan.errors import DestinationRefused, OutputFailed
from piiscan.sources.stores.putting import put_all, refuse_stored
from piiscan.sources.stores.urls import StoreUrl
from piiscan.transient import InUse, own_folder
from piiscan.workspace import HOME


def refuse_destination(source: Path | StoreUrl | None, target: Path | StoreUrl, overwrite: bool) -> None:
    """Raise DestinationRefused where writing would harm the source, or something is there already.

    `source` is None where it is neither a file nor a folder, nor in a store.
    """
    if isinstance(target, StoreUrl):
        refuse_stored(source if isinstance(source, StoreUrl) else None, target, overwrite)
        return
    here, there = source.resolve() if isinstance(source, Path) else None, target.resolve()
    if here and (here == there or there.is_relative_to(here) or here.is_relative_to(there)):
        raise DestinationRefused(f"{target}: source and destination must lie apart")
    if target.is_symlink():
        raise DestinationRefused(f"{target} is a link: name what it points to")
    if (target / HOME).exists():
        raise DestinationRefused(f"{target} holds a workspace, and with it an audit log: choose another folder")
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise DestinationRefused(f"{target} is neither a file nor a folder: choose another name")
    if target.exists() and not overwrite and (target.is_file() or any(target.iterdir())):
        raise DestinationRefused(f"{target} exists: choose another name, or say --overwrite")


@contextmanager
def staged(target: Path | StoreUrl) -> Iterator[Path]:
    """Where to make what will be `target`. Unless it was moved (`publish`), nothing is left, no folder either.

    What will lie in a store is made on this machine. Raises OutputFailed where nothing can be written there,
    DestinationRefused where another run makes the same.
    """
    if isinstance(target, StoreUrl):
        with own_folder() as private:
            yield private / target.name
        return
    made = [folder for folder in target.absolute().parents if not folder.exists()]
    try:
        with ExitStack() as stack:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                staging = stack.enter_context(own_folder(target.parent, purpose=target.name))
            except InUse:
                raise DestinationRefused(f"{target} is being written by another run") from None
            except OSError as failure:
                raise OutputFailed(f"{target}: {(failure.strerror or 'cannot be written').lower()}") from None
            try:
                yield staging / target.name
            except OutputFailed as failure:
                raise OutputFailed(str(failure).replace(f"{staging}{os.sep}", f"{target.parent}{os.sep}")) from None
    finally:
        for folder in made:
            with suppress(OSError):  # it is not empty where the target came to lie in it
                folder.rmdir()


def home_of(target: Path | StoreUrl) -> str:
    """Where a copy will lie once it is published, as the metadata of a lake says it."""
    return str(target) if isinstance(target, StoreUrl) else os.path.abspath(target)


def publish(copy: Path, target: Path | StoreUrl) -> None:
    """Put the finished copy in the target's place; what stood there comes back if that fails. Raises OutputFailed."""
    if isinstance(target, StoreUrl):
        put_all(copy, target)
        return
    former = copy.with_name(f"{copy.name}.former")
    try:
        if target.is_dir() or (target.exists() and copy.is_dir()):
            target.rename(former)
        try:
            os.replace(copy, target)
        except BaseException:
            if former.exists():
                former.rename(target)
            raise
    except OSError as failure:
        raise OutputFailed(f"{target}: {(failure.strerror or 'cannot be replaced').lower()}") from None
