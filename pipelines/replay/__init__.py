"""Dead letters and quarantine, once more."""
