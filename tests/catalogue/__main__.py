"""`python -m tests.catalogue`: writes docs/reliability.md."""

from __future__ import annotations

from tests.catalogue.page import PAGE, rendered

if __name__ == "__main__":
    PAGE.write_text(rendered(), "utf-8")
