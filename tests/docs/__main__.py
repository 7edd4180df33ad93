"""`make docs`: writes docs/reference from the code."""

from __future__ import annotations

from tests.docs.reference import FOLDER, PAGES


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
