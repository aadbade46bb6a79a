"""What the page knows of who denies what, and whether reports of the same event were joined."""

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from pipelines.report.tables import ask, one

_CONTESTED = """
    select event_id[:16], claimed_by, accused, contested_by, [denial[:16] for denial in denials]
    from contested order by event_id"""


class Contested(NamedTuple):
    """An event by its number, who claims it, who is accused, who denies it, and the numbers of the denials."""

    event: int
    claimed_by: list[str]
    accused: list[str]
    contested_by: list[str]
    denials: list[int]


class Contests(NamedTuple):
    """The contested events, and whether `dateline link` has joined reports."""

    linked: bool
    contested: list[Contested]


def read_contests(connection: duckdb.DuckDBPyConnection, reported: Sequence[str]) -> Contests:
    """Return what is contested of the reported events, which are given by their short ids."""
    linked = one(connection, "select count(*) > 0 from cluster_members")
    numbers = {identity: number for number, identity in enumerate(reported)}
    contested = [
        Contested(numbers[event], claimants, accused, deniers, [numbers[one] for one in denials if one in numbers])
        for event, claimants, accused, deniers, denials in ask(connection, _CONTESTED)
        if event in numbers
    ]
    return Contests(linked, contested)
