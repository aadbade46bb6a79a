import pytest
from coded import article, coder, events
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Actor, Count, Event, Location, Span
from schemas.plover import CAMEO_OF_TYPE, MODES
from transforms.coding.coder import BATCH, CHARACTERS, batches

WORDS = [
    "Rebels",
    "police",
    "Iran",
    "the",
    "government",
    "attacked",
    "arrested",
    "condemned",
    "agreed",
    "to",
    "talks",
    "with",
    "will",
    "not",
    "troops",
    "of",
    "and",
    "in",
    "Kabul",
    "said",
    "that",
    ".",
    ",",
    "\n",
    "\n\n",
    "“",
    "”",
    "KABUL,",
    "–",
    "on",
    "Tuesday",
    "killed",
    "20",
    "people",
    "protest",
    "against",
    "Mr.",
    "Kim",
    "who",
    "threatened",
    "sanctions",
    "🙂",
    "\u200b",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=200)


def spans(event: Event) -> list[tuple[str, int, int]]:
    parties: list[Actor | Span | Count] = [
        *event.actors,
        *event.recipients,
        *(claim.source for claim in event.attribution),
        *event.counts,
    ]
    words: list[Span | Location | None] = [
        event.trigger,
        event.date_text,
        event.location,
        *event.mentions,
        *(claim.cue for claim in event.attribution),
    ]
    everything: list[Actor | Span | Count | Location | None] = [*parties, *words]
    return [(each.text, each.start, each.end) for each in everything if each]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(TEXTS)
def test_every_span_is_there_in_the_text(text: str) -> None:
    for event in events(text, all_candidates=True):
        assert all(words == text[start:end] and words.strip() for words, start, end in spans(event))
        assert event.sentence.start <= event.trigger.start < event.trigger.end <= event.sentence.end


@settings(max_examples=12, deadline=None, derandomize=True)
@given(TEXTS)
def test_events_are_sorted_unique_and_the_same_again(text: str) -> None:
    found = events(text, all_candidates=True)
    assert found == events(text, all_candidates=True)
    assert len({event.event_id for event in found}) == len(found)
    starts = [event.trigger.start for event in found]
    assert starts == sorted(starts)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(TEXTS)
def test_modes_and_codes_are_of_the_type(text: str) -> None:
    for event in events(text, all_candidates=True):
        assert all((event.event_type, mode) in MODES for mode in event.modes)
        assert event.cameo_code in CAMEO_OF_TYPE[event.event_type]
        assert 0 <= event.confidence <= 1


def test_articles_come_back_in_order_and_batches_change_nothing() -> None:
    texts = [f"Rebels attacked the town of Goma. Police arrested {n} protesters." for n in range(2, 22)]
    together = list(coder().code(article(text) for text in texts))
    assert together == [events(text) for text in texts]
    assert len(together[0]) == 2


def test_the_version_ends_in_the_lexicons_fingerprint() -> None:
    assert len(coder().version.partition("+")[2]) == 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n" * 50_000,
        "x" * 50_000,
        "(" * 3_000,
        "🙂" * 3_000,
        "soldiers and " * 3_000,
        "Rebels attacked.\r\n\x00\ud800",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    assert len(list(coder().code([article(text)]))) == 1


def test_a_long_text_is_read_in_pieces_and_its_spans_hold() -> None:
    text = "The army said that rebels had attacked the town of Goma. " * 500
    found = events(text, all_candidates=True)
    assert len(found) > 300
    assert all(event.trigger.text == text[event.trigger.start : event.trigger.end] for event in found)


@given(st.lists(st.integers(0, CHARACTERS // 2), max_size=60))
@settings(derandomize=True)
def test_what_is_parsed_at_once_is_bounded_and_nothing_is_left_out(lengths: list[int]) -> None:
    found = [(" " * length, None) for length in lengths]
    made = list(batches(found))
    assert [piece for batch in made for piece in batch] == found
    assert all(len(batch) <= BATCH and sum(len(text) for text, _ in batch) <= CHARACTERS for batch in made)
