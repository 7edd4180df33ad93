"""The page on a port of this machine, until its person has ended it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from piiscan.detection import packs
from piiscan.errors import DestinationRefused, UsageError
from piiscan.reports.wording import Wording
from piiscan.reports.words import Language
from piiscan.sources import replacing, write_all
from piiscan.web.choices import Choices


def review_page(choices: Choices, folder: Path, *, lang: Language, port: int, told: Callable[[str], object]) -> None:
    """Serve the page until interrupted; `told` gets its address. It writes into `folder` when it is asked to.

    Raises DestinationRefused where a file that it would write is there already, UsageError where the extra `web` is not
    installed or the port is taken.
    """
    try:
        import uvicorn

        from piiscan.web.guard import Guard
        from piiscan.web.page import Page
    except ImportError:
        raise UsageError("the review page needs more packages: pip install 'piiscan-data[web]'") from None

    for name in choices.files:
        if (folder / name).exists():
            raise DestinationRefused(f"{folder / name} exists: name another folder with -o")
    names = {r.entity: r.zh for r in packs.recognizers()} if lang == "zh" else {}
    page = Page(choices, Wording(lang, names), lambda made: _write(made, folder))
    with _listening(port) as listening, suppress(KeyboardInterrupt):
        guard = Guard(page.app(), listening.getsockname()[1])
        told(guard.address)
        uvicorn.Server(uvicorn.Config(guard, log_config=None, lifespan="off", access_log=False)).run([listening])


def _write(choices: Choices, folder: Path) -> str:
    """The files, each whole; what the page says of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in choices.files.items():
        with replacing(folder / name) as stream:
            write_all(stream, content.encode())
    left = len(choices.plan.undecided)
    return f"written: {', '.join(choices.files)}" + (f"; {left} columns are still undecided" if left else "")


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as failed:
        raise UsageError(f"port {port}: {(failed.strerror or 'cannot be used').lower()}: name another --port") from None
