-- Positions of articles that do not count: what was delivered twice stands at its smallest position, what was
-- corrected (same id and source, another text) at its newest. Within a partition the offset says what is newer,
-- across partitions the time of the record. Empty in most outputs; what the views leave out is decided here alone.
create temp table hidden as
with repeated as (
    select article_id, content_hash, source, "partition", "offset", ingested_at
    from written_articles
    semi join (select article_id from written_articles group by article_id having count(*) > 1) using (article_id)
),
last_of_partition as (
    from repeated
    qualify row_number() over (partition by article_id, source, "partition" order by "offset" desc) = 1
),
newest as (
    select article_id, source, content_hash
    from last_of_partition
    qualify row_number() over (partition by article_id, source order by ingested_at desc, "partition" desc) = 1
),
kept as (
    select source, "partition", "offset"
    from repeated semi join newest using (article_id, source, content_hash)
    qualify row_number() over (partition by article_id, content_hash order by source, "partition", "offset") = 1
)
select source, "partition", "offset" from repeated anti join kept using (source, "partition", "offset");
