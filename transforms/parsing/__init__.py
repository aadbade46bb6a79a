"""From the bytes of a record to the fields of an article: decoding, JSON, pages, dates, language."""
