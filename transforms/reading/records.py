"""The records of a file, whatever its format, with positions that stay."""

from collections.abc import Iterator

from schemas.position import Position
from schemas.record import Record
from transforms.reading.lines import lines
from transforms.reading.parquet import row_count, rows
from transforms.reading.source_file import SourceFile
from transforms.reading.value import Value
from transforms.reading.warc import pages
from transforms.reading.whole_files import whole


def records(file: SourceFile, first: int = 0, stop: int | None = None) -> Iterator[Record]:
    """Yield the records of a file that begin in [first, stop), in order; to its end if `stop` is None.

    Positions are bytes of the decompressed stream, rows for Parquet, 0 for a file that is one article. Cutting a file
    into ranges never changes its records. Memory does not depend on the size of the file or of a record.

    Raises:
        SourceError: The file cannot be read on; what was whole before is yielded.
    """
    if file.layout == "lines":
        for line in lines(file, first, stop):
            yield _record(file, line.begin, line.stop, line.value)
    elif file.layout == "warc":
        yield from _pages(file, first, stop)
    elif file.layout == "parquet":
        for row in rows(file, first, stop):
            yield _record(file, row.number, row.number + 1, row.value)._replace(media="json")
    elif first <= 0 and (stop is None or stop > 0):
        article = whole(file)
        yield _record(file, 0, article.stop, article.value)


def seekable(file: SourceFile) -> bool:
    """Return whether reading can begin anywhere in bytes, so that several workers can share the file: plain lines."""
    return file.layout == "lines" and not file.compression


def one_article(file: SourceFile) -> bool:
    """Return whether the file is one record."""
    return file.layout == "whole"


def extent(file: SourceFile) -> int | None:
    """Return the position behind the last record as far as it is known without reading: None for one-pass files.

    Raises:
        SourceError: A Parquet file cannot be read.
    """
    if file.layout == "parquet":
        return row_count(file)
    return file.size if seekable(file) else None


def _pages(file: SourceFile, first: int, stop: int | None) -> Iterator[Record]:
    for page in pages(file, first, stop):
        record = _record(file, page.begin, page.stop, page.value)
        declared = (("url", page.url),) if page.url else ()
        yield record._replace(media=page.media, headers=page.headers, declared=declared)


def _record(file: SourceFile, begin: int, stop: int, value: Value) -> Record:
    position = Position(file.uri, 0, begin)
    return Record(position, stop, value.kept, file.media, file.modified, value.size, value.sha256)
