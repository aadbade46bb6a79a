"""Every span can be clicked: the words of an event stand in its article's text where they say."""

from collections.abc import Iterator

from schemas.event_checks import Row, each, parties

SPANS = ("trigger", "date_text", "location", "counts", "mentions")


def spans(row: Row) -> Iterator[tuple[str, Row]]:
    """Yield everything of an event that says words and offsets, with its place in the event."""
    for name in SPANS:
        yield from each(row, name)
    yield from parties(row)
    for place, claim in each(row, "attribution"):
        if claim["cue"] is not None:
            yield f"{place}.cue", claim["cue"]


def broken_spans(row: Row) -> list[str]:
    """Name the spans whose offsets are disordered, outside of the text, or hold other words than they say.

    `row["article_text"]` is the text; without one no span holds.
    """
    text = row["article_text"]
    if text is None:
        return ["article_text"]
    broken = [place for place, span in spans(row) if not _holds(span, text)]
    return broken if _holds_trigger(row, text) else [*broken, "sentence"]


def _holds(span: Row, text: str) -> bool:
    start, end = span["start"], span["end"]
    if start is None or end is None:
        return False
    return 0 <= start < end <= len(text) and text[start:end] == span["text"]


def _holds_trigger(row: Row, text: str) -> bool:
    sentence, trigger = row["sentence"], row["trigger"]
    if sentence is None or trigger is None:
        return False
    bounds = (0, sentence["start"], trigger["start"], trigger["end"], sentence["end"], len(text))
    return None not in bounds and list(bounds) == sorted(bounds)
