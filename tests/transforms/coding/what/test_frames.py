from pathlib import Path

import pytest

from transforms.coding.lexicon import LexiconError, Row
from transforms.coding.what import frames

ROW = Row(Path("verbs.tsv"), 7, ("give",))
SLOTS: dict[str, tuple[int, ...]] = {"subj": (0,), "obj": (2,), "to": (4,)}
WORDS = {0: "Sweden", 2: "weapon", 4: "Ukraine"}


def fits(token: int, fillers: frozenset[str]) -> bool:
    return WORDS[token] in fillers


HOLDING = [("", True), ("obj", True), ("obj to", True), ("-with", True), ("with", False), ("obj:weapon", True),
           ("obj:aid,weapon", True), ("obj:aid", False), ("-obj:aid", True), ("-obj", False)]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), HOLDING)
def test_a_frame_holds_where_all_its_constraints_do(cell: str, expected: bool) -> None:
    assert frames.holds(frames.parse(cell, ROW), SLOTS, fits) is expected


def test_a_constraint_without_filler_is_refused_by_file_and_line() -> None:
    with pytest.raises(LexiconError, match=r"verbs\.tsv:7: 'obj:' is no constraint"):
        frames.parse("obj:", ROW)
