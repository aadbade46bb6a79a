"""WARC files (ISO 28500): the pages and texts in them, with positions in the decompressed stream.

The frame is read here because the library drops and cuts damaged records without a word; HTTP is left to the library.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from fastwarc.warc import WarcRecord

from schemas.dead_letter import KEPT_BYTES
from transforms.reading.byte_reader import ByteReader
from transforms.reading.errors import SourceError
from transforms.reading.source_file import SourceFile
from transforms.reading.stream import blocks
from transforms.reading.value import GrowingValue, Value, small

CONTENT = frozenset({"response", "resource", "conversion"})
MEDIA = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
HEADER_BYTES = 1024 * 1024
OK = 200
LENGTH = re.compile(r"\d{1,18}", re.ASCII)


class Page(NamedTuple):
    """A WARC record with content: [begin, stop) in the stream, its body, and what its headers say.

    `media` is html, text, or binary for all that is no article. `headers` are `:status` and `content-type` of HTTP.
    """

    begin: int
    stop: int
    value: Value
    media: str
    url: str
    headers: tuple[tuple[str, bytes], ...]


def pages(file: SourceFile, first: int, stop: int | None) -> Iterator[Page]:
    """Yield the records of type response, resource and conversion that begin in [first, stop).

    Other types (warcinfo, request, metadata, revisit) describe these and are no records.

    Raises:
        SourceError: The stream is damaged or cut off; all records that were whole before are yielded.
    """
    reader = ByteReader(blocks(file))
    while True:
        reader.skip(b"\r\n")
        begin = reader.position
        if reader.at_end() or (stop is not None and begin >= stop):
            return
        head, fields = _head(file, reader)
        body = _body(file, reader, fields)
        reader.skip(b"\r\n", 4)
        if begin >= first and fields.get("warc-type", "").lower() in CONTENT:
            yield _page(head, fields, body)._replace(begin=begin, stop=reader.position)


def _head(file: SourceFile, reader: ByteReader) -> tuple[bytes, dict[str, str]]:
    begin, head = reader.position, bytearray()
    while (line := reader.line(HEADER_BYTES)).strip():
        head += line
        if not head.startswith(b"WARC/") or len(head) > HEADER_BYTES:
            raise SourceError(file.uri, f"no WARC record at byte {begin}")
    if not line.endswith(b"\n"):
        raise SourceError(file.uri, f"the WARC record at byte {begin} is cut off in its header")
    pairs = (field.partition(b":") for field in bytes(head).splitlines()[1:])
    return bytes(head + line), {_text(name).lower(): _text(value) for name, _, value in pairs}


def _text(raw: bytes) -> str:
    return raw.strip().decode("utf-8", "replace")


def _body(file: SourceFile, reader: ByteReader, fields: dict[str, str]) -> Value:
    length = fields.get("content-length", "")
    if not LENGTH.fullmatch(length):
        raise SourceError(file.uri, f"the WARC record before byte {reader.position} has no length")
    body, begin = GrowingValue(), reader.position
    for piece in reader.take(int(length)):
        body.add(piece)
    if body.size < int(length):
        raise SourceError(file.uri, f"the WARC record whose body begins at byte {begin} is cut off")
    return body.finish()


def _page(head: bytes, fields: dict[str, str], body: Value) -> Page:
    url = fields.get("warc-target-uri", "").strip("<>")
    content_type = fields.get("content-type", "")
    if not content_type.lower().startswith("application/http"):
        return Page(0, 0, body, _media(content_type), url, (("content-type", content_type.encode()),))
    if body.size > KEPT_BYTES:
        return Page(0, 0, body, "binary", url, ())
    return _http(head, body, url)


def _media(content_type: str) -> str:
    return MEDIA.get(content_type.partition(";")[0].strip().lower(), "binary")


def _http(head: bytes, body: Value, url: str) -> Page:
    """Return the page in an HTTP response; what cannot be decoded stays as it is, as `binary`."""
    raw = Page(0, 0, body, "binary", url, ())
    try:
        record = WarcRecord.from_bytes(head + body.kept)
        record.parse_http(auto_decode="all")
        decoded = record.reader.read(KEPT_BYTES + 1)
    except OSError:
        return raw
    if len(decoded) > KEPT_BYTES or record.http_headers is None:
        return raw
    status, content_type = record.http_headers.status_code, record.http_headers.get("Content-Type") or ""
    headers = ((":status", str(status).encode()), ("content-type", content_type.encode("utf-8", "replace")))
    return raw._replace(value=small(decoded), media=_media(content_type) if status == OK else "binary", headers=headers)
