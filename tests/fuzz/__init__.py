"""Readers under coverage-guided fuzzing: `make test-fuzz`. What was found stays in its target, for `make test`."""
