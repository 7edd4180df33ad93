"""Documents that people sign: in-toto statements in DSSE envelopes, of one spelling, checked before they are read."""
