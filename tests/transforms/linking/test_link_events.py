"""Linking step by step gives what linking everything at once gives, whatever comes and goes in between."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from reports import DAY, NOON, report, side

from transforms.linking.articles import Linked, Linkeds, compare
from transforms.linking.families import join_families
from transforms.linking.link_events import Reports, link_events
from transforms.linking.report import Report
from transforms.linking.signatures import signature

NAMES = ("Ona Balsys", "Ivar Kask")
STORIES = [
    [
        f"Sentence {n} of story {story}: in the {story}{n}th week the {n}{story} villagers met envoy {n * story}."
        for n in range(8)
    ]
    for story in range(4)
]


class Draft(NamedTuple):
    """An article as hypothesis draws it."""

    story: int
    cut: int
    hours: int
    day: int | None
    who: int


DRAFTS = st.builds(
    Draft,
    st.integers(0, 3), st.integers(5, 8), st.integers(0, 300), st.sampled_from([None, 0, 0, 1]), st.integers(0, 1),
)  # fmt: skip
Block = tuple[str, tuple[tuple[str, str, tuple[str, ...]], ...]]


class World:
    """Articles as `link` would keep them between two runs."""

    def __init__(self) -> None:
        self.known: Linkeds = {}
        self.events: dict[str, list[Block]] = {}

    def link(self, drafts: dict[str, Draft]) -> None:
        current = {key: linked(key, draft) for key, draft in drafts.items()}
        change = compare(self.known, current)
        signatures = {key: signature(" ".join(STORIES[draft.story][: draft.cut])) for key, draft in drafts.items()}
        old = {key: one.family for key, one in change.kept.items() if key not in change.moved}
        families = join_families(signatures, {key: one.seen for key, one in current.items()}, change.moved, old)
        linking = link_events(change, families, current, lambda keys: read(drafts, keys))
        self.known = change.kept | linking.articles
        self.events = {block: found for block, found in self.events.items() if block not in linking.touched}
        for block, month, members in linking.events:
            found = tuple((one.report.event_id, one.joined, one.matched) for one in members)
            self.events.setdefault(block, []).append((month, found))


def linked(key: str, draft: Draft) -> Linked:
    seen = NOON + dt.timedelta(hours=draft.hours)
    return Linked(key, "s", 0, 0, seen.date(), f"{draft}", 2, None, seen)


def read(drafts: dict[str, Draft], keys: Collection[str]) -> Reports:
    return {key: reports(key, drafts[key]) for key in sorted(keys)}


def reports(key: str, draft: Draft) -> list[Report]:
    day = None if draft.day is None else DAY + dt.timedelta(days=draft.day)
    same = {"seen": NOON + dt.timedelta(hours=draft.hours), "day": day, "dates": (day, day)}
    bomb = report(key, f"Bomb {draft.story % 2} killed 12 in Riga on day {draft.day}.", start=0, **same)
    who = (side(NAMES[draft.who], "LTU"), side(NAMES[0], "LTU"))
    talks = report(key, "Both met again for long talks in Riga.", start=70, event_type="CONSULT", actors=who, **same)
    return [bomb, talks] if draft.cut > 5 else [bomb]


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.none() | DRAFTS, max_size=4), max_size=5))
def test_step_by_step_is_the_same_as_at_once(steps: list[dict[str, Draft | None]]) -> None:
    drafts: dict[str, Draft] = {}
    grown = World()
    for step in steps:
        drafts = {key: draft for key, draft in (drafts | step).items() if draft}
        grown.link(drafts)
        at_once = World()
        at_once.link(drafts)
        assert grown.known == at_once.known
        assert grown.events == at_once.events
        told = [one for found in grown.events.values() for _, members in found for one, _, _ in members]
        assert sorted(told) == sorted(one.event_id for key in drafts for one in reports(key, drafts[key]))
