"""The verbs, one public function each: nouns in, noun out."""
