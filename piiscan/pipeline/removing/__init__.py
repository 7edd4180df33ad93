"""New copies without rows that have to go: looked through, copied, searched again, on record."""
