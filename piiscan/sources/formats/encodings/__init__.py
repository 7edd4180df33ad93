"""Which encoding a text is in that is not UTF-8: by what it would say in each."""
