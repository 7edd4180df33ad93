"""Read by every Python that the runner of tests starts: see `tests/offline/guard.py`."""

from tests.offline.guard import install

install()
