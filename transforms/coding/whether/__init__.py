"""Whether it happened: historical, future, hypothetical, negation, and clauses that report nothing."""
