"""How far the tables can be trusted, in figures: what was refused, set aside, dated otherwise, or has no event."""

from typing import Any

import duckdb

from pipelines.report.tables import ask, one

_FIGURES = {
    "articles": "select count(*) from articles",
    "articles_without_event": """select count(*) from articles
        anti join reported_events using (source, "partition", "offset")""",
    "articles_without_date": "select count(*) from articles where published_at is null",
    "refused": "select count(*) from dead_letters",
    "quarantined": "select count(*) from quarantine",
}
_LISTS = {
    "refused_by_code": "select code, count(*) from dead_letters group by code order by 2 desc, 1",
    "quarantined_by_rule": """select rule, count(*) from (select unnest(violations) as rule from quarantine)
        group by rule order by 2 desc, 1""",
    "dated_by": """select coalesce(date_source, 'none'), count(*) from reported_events group by 1 order by 2 desc, 1""",
    "rules_broken": """
        select expectation, sum(unexpected)::bigint, sum(evaluated)::bigint, count(*) filter (success is null)
        from quality group by expectation
        having sum(unexpected) > 0 or bool_or(success is null) order by 2 desc, 1""",
    "gaps": """select source, "partition", first, stop, reason from gaps order by all""",
    "sources": """select source, sum(articles)::bigint, sum(letters)::bigint from (
        select source, 1 as articles, 0 as letters from articles union all select source, 0, 1 from dead_letters)
        group by source order by source""",
    "coder_versions": "select distinct coder_version from articles order by 1",
}


def figures(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return the figures and lists of the quality panel, by name."""
    single = {name: one(connection, query) for name, query in _FIGURES.items()}
    return single | {name: ask(connection, query) for name, query in _LISTS.items()}
