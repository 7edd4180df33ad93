"""The loops around the fold and the map."""
