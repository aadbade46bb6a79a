-- A row is an event and one who speaks of it. `nesting` is 1 for the innermost source: in "the BBC quotes the army,
-- which says that ..." the army. What the article itself asserts has no row.
create view claims as
with numbered as (select *, unnest(range(1, len(attribution) + 1)) as nesting from events)
select event_id, article_id, event_type, modes, quad_class, auxiliary, confidence, trigger.text as trigger,
    actors, recipients, event_date, event_date_end, published_at,
    attribution[nesting].source.name as source_name, attribution[nesting].source.country as source_country,
    attribution[nesting].source.sectors as source_sectors, attribution[nesting].source.text as source_text,
    attribution[nesting].cue.text as cue, attribution[nesting].stance as stance, nesting::integer as nesting,
    source, "partition", "offset", ingest_date
from numbered;
