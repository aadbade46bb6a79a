"""An output as views of DuckDB: its tables with every event once, and flat views made of them."""
