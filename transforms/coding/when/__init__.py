"""When it happened: datelines, date expressions, and the days that they mean."""
