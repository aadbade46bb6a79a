"""Which events a data set without words for doubt must not hold: its users would count them as things that happened."""

from collections.abc import Mapping
from typing import Any

_STANCES = {"denies": "denied", "doubts": "doubted", "predicts": "predicted"}
_AUXILIARIES = ("negation", "hypothetical", "future")


def left_out(event: Mapping[str, Any]) -> str | None:
    """Return why an event is no row of GDELT's or POLECAT's; None if it is one.

    Both have rows for what happened on a day: nothing there says negated, planned, feared or denied, and no row is
    without a day. An event of the past whose day no words tell was dated by its article, decades off.

    >>> left_out({"auxiliary": ["future"], "attribution": []})
    'future'
    """
    for word in _AUXILIARIES:
        if word in event["auxiliary"]:
            return word
    for claim in event["attribution"]:
        if claim["stance"] in _STANCES:
            return _STANCES[claim["stance"]]
    if event["event_date"] is None:
        return "undated"
    if "historical" in event["auxiliary"] and event["date_source"] != "expression":
        return "historical without a day"
    return None
