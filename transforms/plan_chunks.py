"""What is to be read: the chunks of the sources that the tables do not hold yet."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.reading.errors import SourceError
from transforms.reading.records import one_article, records, seekable
from transforms.reading.source_file import SourceFile
from transforms.reading.topics.survey import TopicPartition
from transforms.tables.chunk import Covered, pack_source
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage, Partition, missing
from transforms.tables.settings import OutputError, Settings

PACK_BYTES = 16 * 1024 * 1024


class Reading(NamedTuple):
    """What one worker reads in one go.

    Attributes:
        files: One file, or the one-article files of a pack; none if it is a topic that is read.
        sources: The identity of each of them in the tables.
        first: Where reading begins: the start of a chunk.
        stop: Where it ends: the end of a chunk or of the file; None for what is read to its end in one pass.
        timestamp: The time of the chunk at `first`, if it has been given one.
        times: In a pass over many chunks: the start and time of each that has been given one.
        published_at: When articles that do not say so were published (RFC 3339).
        topic: The partition of a topic.
    """

    files: tuple[SourceFile, ...]
    sources: tuple[str, ...]
    first: int
    stop: int | None
    timestamp: dt.datetime | None = None
    published_at: str | None = None
    topic: TopicPartition | None = None
    times: tuple[tuple[int, dt.datetime], ...] = ()


class RewrittenError(OutputError):
    """What a source holds is no longer what the tables hold of it."""


def plan_chunks(
    files: Sequence[SourceFile], held: Coverage, settings: Settings, *, reread: bool = False
) -> tuple[Reading, ...]:
    """Return what is not in the tables yet, chunk by chunk.

    Raises:
        RewrittenError: Names the files whose last known record is no longer there.
    """
    known = held.known()
    sources = {file: identify(file, known, reread=reread) for file in files}
    if rewritten := [file.path for file, source in sources.items() if source is None]:
        message = f"rewritten since it was read: {', '.join(rewritten)}; --reread reads it as a new source"
        raise RewrittenError(message)
    tables = _Tables(known, held.chunks(), held.open_chunks(), held.accounted(), settings)
    named = [(file, source) for file, source in sources.items() if source is not None]
    singles = [(file, source) for file, source in named if one_article(file) and (source, 0) not in tables.accounted]
    return (
        *_packs(singles, settings.chunk_records),
        *(r for file, source in named if seekable(file) for r in _cells(file, source, tables)),
        *(r for file, source in named if _one_pass(file) for r in _passes(file, source, tables)),
    )


class _Tables(NamedTuple):
    known: dict[str, list[Covered]]
    chunks: dict[tuple[str, int, int], Commit]
    open: dict[tuple[str, int, int], Commit]
    accounted: dict[Partition, list[tuple[int, int]]]
    settings: Settings

    def begin(self, source: str, first: int) -> tuple[int, dt.datetime | None]:
        """Return where reading goes on from an offset: where the chunk that ends there begins, with its time.

        A chunk that was compacted or pruned grows no more: what stands behind it is a chunk of its own.
        """
        old = self.open.get((source, 0, first))
        return (old.chunk.start, old.chunk.timestamp) if old else (first, None)


def identify(file: SourceFile, known: dict[str, list[Covered]], *, reread: bool) -> str | None:
    """Return the identity of a file in the tables: its URI, `URI#2` once it was rewritten and read again, and so on.

    None if it was rewritten and is not to be read again.
    """
    number = 1
    while _generation(file.uri, number + 1) in known:
        number += 1
    source = _generation(file.uri, number)
    if _unchanged(file, known.get(source, [])):
        return source
    return _generation(file.uri, number + 1) if reread else None


def _generation(uri: str, number: int) -> str:
    return uri if number == 1 else f"{uri}#{number}"


def _unchanged(file: SourceFile, ranges: list[Covered]) -> bool:
    """Read the last record covered again and compare; a file that is read in one pass only if it was touched."""
    last = next((covered for covered in reversed(ranges) if covered.last is not None), None)
    if last is None or last.last is None or (_one_pass(file) and _untouched(file, ranges)):
        return True
    try:
        found = next(records(file, last.last, last.last + 1), None)
    except SourceError:
        return True  # the reading itself will say what is wrong with it
    return found is not None and found.sha256 == last.sha256


def _untouched(file: SourceFile, ranges: list[Covered]) -> bool:
    return bool(ranges) and (ranges[-1].size, ranges[-1].modified) == (file.size, file.mtime_ns)


def _one_pass(file: SourceFile) -> bool:
    return not one_article(file) and not seekable(file)


def _cells(file: SourceFile, source: str, tables: _Tables) -> Iterator[Reading]:
    size, accounted = tables.settings.chunk_bytes, tables.accounted.get((source, 0), [])
    for start in range(0, file.size, size):
        for unread, stop in missing(start, min(start + size, file.size), accounted):
            first, timestamp = tables.begin(source, unread)
            yield Reading((file,), (source,), first, stop, timestamp)


def _passes(file: SourceFile, source: str, tables: _Tables) -> Iterator[Reading]:
    """Plan one pass from the first chunk that is not complete, if anything stands behind what is known."""
    accounted = tables.accounted.get((source, 0), [])
    whole = len(accounted) == 1 and accounted[0][0] == 0
    if whole and _untouched(file, tables.known.get(source, [])):
        return
    reach = accounted[0][1] if accounted and accounted[0][0] == 0 else 0
    first, _ = tables.begin(source, reach)
    if not whole or _more(file, reach):
        begun = (tables.chunks.get((source, 0, covered.first)) for covered in tables.known.get(source, []))
        known = tuple((old.chunk.start, old.chunk.timestamp) for old in begun if old and old.chunk.start >= first)
        yield Reading((file,), (source,), first, None, times=known)


def _more(file: SourceFile, reach: int) -> bool:
    try:
        return next(records(file, reach), None) is not None
    except SourceError:
        return True


def grid(file: SourceFile, settings: Settings) -> int:
    """Return the size of a file's chunks: bytes, or rows of a Parquet file."""
    return settings.chunk_records if file.media == "parquet" else settings.chunk_bytes


def _packs(singles: Sequence[tuple[SourceFile, str]], most: int) -> Iterator[Reading]:
    pack: list[tuple[SourceFile, str]] = []
    for file, source in singles:
        if pack and (len(pack) == most or sum(f.size for f, _ in pack) + file.size > PACK_BYTES):
            yield _pack(pack)
            pack = []
        pack.append((file, source))
    if pack:
        yield _pack(pack)


def _pack(pack: Sequence[tuple[SourceFile, str]]) -> Reading:
    return Reading(tuple(f for f, _ in pack), tuple(s for _, s in pack), 0, len(pack), pack[0][0].modified)


def source_of(reading: Reading) -> str:
    """Return the source of the chunks that a reading makes: the file's, or the pack's."""
    file = reading.files[0]
    return pack_source(reading.sources) if one_article(file) else reading.sources[0]
