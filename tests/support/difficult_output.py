"""An output whose texts, names and sizes could break a page."""

from pathlib import Path

from reported_events import event, party, span
from small_output import Row, article, output, write_rows

EMOJI = (
    "😀👩‍🚀 On Monday 𝒢𝓊𝒶𝓇𝒹𝓈 of Ruritania attacked Graustark's camp near Riga 💥 and killed 12 people, the army said."
)
MARKUP = """</script><script>window.broken = 1</script><img src="https://example.org/x.png" onerror="window.broken = 2">
<!-- <script> & "quotes" &lt;b&gt; \u2028 The <i>guards</i> attacked ]]> the camp."""
RTL = "هاجمت القوات المخيم يوم الاثنين.\nوقال الجيش إن 12 شخصا قتلوا."
CROWD = 5_000
LONG = 200_000


def _crowd() -> tuple[Row, Row]:
    names = [f"Member{number:04}" for number in range(CROWD)]
    text = f"{', '.join(names)} met in Riga."
    starts = range(0, CROWD * 12, 12)
    actors: list[Row] = [
        {"text": name, "start": start, "end": start + 10, "name": None, "country": None, "sectors": []}
        for name, start in zip(names, starts, strict=True)
    ]
    return article(3, text, title="A crowd"), event(3, text, "met", "CONSULT", actors=actors)


def _long() -> tuple[Row, Row]:
    text = f"{'Nothing happened here. ' * 10_000}"[:LONG] + "\nGuards stormed the last camp."
    return article(4, text, title="A long article"), event(4, text, "stormed")


def _emoji() -> tuple[Row, Row]:
    riga = span(EMOJI, "Riga") | {"name": "Riga", "country": "LVA", "latitude": 56.95, "longitude": 24.11}
    said = {"source": party(EMOJI, "the army", None, "LVA"), "cue": span(EMOJI, "said"), "stance": "asserts"}
    told = event(
        0, EMOJI, "attacked", date_source="expression", date_text=span(EMOJI, "Monday"), location=riga,
        actors=[party(EMOJI, "𝒢𝓊𝒶𝓇𝒹𝓈 of Ruritania", "Guards of Ruritania", "DEU")],
        recipients=[party(EMOJI, "Graustark's camp", "Graustark", "AUT")], attribution=[said],
        counts=[{"kind": "killed", "minimum": 12, "maximum": 12} | span(EMOJI, "12 people")],
    )  # fmt: skip
    return article(0, EMOJI, title="An attack 😀", url="https://example.org/a"), told


def _markup() -> tuple[Row, Row]:
    told = event(1, MARKUP, "attacked", actors=[party(MARKUP, "<i>guards</i>", "<img src=x onerror=alert(1)>")])
    return article(1, MARKUP, title="<script>window.broken = 3</script>", url="javascript:window.broken = 4"), told


def write_difficult_output(folder: Path) -> None:
    """Write the output."""
    store = output(folder)
    rtl = article(2, RTL, title="هجوم"), event(2, RTL, "هاجمت", recipients=[party(RTL, "المخيم")])
    forgotten = article(5, ""), event(5, "They expelled envoys.", "expelled", "COERCE", event_date=None)
    told = [_emoji(), _markup(), rtl, _crowd(), _long(), forgotten]
    broken = event(6, EMOJI, "killed") | {"violations": ["recipient_where_required"]}
    write_rows(store, "articles", [*(one for one, _ in told), article(6, EMOJI), article(7)])
    write_rows(store, "events", [one for _, one in told])
    write_rows(store, "quarantine", [broken])
