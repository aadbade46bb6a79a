"""Texts that are made to keep a coder busy: ten times as much of it takes little more than ten times the work."""

import pytest
from work import calls

pytestmark = pytest.mark.slow
SHORT, TIMES, MOST = 40, 10, 13
SUBJECTS = ("Rebels", "Police in Oslo", "The army", "Norway", "Two ministers")


def bomb(name: str, n: int) -> str:
    """Return a text of some 4 n words."""
    subject = SUBJECTS[n % len(SUBJECTS)]
    return {
        "one sentence": f"{subject} attacked the town of Goma and " * n + "fled.",
        "commas": f"{subject} , , , " * n,
        "clauses": "The mayor said that " * n + "police arrested Anna.",
        "clauses behind a noun": "the man who attacked " * n + "Anna was arrested.",
        "quotes": '"No," he " said " ' * n,
        "digits": "7 12,000 1.5 99 " * n,
        "one number": "9" * 16 * n,
        "brackets": "( [ police ( " * n,
        "hyphens": "anti-government-pro-" * n,
        "names": "Anna Berg and Carl Dahl of Oslo, " * (n // 2),
        "dates": "on Monday March 3 2021 or " * (n // 2),
        "lines": "Police\nin Oslo\n\narrested \n \n" * n,
        "places": "in Oslo, Norway, near Bergen, " * (n // 2),
        "no letters": "!? ... -- § " * n,
        "emphasis": "ATTACKED Police ARRESTED rebels " * n,
    }[name]


NAMES = ("one sentence", "commas", "clauses", "clauses behind a noun", "quotes", "digits", "one number", "brackets",
         "hyphens", "names", "dates", "lines", "places", "no letters", "emphasis")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_ten_times_the_text_takes_little_more_than_ten_times_the_work(name: str) -> None:
    calls(bomb(name, 3))  # tables are loaded
    assert calls(bomb(name, SHORT * TIMES)) < MOST * calls(bomb(name, SHORT))
