"""Who says so: reports, cues, speakers, quotations."""
