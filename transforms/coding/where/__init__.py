"""Where it happened: places, their mentions, and names on earth."""
