"""Reports of the same event, found in different articles."""
