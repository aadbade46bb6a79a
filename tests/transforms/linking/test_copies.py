"""Copies of an article: which events are the same, and who counts as a source."""

import datetime as dt

import pytest
from reports import NOON, report

from transforms.linking.copies import fold_copies
from transforms.linking.join import join_folds
from transforms.linking.rows import Origin, independent
from transforms.linking.signatures import alike, signature

SENTENCES = [
    f"The minister number {n} said on Monday that plan {n} of the {n * 7} villages had failed." for n in range(30)
]


@pytest.mark.parametrize(
    ("kept", "edited", "copies"),
    [(30, 0, True), (22, 0, True), (26, 3, True), (3, 0, False), (30, 30, False)],
)
def test_a_trimmed_and_edited_text_is_a_copy(kept: int, edited: int, copies: bool) -> None:
    text = [
        s.replace("minister", "envoy").replace("plan", "idea") if n < edited else s for n, s in enumerate(SENTENCES)
    ]
    if edited == len(SENTENCES):
        text = [s.replace("said", "told us").replace("failed", "come to nothing") for s in text]
    pair = {"a": signature(" ".join(SENTENCES)), "b": signature(" ".join(text[:kept]))}
    assert list(alike(pair, ["a"])) == ([("a", "b")] if copies else [])


def test_a_signature_is_the_same_everywhere() -> None:
    assert signature("Police in Riga arrested five.").tolist()[:3] == [2601179210, 2822324951, 4025118355]


@pytest.mark.parametrize(("words", "copies"), [(10, False), (40, True)])
def test_a_short_item_that_differs_in_a_word_is_no_copy(words: int, copies: bool) -> None:
    plain = [f"w{n}" for n in range(words)]
    pair = {"a": signature(" ".join(plain)), "b": signature(" ".join([*plain[:-1], "other"]))}
    assert bool(list(alike(pair, ["a"]))) == copies


def test_the_same_sentence_is_the_same_report_and_each_report_is_taken_once() -> None:
    first = [report("a", start=0), report("a", "A second bomb killed 12 people at a market in Riga.", start=60)]
    later = [report("b", start=9, seen=NOON + dt.timedelta(hours=1)), report("b", first_words(), start=80)]
    folds = fold_copies([later, first])
    assert [[one.event_id for one in fold.reports] for fold in folds] == [["a-0", "b-9"], ["a-60", "b-80"]]
    assert folds[0].matched == ((), ("event_type", "sentence", "trigger"))


def first_words() -> str:
    return "A second bomb killed 12 people at a market in Riga, officials said."


def test_another_type_or_sentence_is_another_event() -> None:
    one, other = report("a"), report("b", event_type="ACCUSE")
    another = report("c", "Nothing of the kind was ever seen on those streets.")
    assert len(fold_copies([[one], [other], [another]])) == 3


def test_two_reports_of_one_article_are_never_joined() -> None:
    folds = fold_copies([[report("a", start=0), report("a", start=50)]])
    assert [len(members) for members in join_folds(folds)] == [1, 1]


def test_copies_come_along_when_reports_are_joined() -> None:
    folds = [*fold_copies([[report("a")], [report("b")]]), *fold_copies([[report("c")], [report("d")]])]
    [members] = join_folds(folds)
    assert [(member.report.article, member.joined) for member in members] == [
        ("a", "first"), ("b", "copy"), ("c", "report"), ("d", "copy"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("origins", "sources"),
    [
        ([("f", "A"), ("f", "B")], 1),
        ([("f", "A"), ("g", "A")], 1),
        ([("f", "A"), ("g", "a")], 1),
        ([("f", "A"), ("g", "B")], 2),
        ([("f", None), ("g", None)], 2),
        ([("f", "A"), ("g", "B"), ("g", "A")], 1),
    ],
)
def test_copies_and_one_publisher_are_one_source(origins: list[tuple[str, str | None]], sources: int) -> None:
    assert independent([Origin("x", family, publisher) for family, publisher in origins]) == sources
