"""Sources: files (and Kafka topics) as records with stable positions."""
