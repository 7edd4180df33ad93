"""Logs: the patterns that their lines follow, so that what is personal in most lines of one is personal in all."""
