"""Masked views on real servers: what they show, and what no way of reading shows."""
