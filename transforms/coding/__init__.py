"""The linguistics: an article's text in, its political events out. Knows spaCy and no Beam."""
