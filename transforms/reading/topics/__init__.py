"""Kafka topics as sources: addresses, settings, what a broker holds, and records by offset."""
