"""Clusters and their members as rows of `event_clusters` and `cluster_members`."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from transforms.linking.join import Member

Row = dict[str, Any]


class Origin(NamedTuple):
    """Where a report comes from.

    Attributes:
        article_id: The article's id.
        family: Its family of near-duplicates.
        publisher: Who published it; None if unknown.
    """

    article_id: str
    family: str
    publisher: str | None


def cluster_row(members: Sequence[Member], block: str, origins: Mapping[str, Origin]) -> Row:
    """Return the row of `event_clusters` for an event's members."""
    reports = [member.report for member in members]
    face = min(reports, key=lambda report: (-report.detail, report.event_id))
    others = [set(member.matched) for member in members[1:]]
    return {
        "cluster_id": min(report.event_id for report in reports),
        "face": face.event_id,
        "event_type": face.event_type,
        "event_date": face.dates[0],
        "event_date_end": face.dates[1],
        "country": face.country,
        "reports": len(reports),
        "sources": independent([origins[report.article] for report in reports]),
        "first_seen": min(report.seen for report in reports),
        "last_seen": max(report.seen for report in reports),
        "matched": sorted(set.intersection(*others)) if others else [],
        "block": block,
    }


def member_rows(members: Sequence[Member], block: str, origins: Mapping[str, Origin]) -> list[Row]:
    """Return the rows of `cluster_members` for an event's members."""
    cluster_id = min(member.report.event_id for member in members)
    return [
        {
            "event_id": member.report.event_id,
            "cluster_id": cluster_id,
            "article_id": origins[member.report.article].article_id,
            "family": origins[member.report.article].family,
            "joined": member.joined,
            "matched": list(member.matched),
            "block": block,
        }
        for member in members
    ]


def independent(origins: Sequence[Origin]) -> int:
    """Return how many sources are left when copies, and what one publisher wrote, count once.

    >>> independent([Origin("1", "f", "Aurora"), Origin("2", "f", "Borealis"), Origin("3", "g", "Borealis")])
    1
    >>> independent([Origin("1", "f", None), Origin("2", "g", None)])
    2
    """
    groups: list[set[str]] = []
    for origin in origins:
        mine = {f"family {origin.family}"} | ({f"by {origin.publisher.casefold()}"} if origin.publisher else set())
        near = [group for group in groups if group & mine]
        groups = [group for group in groups if not group & mine] + [mine.union(*near)]
    return len(groups)
