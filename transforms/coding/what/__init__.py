"""Which event type a verb or noun reports: entries, frames, operators, moods, contexts."""
