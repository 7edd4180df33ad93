"""What the tests run of the code: `make coverage`. Its bars are in pyproject.toml and the Makefile."""
