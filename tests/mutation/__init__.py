"""Faults put into masking operators and checks on purpose, and whether a test sees them: `make mutation`."""
