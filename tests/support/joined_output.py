"""An output in which three articles report one shelling, one of them a copy, and the accused deny it."""

import datetime as dt
from pathlib import Path

from reported_events import event, party, span
from small_output import NOON, Row, article, output, write_rows

FIRST = (
    "Troops of Ruritania shelled the market of Riga on Monday and killed 12 people, the mayor said.\n"
    "Ruritania denied the shelling.\nTraders had opened their stalls at dawn. Ambulances came from all over the city.\n"
    "Schools stayed closed for the whole day. Nobody knew how many more guns stood behind the river."
)
OTHER = "In Riga <b>12 people</b> died when troops of Ruritania shelled a market, the <i>mayor</i> said."
TOLD = {0: FIRST, 1: f"{FIRST} More will follow.", 2: OTHER}
PUBLISHERS = ("Aurora", "Borealis", "<b>Corona</b>")


def _shelled(number: int, text: str) -> Row:
    riga = span(text, "Riga") | {
        "name": "Riga", "country": "LVA", "latitude": 56.95, "longitude": 24.11, "geonames_id": 456172,
    }  # fmt: skip
    mayor = party(text, "mayor", "Mayor of Riga", "LVA")
    return event(
        number, text, "shelled", location=riga, modes=["artillery"],
        actors=[party(text, "roops of Ruritania", "Ruritania", "DEU")], recipients=[],
        event_date=dt.date(2024, 1, 1), event_date_end=dt.date(2024, 1, 1),
        attribution=[{"source": mayor, "cue": span(text, "said"), "stance": "asserts"}],
        counts=[{"kind": "killed", "minimum": 12, "maximum": 12} | span(text, "12 people")],
    )  # fmt: skip


def write_joined_output(folder: Path) -> None:
    """Write the output; nothing is linked yet."""
    store = output(folder)
    articles = [
        article(n, text, publisher=PUBLISHERS[n], events=1, published_at=NOON + dt.timedelta(hours=n))
        for n, text in TOLD.items()
    ]
    denied = event(
        0, FIRST, "denied", "REJECT", actors=[party(FIRST, "Ruritania denied"[:9], "Ruritania", "DEU")],
        event_date=dt.date(2024, 1, 1), event_date_end=dt.date(2024, 1, 1),
    )  # fmt: skip
    write_rows(store, "articles", articles)
    write_rows(store, "events", [*(_shelled(n, text) for n, text in TOLD.items()), denied])
