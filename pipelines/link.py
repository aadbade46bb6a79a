"""`dateline link`: reports of the same event are joined across articles into `event_clusters` and `cluster_members`."""

import sys
from collections import defaultdict
from collections.abc import Mapping

from pipelines.endings import DONE
from pipelines.link_reading import read_current, read_reports, read_texts
from pipelines.views.connect import connect
from transforms.linking.articles import (
    Change,
    Linked,
    Linkeds,
    compare,
    month,
    months_in_reach,
    read_linked,
    signature_of,
)
from transforms.linking.families import join_families
from transforms.linking.held import Files, Row, commit, read_files, read_months, sweep, write_months
from transforms.linking.link_events import Linking, link_events
from transforms.linking.rows import Origin, cluster_row, member_rows
from transforms.linking.signatures import Signature, signature
from transforms.tables.lock import exclusive
from transforms.tables.settings import read_settings
from transforms.tables.storage import Storage, storage

_LATER = ("signature",)


def run_link(directory: str) -> int:
    """Link what is new in an output, say what came of it; return the exit status."""
    store = storage(directory)
    read_settings(store)
    with exclusive(store, "link"):
        change = link(store)
    sys.stderr.write(f"{len(change.new)} new articles with events, {len(change.gone)} gone\n")
    [(reports, clusters)] = (
        connect(directory).sql("select sum(reports)::bigint, count(*) from event_clusters").fetchall()
    )
    sys.stderr.write(f"{reports or 0} reports of {clusters} events\n")
    return DONE


def link(store: Storage) -> Change:
    """Bring the derived tables of an output to where its articles are; return what had changed."""
    files = read_files(store)
    sweep(store, files)
    known = {row["key"]: read_linked(row) for row in read_months(store, files, "articles", files["articles"], _LATER)}
    connection = connect(store.root)
    current = read_current(connection)
    change = compare(known, current)
    if not change.new and not change.gone:
        return change
    signatures = _stored(store, files, change, current)
    signatures |= {key: signature(text) for key, text in read_texts(connection, _some(current, change.new))}
    families = _families(change, signatures, current)
    linking = link_events(change, families, current, lambda keys: read_reports(connection, current, keys))
    commit(store, _write(store, files, change, linking, signatures))
    return change


def _some(articles: Linkeds, keys: set[str]) -> Linkeds:
    return {key: articles[key] for key in keys}


def _stored(store: Storage, files: Files, change: Change, current: Linkeds) -> dict[str, Signature]:
    """Return the signatures of kept articles that those which moved may be copies of."""
    months = months_in_reach(current[key].seen for key in change.moved)
    rows = read_months(store, files, "articles", months)
    return {row["key"]: signature_of(row) for row in rows if row["key"] in change.kept}


def _families(change: Change, signatures: Mapping[str, Signature], current: Linkeds) -> dict[str, str]:
    old = {key: one.family for key, one in change.kept.items() if key not in change.moved}
    return join_families(signatures, {key: one.seen for key, one in current.items()}, change.moved, old)


def _write(
    store: Storage, files: Files, change: Change, linking: Linking, signatures: Mapping[str, Signature]
) -> Files:
    clusters, members = _rows(change, linking)
    months = {filed for one in (*change.gone.values(), *_before(change, linking)) for filed in one.months}
    months |= clusters.keys()
    for table, rows in (("event_clusters", clusters), ("cluster_members", members)):
        for filed in months:
            left = read_months(store, files, table, [filed])
            rows[filed] += (row for row in left if row["block"] not in linking.touched)
    return {
        "articles": write_months(store, files, "articles", _articles(store, files, change, linking, signatures)),
        "event_clusters": write_months(store, files, "event_clusters", clusters),
        "cluster_members": write_months(store, files, "cluster_members", members),
    }


def _before(change: Change, linking: Linking) -> list[Linked]:
    return [change.kept[key] for key in linking.articles if key in change.kept]


def _rows(change: Change, linking: Linking) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Return the rows of the blocks that were compared again, by month."""
    articles = change.kept | linking.articles
    origins = {key: Origin(one.article_id, one.family, one.publisher) for key, one in articles.items()}
    clusters: dict[str, list[Row]] = defaultdict(list)
    members: dict[str, list[Row]] = defaultdict(list)
    for block, filed, event in linking.events:
        clusters[filed].append(cluster_row(event, block, origins))
        members[filed] += member_rows(event, block, origins)
    return clusters, members


def _articles(
    store: Storage, files: Files, change: Change, linking: Linking, signatures: Mapping[str, Signature]
) -> dict[str, list[Row]]:
    """Return the state of the months in which an article has changed."""
    months: dict[str, list[Row]] = {month(one.seen): [] for one in (*change.gone.values(), *linking.articles.values())}
    stored = {row["key"]: row for row in read_months(store, files, "articles", months)}
    for key, row in stored.items():
        if key in change.kept and key not in linking.articles:
            months[month(row["seen"])].append(row)
    for key, one in linking.articles.items():
        values = signatures[key] if key in signatures else signature_of(stored[key])
        months[month(one.seen)].append({"key": key, **one._asdict(), "signature": values.tolist()})
    return months
