"""The nouns: frozen values that every verb speaks in. No I/O here."""
