-- A row is an actor-recipient pair: what classic dyadic analysis counts. An event without recipient keeps its actors
-- beside nulls, one without actor its recipients. The sides of a mutual event (they meet, agree, cooperate, and
-- there is no recipient) stand to each other: A to B and B to A.
create view event_actors as
with parties as (
    select *, unnest(if(len(actors) > 0, actors, [null])) as actor,
        case
            when len(recipients) > 0 then recipients
            when len(actors) > 1 and event_type in ('CONSULT', 'AGREE', 'COOPERATE') then actors
            else [null]
        end as others
    from events
),
pairs as (select *, unnest(others) as recipient from parties)
select event_id, article_id, event_type, modes, quad_class, score, auxiliary, confidence,
    event_date, published_at, location.country as country,
    actor.name as actor_name, actor.country as actor_country, actor.sectors as actor_sectors, actor.text as actor_text,
    recipient.name as recipient_name, recipient.country as recipient_country,
    recipient.sectors as recipient_sectors, recipient.text as recipient_text,
    source, "partition", "offset", ingest_date
from pairs
where actor is null or len(recipients) > 0 or actor is distinct from recipient;
