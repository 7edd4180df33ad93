"""assess: what has to be put right, by whom and by when, and what of last time's was."""
