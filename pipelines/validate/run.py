"""`dateline validate`: the rules of whole partitions, with Great Expectations, over every day of an output."""

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.endings import DONE, FOUND
from pipelines.validate.data_docs import Day, bounds, check_site, write_site
from pipelines.views.connect import connect
from schemas.partition_suite import PARTITION_RULES
from schemas.quality import Quality
from transforms.tables.storage import storage
from transforms.tables.whole_day import write_whole_day
from transforms.validate_partition import validate_partition

# What the rules measure, and no more: texts and names of a day may be larger than memory.
ARTICLES = 'select left(text, 200) as text, content_hash, published_at, "events", quarantined from articles'
EVENTS = """select event_type, date_source, published_at, event_date, location is not null or null as location,
    [{'country': party.country} for party in actors] as actors,
    [{'country': party.country} for party in recipients] as recipients from events"""
COUNTED = ("articles", "events", "quarantine", "dead_letters")


class Verdict(NamedTuple):
    """What is said of an output: how many rules were broken, and how many could not be evaluated."""

    broken: int
    unevaluated: int


def validate(directory: str, site: str | None = None) -> int:
    """Check every day of an output, write `quality` and perhaps Data Docs; return the exit status.

    Raises:
        OutputError: The folder is no output of dateline's.
        UsageError: Something else stands where Data Docs are to go.
    """
    store = storage(directory)
    connection = connect(directory)
    if site:
        check_site(Path(site), directory)
    days = [_check(connection, day, rows) for day, rows in _days(connection)]
    connection.close()
    for day in days:
        write_whole_day(store, day.date, day.found, dt.datetime.now(dt.UTC))
    if site:
        write_site(Path(site), store.root, days)
    verdict = _say(days)
    return FOUND if verdict.broken or verdict.unevaluated else DONE


def _days(connection: duckdb.DuckDBPyConnection) -> list[tuple[dt.date, dict[str, int]]]:
    counted: dict[dt.date, dict[str, int]] = {}
    for table in COUNTED:
        for day, number in connection.table(table).aggregate("ingest_date, count(*)").fetchall():
            counted.setdefault(day, dict.fromkeys(COUNTED, 0))[table] = number
    return sorted(counted.items())


def _check(connection: duckdb.DuckDBPyConnection, day: dt.date, rows: dict[str, int]) -> Day:
    articles, events = (
        connection.sql(f"{query} where ingest_date = date '{day}'").to_arrow_table() for query in (ARTICLES, EVENTS)
    )
    return Day(day, rows, validate_partition(articles, events))


def _say(days: Iterable[Day]) -> Verdict:
    found = [(day, row) for day in days for row in day.found]
    for day, row in found:
        if not row.success:
            sys.stdout.write(f"{day.date} {row.table}: {_told(row)}\n")
    verdict = Verdict(sum(row.success is False for _, row in found), sum(row.success is None for _, row in found))
    told = f"{len(found)} rules over {len({day.date for day, _ in found})} day(s)"
    sys.stdout.write(f"{told}: {verdict.broken} broken, {verdict.unevaluated} could not be evaluated\n")
    return verdict


def _told(row: Quality) -> str:
    known = PARTITION_RULES[row.expectation]
    if row.success is None:
        return f"{row.expectation} could not be evaluated: {row.message}"
    return f"{row.expectation} is {row.message}, {bounds(row.expectation)}: {known.rule.reason}"
