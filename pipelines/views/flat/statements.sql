-- A row is somebody and an event that they speak of: who claims what, who denies it. `stance` is that of the claim
-- (asserts, denies, doubts, predicts), or what they do by speaking: accuses, rejects. `contested_by` says who denies it.
create view statements as
with spoken as (
    select event_id, article_id, event_type, trigger, source_name as speaker_name, source_country as speaker_country,
        source_text as speaker_text, stance, event_date, event_date_end, published_at, ingest_date
    from claims
    union all
    select event_id, article_id, event_type, trigger, speaker.name, speaker.country, speaker.text,
        if(event_type = 'ACCUSE', 'accuses', 'rejects'), event_date, event_date_end, published_at, ingest_date
    from (
        select event_id, article_id, event_type, trigger.text as trigger, unnest(actors) as speaker,
            event_date, event_date_end, published_at, ingest_date
        from events where event_type in ('ACCUSE', 'REJECT')
    )
)
select spoken.*, coalesce(contested_by, []) as contested_by from spoken left join contested using (event_id);
