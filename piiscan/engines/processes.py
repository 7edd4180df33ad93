"""Processes that work beside this one, and end with it, however it ends."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from threading import Lock, Thread
from typing import ParamSpec, Self, TypeVar

__all__ = ["Processes"]

P = ParamSpec("P")
R = TypeVar("R")


class Processes:
    """A context: `number` of them are started with the first work. Where it is left by a failure, they are stopped."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._pool: Executor | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *failure: object) -> None:
        if self._pool is None:
            return
        self._pool.shutdown(wait=kind is None, cancel_futures=True)  # from here on no other is started
        if kind is not None:
            for child in active_children():
                child.kill()
                child.join()

    def submit(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> Future[R]:
        """Have it done there. The work, what it is given and its result are pickled; it can do nothing else here.

        Raises OSError where a process cannot be started; the future raises BrokenProcessPool where one was killed.
        """
        with self._lock:
            self._pool = self._pool or ProcessPoolExecutor(self._number, get_context("spawn"), _begin)
        return self._pool.submit(work, *args, **named)


def _begin() -> None:
    """A process on one thread of Polars, which leaves no core behind, is stopped at once, and outlives no parent."""
    os.environ["POLARS_MAX_THREADS"] = "1"  # read when the first frame is made
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := parent_process()) is not None:
        wait([parent.sentinel])
        os._exit(1)
