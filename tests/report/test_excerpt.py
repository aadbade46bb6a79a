import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.report.excerpt import LONGEST_NEIGHBOUR, Piece, excerpt

TEXT = 'One came. Two went! "Three stayed?" Four slept.\n\nFive left. Six died.'


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("One came.", "One came. Two went!"),
        ("Two went!", 'One came. Two went! "Three stayed?"'),
        ("Four slept.", '"Three stayed?" Four slept.\n\nFive left.'),
        ("Six died.", "Five left. Six died."),
    ],
)
def test_a_sentence_brings_its_neighbours(sentence: str, words: str) -> None:
    start = TEXT.index(sentence)
    assert excerpt(TEXT, [(start, start + len(sentence))]) == [Piece(TEXT.index(words), words)]


def test_a_neighbour_without_end_is_cut() -> None:
    text = f"{'a' * 1000} Guards attacked. {'b' * 1000}"
    (piece,) = excerpt(text, [(1001, 1017)])
    assert piece.start == 1001 - LONGEST_NEIGHBOUR
    assert len(piece.words) == 16 + 2 * LONGEST_NEIGHBOUR


def test_a_text_that_is_gone_has_no_excerpt() -> None:
    assert excerpt("", [(0, 20)]) == []


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="aB. \n\"'😀", max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200))))
def test_pieces_are_of_the_text_in_order_and_hold_every_sentence(text: str, places: list[tuple[int, int]]) -> None:
    inside = [(min(place), max(place)) for place in places if max(place) <= len(text)]
    pieces = excerpt(text, inside)
    assert all(text[piece.start :].startswith(piece.words) for piece in pieces)
    ends = [piece.start + len(piece.words) for piece in pieces]
    assert all(end < piece.start for end, piece in zip(ends, pieces[1:], strict=False))
    for first, last in inside:
        assert first == last or any(p.start <= first and last <= end for p, end in zip(pieces, ends, strict=True))
