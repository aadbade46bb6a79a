"""What happens to a record: read, parsed, coded, validated, written. A step is a plain function and its transform."""
