"""The shipped lexicon, as data: every row loads, says one thing once, and PLOVER's types and modes are all there."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.plover import MODES, TYPES
from transforms.coding import lexicon
from transforms.coding.lexicon import LexiconError, Row
from transforms.coding.what import event_entries, vocabulary

BUILT_IN = {"PARTY", "NAME", "JOINT", *TYPES}
EVENT_FILES = ("verbs.tsv", "nouns.tsv")
DEPENDENTS = {
    "subj", "obj", "iobj", "xcomp", "ccomp", "acomp", "oprd", "advmod", "attr", "prt", "not", "poss", "mod", "acl",
    "advcl",
}  # fmt: skip
PREPOSITIONS = {
    "about", "above", "after", "against", "along", "alongside", "amid", "among", "around", "as", "at",
    "before", "behind", "below", "belonging", "beside", "between", "beyond", "by", "despite", "during",
    "for", "from", "in", "inside", "into", "like", "near", "of", "off", "on", "onto", "out", "outside",
    "over", "per", "since", "than", "through", "to", "toward", "towards", "under", "until", "upon", "via",
    "with", "within", "without", "across", "regarding",
}  # fmt: skip


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of a shipped file."""
    yield from lexicon.rows(lexicon.DATA / name, 7)


def constraints() -> Iterator[tuple[Row, str, tuple[str, ...]]]:
    """Yield each constraint of each frame: its row, its slot, its fillers."""
    for name in (*EVENT_FILES, "wrong_senses.tsv"):
        for row in rows(name):
            for part in row.cells[1].split():
                slot, _, fillers = part.removeprefix("-").partition(":")
                yield row, slot, tuple(filter(None, fillers.split(",")))


def place(row: Row) -> str:
    """Return where a row stands."""
    return f"{row.file.name}:{row.line}"


def normal(frame: str) -> str:
    """Return a frame with its constraints in one order."""
    return " ".join(sorted(frame.split()))


def load(name: str, folder: Path) -> None:
    """Load one file of the lexicon with the user's own in `folder`."""
    with lexicon.used(folder):
        if name == "noun_classes.tsv":
            event_entries.classes(name)
        elif name == "wrong_senses.tsv":
            list(event_entries.wrong_senses())
        else:
            list(event_entries.entries(name, "subj>obj"))


def test_every_shipped_row_loads() -> None:
    words = vocabulary.load()
    assert len(words.verbs) > 900
    assert len(words.nouns) > 900
    assert len(words.lights) > 100
    assert sum(len(senses) for senses in words.wrong.values()) > 500


@pytest.mark.parametrize("name", EVENT_FILES)
def test_no_word_has_the_same_frame_twice(name: str) -> None:
    seen = Counter((word, normal(row.cells[1])) for row in rows(name) for word in event_entries.words(row.cells[0]))
    assert [key for key, times in seen.items() if times > 1] == []


def test_no_light_verb_stands_twice() -> None:
    seen = Counter((light.verb, light.slot) for light in event_entries.lights())
    assert [key for key, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("name", EVENT_FILES)
def test_every_mode_of_plover_has_an_entry(name: str) -> None:
    said = {(row.cells[2], mode) for row in rows(name) for mode in event_entries.words(row.cells[3])}
    assert set(MODES) - said == set() if name == "verbs.tsv" else len(set(MODES) - said) < 12


@pytest.mark.parametrize("name", EVENT_FILES)
def test_every_type_has_entries(name: str) -> None:
    assert {row.cells[2] for row in rows(name)} - {"-"} == set(TYPES)


@pytest.mark.parametrize("name", EVENT_FILES)
def test_every_row_has_a_code_and_a_weight(name: str) -> None:
    assert [place(row) for row in rows(name) if row.cells[2] != "-" and not (row.cells[4] and row.cells[5])] == []


def test_frames_ask_for_slots_that_exist() -> None:
    known = DEPENDENTS | PREPOSITIONS
    assert {place(row): slot for row, slot, _ in constraints() if slot.removeprefix("ccomp.") not in known} == {}


def test_frames_ask_for_classes_that_exist() -> None:
    known = BUILT_IN | set(event_entries.classes("noun_classes.tsv"))
    unknown = {(place(row), filler) for row, _, fillers in constraints() for filler in fillers if filler.isupper()}
    assert {pair for pair in unknown if pair[1] not in known} == set()


def test_every_noun_class_has_a_use() -> None:
    used = {filler for _, _, fillers in constraints() for filler in fillers}
    inside = {word for row in rows("noun_classes.tsv") for word in event_entries.words(row.cells[1])}
    actors = {"STATE", "OFFICE", "GROUP", "ARMED", "POLICE", "PEOPLE"}
    operators = {filler for each in event_entries.operators() for part in each.frame for filler in part.fillers}
    assert set(event_entries.classes("noun_classes.tsv")) - used - inside - actors - operators == set()


def test_every_verb_class_has_a_use() -> None:
    used = {word for row in rows("verbs.tsv") for word in event_entries.words(row.cells[0])}
    assert set(event_entries.classes("verb_classes.tsv")) - used == set()


def test_every_wrong_sense_has_a_reason() -> None:
    assert [place(row) for row in rows("wrong_senses.tsv") if not (row.cells[2] and row.cells[3])] == []


def test_words_are_lemmas_in_lower_case() -> None:
    loud = [
        (place(row), word)
        for name in (*EVENT_FILES, "light_verbs.tsv", "wrong_senses.tsv", "irregular.tsv")
        for row in rows(name)
        for word in event_entries.words(row.cells[0])
        if word != word.lower() and word not in event_entries.classes("verb_classes.tsv")
    ]
    assert loud == []


@pytest.mark.parametrize(
    ("name", "text", "cause"),
    [
        ("verbs.tsv", "hug\tobj\tAFFECTION\t\t050\t1", "verbs.tsv:1: 'AFFECTION' is no event type"),
        ("verbs.tsv", "# ok\nhug\tobj\tAID\tvisit\t070\t1", "verbs.tsv:2: AID has no mode 'visit'"),
        ("verbs.tsv", "hug\tobj\tAID\t\t190\t1", "verbs.tsv:1: CAMEO code '190' is none of AID"),
        ("verbs.tsv", "hug\tobj\tAID\t\t070\tmuch", "verbs.tsv:1: weight 'much' is no number"),
        ("verbs.tsv", "hug\tobj\tAID\t\t070\t2", "verbs.tsv:1: weight 2 is not between 0 and 1"),
        ("verbs.tsv", "hug\tobj:\tAID\t\t070\t1", "verbs.tsv:1: 'obj:' is no constraint"),
        ("verbs.tsv", "hug\tobj\tAID\t\t070\t1\tsubj", "verbs.tsv:1: 'subj' tells no roles"),
        ("nouns.tsv", "\thug", "nouns.tsv:1: the first cell is empty"),
        ("nouns.tsv", "hug\t\tAID\t\t070\t1\t>\tmore", "nouns.tsv:1: 8 cells where 7 are known"),
        ("noun_classes.tsv", "AID\thug", "noun_classes.tsv:1: AID is an event type"),
        ("wrong_senses.tsv", "hug\tobj\tLOVE\tno", "wrong_senses.tsv:1: 'LOVE' is no event type"),
    ],
)
def test_a_bad_row_is_named_with_file_line_and_cause(tmp_path: Path, name: str, text: str, cause: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as told:
        load(name, tmp_path)
    assert str(told.value).startswith(cause)
