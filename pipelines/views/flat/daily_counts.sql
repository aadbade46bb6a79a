-- Reports of events by day, country and type. The day is the event's first, else that of publication; the country
-- is the place's, else the first recipient's that is a state, else the first actor's. `happened` counts those that are
-- neither planned, feared, negated nor denied.
create view daily_counts as
with placed as (
    select coalesce(event_date, (published_at at time zone 'UTC')::date) as day,
        coalesce(location.country, [party.country for party in recipients || actors
            if party.country not in ('KOS', 'UNO', 'EUR', 'IGO', 'NGO', 'ISM', 'IMG', 'MNC')][1]) as country,
        event_type, quad_class,
        not list_has_any(auxiliary, ['future', 'hypothetical', 'negation'])
            and not list_contains([claim.stance for claim in attribution], 'denies') as happened
    from events
)
select day, country, event_type, quad_class, count(*)::integer as events,
    count(*) filter (happened)::integer as happened
from placed
group by all;
