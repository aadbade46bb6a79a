-- The sentence that each event is in, as the article has it.
create view sentences as
select events.event_id, events.article_id,
    trim(substring(text, sentence.start + 1, sentence."end" - sentence.start), ' ' || chr(9) || chr(10) || chr(13)) as sentence_text,
    ingest_date
from events join articles using (source, "partition", "offset", ingest_date);
