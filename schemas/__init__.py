"""The contracts: records, Arrow schemas, vocabularies and rules. Knows neither Beam nor spaCy."""
