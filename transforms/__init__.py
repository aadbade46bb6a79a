"""What happens to a record: read, parsed, coded, validated, written. Each step is a plain function and its transform."""
