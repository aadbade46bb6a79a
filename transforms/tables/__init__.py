"""The exactly-once tables: chunks, their files, what they cover, and the proof of it."""
