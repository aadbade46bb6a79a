"""HTML pages: the article in one."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

import trafilatura
from trafilatura.metadata import extract_title, extract_url
from trafilatura.utils import load_html

from schemas.dead_letter import Refused
from transforms.parsing.charset import WESTERN, declared_charset
from transforms.parsing.page_date import page_date

CHARSET_WITHIN = 4096
LARGEST = 4 * 1024 * 1024
# News pages have 1,000 to 10,000. The time of extraction grows with the square: 30,000 of the worst kind take seconds,
# 500,000 two minutes.
MOST_TAGS = 30_000
# Shortest sentence that makes an article of what else is a menu, and how sentences end in the scripts of the world.
WORDS = 5
ENDS = tuple(".!?…。।؟።")
CLOSING = "\"'”’»)]"


class Page(NamedTuple):
    """What a page says: its article's text, and title, URL and date if it names them."""

    text: str
    title: str | None
    url: str | None
    published_at: str | None


def page(value: bytes, content_type: bytes = b"") -> Page:
    """Return the article in an HTML page.

    Args:
        value: The page. Bytes that are valid UTF-8 are UTF-8; else the declared encoding counts, else windows-1252.
        content_type: The HTTP header of that name.

    Raises:
        Refused: `no_article` if there is none, `too_large` above 4 MiB or 30,000 tags.
    """
    if len(value) > LARGEST:
        raise Refused("too_large", f"an HTML page of {len(value)} bytes; up to {LARGEST} are read")
    source = _decode(value, content_type)
    if (tags := source.count("<")) > MOST_TAGS:
        raise Refused("too_large", f"an HTML page of {tags} tags; up to {MOST_TAGS} are read")
    tree = load_html(source)
    text = "" if tree is None else _article_text(tree)
    if not any(map(_has_sentence, text.splitlines())):
        raise Refused("no_article", f"no article was found in this HTML page of {len(value)} bytes")
    return Page(text, extract_title(tree), _canonical(tree), page_date(tree))


def _article_text(tree: Any) -> str:
    found: Any = trafilatura.bare_extraction(tree, include_comments=False)
    return (found.text or "") if found is not None else ""


def _has_sentence(line: str) -> bool:
    return any(word.rstrip(CLOSING).endswith(ENDS) for word in line.split()[WORDS - 1 :])


def _decode(value: bytes, content_type: bytes) -> str:
    try:
        return value.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if value.startswith((b"\xff\xfe", b"\xfe\xff")):
        return value.decode("utf-16", "replace")
    charset = declared_charset(content_type) or declared_charset(value[:CHARSET_WITHIN]) or WESTERN
    return value.decode(charset, "replace")


def _canonical(tree: Any) -> str | None:
    """Return the page's own URL; not one without a path, which templates put on all pages of a site."""
    url = extract_url(tree)
    return url if url and urlsplit(url).path.strip("/") else None
