"""A server that is not there is no clean one."""

from __future__ import annotations

from tests.leaks.runner import ROOT, Runner


def test_a_server_that_cannot_be_reached_is_incomplete(run: Runner) -> None:
    for url in ("postgresql://127.0.0.1:1/shop", "mysql://127.0.0.1:1/shop"):
        done = run("scan", url, env={"PYTHONPATH": str(ROOT)})
        assert done.exit_code == 3
        assert b"cannot be reached" in done.stdout
