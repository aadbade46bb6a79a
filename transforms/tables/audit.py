"""Proof over what is on disk: every record has one outcome, every event its article, every span its text."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pyarrow as pa

from schemas.span_check import broken_spans
from transforms.tables.audit_files import ChunkFiles, UnreadableError, file_in
from transforms.tables.audit_replays import Tables, resolved_twice
from transforms.tables.chunk import Chunk
from transforms.tables.commit import Commit, NotACommitError, digest, read_commits
from transforms.tables.coverage import Coverage, Partition, coverage_of
from transforms.tables.gaps import read_gaps, read_pruned
from transforms.tables.live import is_compacted, live_files
from transforms.tables.storage import Storage
from transforms.tables.swap import unswapped
from transforms.tables.whole_day import is_whole_day
from transforms.tables.write import BESIDE, outcomes

Row = dict[str, Any]


class Finding(NamedTuple):
    """Something that is not as it should be: what kind, and which file or position."""

    kind: str
    message: str


class Audit(NamedTuple):
    """What was found, and the outcomes by partition: offsets of articles and of dead letters."""

    findings: tuple[Finding, ...]
    outcomes: dict[Partition, set[int]]
    coverage: Coverage


def audit(store: Storage) -> Audit:
    """Look at every file of an output that counts; again, if files were exchanged meanwhile."""
    return unswapped(store, lambda: _audit(store))


def _audit(store: Storage) -> Audit:
    findings: list[Finding] = []
    commits: list[tuple[str, Commit]] = []
    for name in live_files(store, "articles"):
        try:
            commits += [(name, commit) for commit in read_commits(store, name)]
        except (NotACommitError, OSError) as error:
            findings.append(Finding("unreadable", f"{name}: {str(error).splitlines()[0]}"))
    held = coverage_of(commits, read_gaps(store), read_pruned(store))
    findings += [*_twice(commits), *_moved(commits), *_overlaps_and_holes(held), *_strays(store, commits)]
    findings += _replays_alone(held)
    seen: dict[Partition, set[int]] = {}
    files, replayed = ChunkFiles(store, commits), _replayed(held)
    for name, commit in held.commits:
        findings += _chunk(files, [(name, commit), *replayed[commit.chunk]], seen)
    findings += [Finding("rows", f"{name}: {n} rows are of none of its chunks") for name, n in files.strange.items()]
    return Audit(tuple(dict.fromkeys(findings)), seen, held)


def _replayed(held: Coverage) -> dict[Chunk, list[tuple[str, Commit]]]:
    """Return what replays added to each chunk, the oldest first, with the files that hold it."""
    files = {commit.chunk: name for name, commit in held.replays}
    found: dict[Chunk, list[tuple[str, Commit]]] = defaultdict(list)
    for chunk, replays in held.replayed().items():
        found[chunk] = [(files[replay.chunk], replay) for replay in replays]
    return found


def _twice(commits: list[tuple[str, Commit]]) -> Iterator[Finding]:
    counted = Counter(_key(commit) for _, commit in commits)
    for name, commit in commits:
        key = _key(commit)
        if counted[key] > 1:
            yield Finding("twice", f"{name} is one of {counted[key]} files of the chunk of {key[0]} at {key[2]}")


def _key(commit: Commit) -> tuple[str, int, int, int]:
    return commit.chunk.source, commit.chunk.partition, commit.chunk.start, commit.chunk.replay


def _replays_alone(held: Coverage) -> Iterator[Finding]:
    chunks = {commit.chunk for _, commit in held.commits}
    for name, commit in held.replays:
        if commit.chunk._replace(replay=0) not in chunks:
            yield Finding("no chunk", f"{name} replays a chunk that is not there as it was")


def _moved(commits: list[tuple[str, Commit]]) -> Iterator[Finding]:
    held = Counter(name for name, _ in commits)
    for name, commit in commits:
        own = commit.chunk.file("articles")
        if is_compacted(name):
            if name.rpartition("/")[0] != own.rpartition("/")[0]:
                yield Finding("moved", f"{name} was written into {own.rpartition('/')[0]}: move it back")
        elif held[name] == 1 and name != own:
            yield Finding("moved", f"{name} was written as {own}: move it back")


def _overlaps_and_holes(held: Coverage) -> Iterator[Finding]:
    gaps = Counter((gap.source, gap.partition) for gap in held.gaps)
    for (source, partition), ranges in held.accounted().items():
        if ranges[0][0] > 0 or len(ranges) > 1:
            missing = zip([0, *(stop for _, stop in ranges)], (first for first, _ in ranges), strict=False)
            holes = ", ".join(f"[{first}, {stop})" for first, stop in missing if first < stop)
            yield Finding(
                "hole",
                f"{source} partition {partition}: nothing accounts for {holes}; {gaps.total()} known gaps. "
                "Files that were removed by hand: put them back, or run the source again; days are removed by "
                "`dateline prune`",
            )
    for (source, partition), covered in held.ranges().items():
        for one, other in pairwise(covered):
            if other.first < one.stop:
                yield Finding(
                    "overlap", f"{source} partition {partition}: [{other.first}, {one.stop}) is covered twice"
                )


def _strays(store: Storage, commits: list[tuple[str, Commit]]) -> Iterator[Finding]:
    known = {file_in(name, commit, table) for name, commit in commits for table in BESIDE}
    for table in BESIDE:
        for name in live_files(store, table):
            if name not in known and not is_whole_day(name):
                yield Finding(
                    "uncommitted", f"{name} belongs to no committed chunk: the next run of its source clears it"
                )


def _chunk(files: ChunkFiles, held: list[tuple[str, Commit]], seen: dict[Partition, set[int]]) -> Iterator[Finding]:
    """Look at a chunk, and then at what replays added to it, the oldest first."""
    articles: dict[tuple[object, ...], Row] = {}
    parts: list[tuple[str, Tables]] = []
    for name, commit in held:
        try:
            tables = files.tables(name, commit)
        except UnreadableError as error:
            yield Finding("unreadable", str(error))
            return
        parts.append((name, tables))
        yield from _counts(name, commit, tables)
        yield from _positions(name, commit, tables, {} if commit.chunk.replay else seen)
        yield from _texts(name, tables["articles"])
        yield from _bytes(name, tables["dead_letters"])
        own = {_place(row): row for row in tables["articles"].to_pylist()}
        yield from _events(name, tables, own, {**articles, **own})
        articles |= own
    yield from (Finding("replay", f"{name}: {why}") for name, why in resolved_twice(parts))


def _counts(name: str, commit: Commit, tables: dict[str, pa.Table]) -> Iterator[Finding]:
    for table, rows in tables.items():
        if rows.num_rows != commit.rows[table]:
            yield Finding(
                "rows", f"{name}: {commit.rows[table]} rows of {table} were committed, {rows.num_rows} are there"
            )
    if digest(outcomes(tables["articles"], tables["dead_letters"])) != commit.digest:
        yield Finding("digest", f"{name}: positions or content hashes are not those that were committed")


def _positions(
    name: str, commit: Commit, tables: dict[str, pa.Table], seen: dict[Partition, set[int]]
) -> Iterator[Finding]:
    reach = {(covered.source, covered.partition): covered for covered in commit.covers}
    for source, partition, offset, _ in outcomes(tables["articles"], tables["dead_letters"]):
        covered = reach.get((source, partition))
        if covered is None or not covered.first <= offset < covered.stop:
            yield Finding(
                "outside", f"{name}: {source} partition {partition} offset {offset} is outside of what it covers"
            )
        if offset in seen.setdefault((source, partition), set()):
            yield Finding(
                "two outcomes", f"{name}: {source} partition {partition} offset {offset} has another outcome too"
            )
        seen[source, partition].add(offset)


def _texts(name: str, articles: pa.Table) -> Iterator[Finding]:
    columns = (articles[column].to_pylist() for column in ("offset", "text", "content_hash", "title", "url", "events"))
    for offset, text, content_hash, *said in zip(*columns, strict=True):
        forgotten = (text, *said) == ("", None, None, 0)  # no article is blank, and what `forget` leaves says nothing
        if not forgotten and hashlib.sha256(text.encode()).hexdigest() != content_hash:
            yield Finding("text", f"{name}: the text at offset {offset} is not the one that was hashed")


def _bytes(name: str, dead_letters: pa.Table) -> Iterator[Finding]:
    columns = (dead_letters[column].to_pylist() for column in ("offset", "value", "truncated", "sha256"))
    for offset, value, truncated, sha256 in zip(*columns, strict=True):
        if value is not None and not truncated and hashlib.sha256(value).hexdigest() != sha256:
            yield Finding("bytes", f"{name}: the bytes of the dead letter at offset {offset} are not those hashed")


def _events(
    name: str, tables: Tables, own: dict[tuple[object, ...], Row], articles: dict[tuple[object, ...], Row]
) -> Iterator[Finding]:
    found: Counter[tuple[object, ...]] = Counter()
    for table, column in (("events", "events"), ("quarantine", "quarantined")):
        rows = tables[table].to_pylist()
        counted = Counter(_place(row) for row in rows)
        for place, article in own.items():
            if counted[place] != article[column]:
                message = (
                    f"{name}: the article at {place} has {article[column]} rows in {table}, {counted[place]} are there"
                )
                yield Finding("rows", message)
        for row in rows:
            found[(row["event_id"], *_place(row))] += 1
            yield from _event(name, row, articles.get(_place(row)), table)
    for key, number in found.items():
        if number > 1:
            yield Finding("twice", f"{name}: event {key[0]} stands {number} times at one position")


def _event(name: str, row: Row, article: Row | None, table: str) -> Iterator[Finding]:
    where = f"{name}: event {row['event_id']}"
    if article is None:
        yield Finding("no article", f"{where} has no article at its position")
        return
    if row["article_id"] != article["article_id"]:
        yield Finding("article id", f"{where} names the article {row['article_id']}, not {article['article_id']}")
    if row["event_id"] != event_id(row, article["text"]):
        yield Finding("event id", f"{where}: the id is not that of its article, text, type and trigger")
    if table == "events" and (broken := broken_spans({**row, "article_text": article["text"]})):
        yield Finding("span", f"{where}: not the words of the text: {', '.join(broken)}")


def event_id(row: Row, text: str) -> str:
    """Return the id that DESIGN gives an event: sha256 of article id, sha256 of the text, type and trigger start."""
    start = row["trigger"]["start"] if row["trigger"] else None
    parts = (row["article_id"], hashlib.sha256(text.encode()).hexdigest(), row["event_type"], start)
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def _place(row: Row) -> tuple[object, ...]:
    return row["source"], row["partition"], row["offset"]
