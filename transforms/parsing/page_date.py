"""When an HTML page says that it was published: only where it says so in so many words."""

import re
from typing import Any

from schemas.dead_letter import Refused
from transforms.parsing.instant import instant
from transforms.parsing.json_object import json_object

DAY = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ])")
COLON_LESS = re.compile(r"([+-]\d\d)(\d\d)\Z")
NAMES = ("article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "parsely-pub-date")
NESTED = 5


def page_date(tree: Any) -> str | None:
    """Return when a page was published, as RFC 3339.

    Read from `<meta>` (article:published_time, datePublished, Dublin Core's issued) and from JSON-LD's datePublished;
    nothing is guessed from the text, the URL or other dates on the page. A day, or a time without a zone, stands for
    that day at 00:00 UTC: dates of events are counted in days.
    """
    for said in (*_meta(tree), *_linked_data(tree)):
        found = _rfc3339(said.strip())
        if found is not None:
            return found
    return None


def _meta(tree: Any) -> list[str]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        for name in (element.get("property"), element.get("name"), element.get("itemprop")):
            if name and element.get("content"):
                said.setdefault(name.lower(), element.get("content"))
    return [said[name] for name in NAMES if name in said]


def _linked_data(tree: Any) -> list[str]:
    said: list[str] = []
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "") and element.text:
            try:
                # In an object of its own: a script may hold an object or an array of them.
                said += _published(json_object('{"@graph": ' + element.text + "}"), NESTED)
            except Refused:
                continue  # not JSON: the page says nothing here; its article is not refused for it
    return said


def _published(found: Any, depth: int) -> list[str]:
    if depth == 0:
        return []
    if isinstance(found, list):
        return [said for item in found for said in _published(item, depth - 1)]
    if not isinstance(found, dict):
        return []
    own = found.get("datePublished")
    return [own] if isinstance(own, str) else _published(found.get("@graph"), depth - 1)


def _rfc3339(said: str) -> str | None:
    for text in (said, COLON_LESS.sub(r"\1:\2", said), f"{said[:10]}T00:00:00Z" if DAY.match(said) else ""):
        try:
            return instant(text).isoformat()
        except Refused:
            continue
    return None
