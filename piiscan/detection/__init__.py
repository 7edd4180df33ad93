"""From values to verdicts: packs compiled, header words, evidence, and the text engine."""
