"""Whole partitions by Great Expectations."""
