"""The catalogue of cases that piiscan must hold (A ciphers, B leaks, C hostile inputs, D log and release).

A test says which case it proves (`@pytest.mark.catalogue("C7")`), and may say what was reached
(`record_property("figure", "…")`). `pytest --figures` keeps what was reached; `python -m tests.catalogue` writes
docs/reliability.md.
"""
