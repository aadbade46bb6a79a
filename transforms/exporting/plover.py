"""Events in PLOVER's own exchange format: one JSON object a line (codebook draft 0.8, chapter "Data Fields")."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from transforms.exporting.codes import COUNTRY

REQUIRED = ("id", "date", "source", "event")
SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
Object = dict[str, Any]


def plover_line(event: Mapping[str, Any]) -> str:
    r"""Return an event as one line of ASCII.

    Field names are the codebook's; `source` is who acts, special contexts (negation, ...) are among `context`, so
    that nothing is left out. What the codebook has no name for stands under dateline's own. `date` is null where no
    day is known. The text itself is not given: that needs rights to it.

    Args:
        event: A row of `events` with `url`, `title`, `publisher` and `language` of its article.
    """
    return json.dumps(_filled(_event(event)), ensure_ascii=True, separators=(",", ":"))


def _event(event: Mapping[str, Any]) -> Object:
    return {
        "id": event["event_id"], "has_event": True, "date": _day(event["event_date"]),
        "enddate": _day(event["event_date_end"]),
        "source": [_actor(party) for party in event["actors"]],
        "recipient": [_actor(party) for party in event["recipients"]],
        "event": [event["event_type"]], "mode": event["modes"], "context": [*event["contexts"], *event["auxiliary"]],
        "event_loc": _place(event["location"]),
        "event_text": [event["trigger"]["text"], *(mention["text"] for mention in event["mentions"])],
        "quad_code": event["quad_class"], "event_scale": event["score"], "size": _size(event["counts"]),
        "text_info": {"sequence": event["sentence"]["index"], "start": event["sentence"]["start"],
                      "end": event["sentence"]["end"]},
        "cite_info": _citation(event), "coder": f"dateline {event['coder_version']}",
        "cameo_code": event["cameo_code"], "confidence": event["confidence"],
        "date_granularity": event["date_granularity"], "date_source": event["date_source"],
        "attribution": [_claim(claim) for claim in event["attribution"]],
    }  # fmt: skip


def _actor(party: Mapping[str, Any]) -> Object:
    return _filled({
        "code": party["country"], "sector": "".join(party["sectors"][:2]), "actor_text": party["text"],
        "identifier_text": party["name"],
    })  # fmt: skip


def _claim(claim: Mapping[str, Any]) -> Object:
    return {"source": _actor(claim["source"]), "cue": claim["cue"]["text"], "stance": claim["stance"]}


def _place(place: Mapping[str, Any] | None) -> Object | None:
    if place is None:
        return None
    alpha2 = COUNTRY[place["country"]].alpha2 if place["country"] in COUNTRY else None
    return _filled({
        "geonameid": place["geonames_id"], "name": place["name"] or place["text"], "latitude": place["latitude"],
        "longitude": place["longitude"], "country code": alpha2, "cc3": place["country"],
        "admin1 code": place["admin1"],
    })  # fmt: skip


def _citation(event: Mapping[str, Any]) -> Object:
    return _filled({
        "citation": event["article_id"], "url": event["url"], "title": event["title"],
        "language": event["language"], "publication": event["publisher"], "codebook": event["ontology_version"],
    })  # fmt: skip


def _size(counts: Sequence[Mapping[str, Any]]) -> Object:
    """Return the least numbers told; the first count of a kind is the main one."""
    least = {SIZES.get(count["kind"], count["kind"]): count["minimum"] for count in reversed(counts)}
    return _filled(least)


def _filled(fields: Object) -> Object:
    """Leave out what is not known, but not what the codebook requires."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}) or name in REQUIRED}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
