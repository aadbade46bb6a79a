"""What the parser says of a text, as the rest of the coder reads it: words, lemmas, phrases, distances."""
