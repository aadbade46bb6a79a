"""Bytes to text: UTF-8 with or without a byte order mark, and a name for what is no text at all."""

from schemas.dead_letter import Refused
from transforms.parsing.charset import declared_charset
from transforms.parsing.quote import quote

SIGNATURES = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"PK\x03\x04": "a ZIP archive (also docx, xlsx)",
    b"%PDF-": "PDF",
    b"Obj\x01": "an Avro file",
    b"PAR1": "Parquet",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
}
SCHEMA_PREFIX = 5


def decode(value: bytes, content_type: bytes = b"") -> str:
    """Return bytes as text, without a byte order mark.

    Args:
        value: The bytes.
        content_type: The HTTP header of that name: what is not UTF-8 is read in the encoding that it declares.

    Raises:
        Refused: `binary` if they look like a known format that is no text, `not_utf8` otherwise.
    """
    for signature, name in SIGNATURES.items():
        if value.startswith(signature):
            raise Refused("binary", f"looks like {name}, not like UTF-8 text")
    try:
        return value.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if charset := declared_charset(content_type):
            return value.decode(charset, "replace")
        bad = value[error.start : error.start + 4].hex(" ")
        raise Refused("not_utf8", f"not UTF-8 at byte {error.start}: {error.reason} ({bad})") from error


def without_schema_prefix(value: bytes) -> bytes:
    """Return JSON bytes without a schema registry's prefix, a byte 0 and four bytes of schema id.

    Raises:
        Refused: `binary` if the prefix is there and no JSON object follows.
    """
    if not value.startswith(b"\0"):
        return value
    if value[SCHEMA_PREFIX:].lstrip().startswith(b"{"):
        return value[SCHEMA_PREFIX:]
    schema = int.from_bytes(value[1:SCHEMA_PREFIX])
    raise Refused("binary", f"looks like a record of schema registry id {schema} that is not JSON: Avro or Protobuf")


def check_unicode(text: str, what: str) -> str:
    """Return a text that has no half of a surrogate pair.

    Raises:
        Refused: `lone_surrogate`, with where it stands.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        near = quote(text[max(error.start - 20, 0) : error.start + 20])
        raise Refused(
            "lone_surrogate", f"{what} has half a surrogate pair at character {error.start}: {near}"
        ) from error
    return text
