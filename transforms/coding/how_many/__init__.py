"""How many were killed, arrested, displaced."""
