"""Who claims what, and who denies it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_output import Row, article, output, write_rows

from pipelines.views.connect import connect

Make = Callable[..., Row]
TEXT = "Ardenia accused Borduria of arming rebels. Borduria denied it. Its army did not fire, Borduria said."


def words(text: str) -> Row:
    start = TEXT.index(text)
    return {"text": text, "start": start, "end": start + len(text)}


def party(name: str, *sectors: str) -> Row:
    return words(name) | {"name": name, "country": name[:3].upper(), "sectors": list(sectors)}


def claim(source: Row, stance: str) -> Row:
    return {"source": source, "cue": words("said"), "stance": stance}


A, B = party("Ardenia"), party("Borduria")
ARMY = party("army", "MIL") | {"country": "BOR"}
ACCUSED: Row = {
    "event_type": "ACCUSE",
    "actors": [A],
    "recipients": [B],
    "attribution": [],
    "trigger": words("accused"),
}
DENIED: Row = {
    "event_type": "REJECT",
    "actors": [B],
    "recipients": [],
    "attribution": [],
    "trigger": words("denied it"),
}
FIRED: Row = {"event_type": "ASSAULT", "actors": [ARMY], "recipients": [], "trigger": words("fire")}


LEADER = party("Ardenia") | {"name": "Ivar Kask", "country": "BOR", "sectors": ["PTY"]}
REBELS = party("rebels", "PTY") | {"country": "BOR"}
THEY = party("it") | {"name": None, "country": "BOR"}


def sentence(number: int) -> Row:
    return {"sentence": {"index": number, "start": 0, "end": 42}, "auxiliary": []}


def written(folder: Path, make: Make, stories: list[list[Row]]) -> Any:
    """Write an article a story, and return a connection."""
    store = output(folder)
    write_rows(store, "articles", [article(at, TEXT) for at, _ in enumerate(stories)])
    events = [
        make(100 * at + n, **(sentence(n) | event), article_id=f"a-{at}", offset=at)
        for at, story in enumerate(stories)
        for n, event in enumerate(story)
    ]
    write_rows(store, "events", events)
    return connect(store.root)


STORIES: list[tuple[list[Row], list[Any]]] = [
    ([ACCUSED, DENIED], [("ACCUSE", ["Ardenia"], ["Borduria"])]),
    ([DENIED, ACCUSED], [("ACCUSE", ["Ardenia"], ["Borduria"])]),
    ([ACCUSED, DENIED | sentence(9)], []),
    ([ACCUSED, DENIED | {"actors": [party("rebels")]}], []),
    ([ACCUSED, DENIED | {"recipients": [A]}], [("ACCUSE", ["Ardenia"], ["Borduria"])]),
    ([ACCUSED, DENIED | {"recipients": [party("rebels")]}], []),
    ([ACCUSED, DENIED | {"trigger": words("accused")}], []),
    ([ACCUSED, DENIED | {"auxiliary": ["negation"]}], []),
    ([ACCUSED], []),
    (
        [ACCUSED | {"recipients": [REBELS]}, DENIED | {"actors": [LEADER]} | sentence(0)],
        [("ACCUSE", ["Ardenia"], ["Ivar Kask"])],
    ),
    ([ACCUSED | {"recipients": [REBELS]}, DENIED | {"actors": [LEADER]}], []),
    ([ACCUSED | {"recipients": [REBELS]}, DENIED | {"actors": [LEADER | {"country": "CYP"}]} | sentence(0)], []),
    ([ACCUSED, DENIED | {"actors": [THEY]}], [("ACCUSE", ["Ardenia"], ["BOR"])]),
    (
        [FIRED | {"attribution": [claim(A, "asserts")]}, FIRED | {"attribution": [claim(B, "denies")]}],
        [("ASSAULT", [], ["Borduria"]), ("ASSAULT", ["Ardenia"], ["Borduria"])],
    ),
    ([FIRED | {"attribution": [claim(A, "asserts")]}, DENIED], [("ASSAULT", ["Ardenia"], ["Borduria"])]),
    ([FIRED | {"attribution": [claim(B, "asserts")]}, DENIED], []),
    (
        [FIRED | {"attribution": [claim(A, "denies"), claim(B, "asserts")]}],
        [("ASSAULT", ["Borduria"], ["Ardenia"])],
    ),
]


def test_a_claim_is_contested_by_the_accused(tmp_path: Path, event_row: Make) -> None:
    ask = """select "offset", event_type, claimed_by, contested_by
        from contested join events using (event_id) order by all"""
    found = written(tmp_path, event_row, [events for events, _ in STORIES]).sql(ask).fetchall()
    assert found == [(at, *row) for at, (_, rows) in enumerate(STORIES) for row in rows]


def test_one_query_tells_who_claims_what_and_who_denies_it(tmp_path: Path, event_row: Make) -> None:
    ask = """select speaker_name, stance, contested_by, sentence_text
        from statements join sentences using (event_id) order by all"""
    assert written(tmp_path, event_row, [[ACCUSED, DENIED]]).sql(ask).fetchall() == [
        ("Ardenia", "accuses", ["Borduria"], "Ardenia accused Borduria of arming rebels."),
        ("Borduria", "rejects", [], "Ardenia accused Borduria of arming rebels."),
    ]
