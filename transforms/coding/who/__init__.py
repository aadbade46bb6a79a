"""Who takes part: names, titles, countries, pronouns, and the parties of an event."""
