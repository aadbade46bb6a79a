-- A row is an event that somebody claims and the accused denies. What is claimed: an accusation (by its actors, against
-- its recipients), or what a source asserts that others did. What denies it: the REJECT of whoever denies, or the same
-- happening told as denied, at most three sentences away; in the sentence of the accusation also by somebody else of the
-- accused country ("A accused the party, which its leader denied"). A happening told only as denied stands for itself.
-- Where `dateline link` has joined reports of the event, each of them is contested, wherever the denial was found.
create macro keys_of(parties) as list_distinct(list_filter(
    [party.name for party in parties]
        || [party.country for party in parties if len(party.sectors) = 0 or list_has_any(party.sectors, ['GOV', 'MIL'])],
    lambda key: key is not null));
create macro names_of(parties) as [coalesce(party.name,
    if(lower(party.text) in ('he', 'she', 'it', 'they', 'we', 'i', 'who', 'both'), party.country, null), party.text)
    for party in parties];
create macro countries_of(parties) as list_filter([party.country for party in parties], lambda key: key is not null);
create macro who(attribution, stance) as [claim.source for claim in attribution if claim.stance = stance];
create view contested as
with told as (
    select event_id, source, "partition", "offset", sentence."index" as sentence, trigger.start as start, event_type,
        if(event_type = 'ACCUSE', actors, who(attribution, 'asserts')) as claimants,
        if(event_type = 'ACCUSE', recipients, actors) as accused,
        if(event_type = 'REJECT', actors, who(attribution, 'denies')) as deniers,
        event_type = 'REJECT' as rejects, recipients
    from events
    where not list_has_any(auxiliary, ['negation', 'hypothetical'])
        and (event_type in ('ACCUSE', 'REJECT') or len(attribution) > 0)
        and (event_type <> 'REJECT' or regexp_matches(lower(trigger.text),
            '^(den[iy]|refut|disput)|^(reject|dismiss).*(claim|alleg|accus|charge|report|specul)'))
),
denials as (from told where len(deniers) > 0),
pairs as (
    select claim.event_id, denial.event_id as denial_id, names_of(claim.claimants) as claimed_by,
        names_of(claim.accused) as accused, names_of(denial.deniers) as denied_by
    from told claim join denials denial using (source, "partition", "offset")
    where claim.event_type <> 'REJECT' and len(claim.claimants) > 0 and len(claim.deniers) = 0
        and abs(claim.sentence - denial.sentence) <= 3
        and (denial.rejects or claim.event_type in (denial.event_type, 'ACCUSE'))
        and (not denial.rejects or len(denial.recipients) = 0
            or list_has_any(keys_of(denial.recipients), keys_of(claim.claimants)))
        and (list_has_any(keys_of(claim.accused), keys_of(denial.deniers))
            or (claim.event_type = 'ACCUSE' and denial.rejects and claim.sentence = denial.sentence
                and claim.start < denial.start and len(denial.recipients) = 0
                and list_has_any(countries_of(claim.accused), countries_of(denial.deniers))))
        and not list_has_any(keys_of(claim.claimants), keys_of(denial.deniers))
    union all
    select event_id, event_id, names_of(claimants), names_of(accused), names_of(deniers)
    from denials where not rejects
),
joined as (
    from pairs
    union
    select other.event_id, denial_id, claimed_by, accused, denied_by
    from pairs
    join cluster_members mine using (event_id)
    join cluster_members other on mine.cluster_id = other.cluster_id
)
select event_id, list_sort(list_distinct(flatten(list(claimed_by)))) as claimed_by,
    list_sort(list_distinct(flatten(list(accused)))) as accused,
    list_sort(list_distinct(flatten(list(denied_by)))) as contested_by, list_sort(list_distinct(list(denial_id))) as denials
from joined group by event_id;
