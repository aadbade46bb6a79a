from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.coding.candidate import Candidate
from transforms.coding.how_many.counts import count_people
from transforms.coding.story import Story

MakeStory = Callable[..., Story]
Counted = list[tuple[str, int | None, int | None]]


def counted(story: Story, trigger: str, event_type: str = "ASSAULT") -> Counted:
    head = next(token for token in story.doc if token.text == trigger)
    found = count_people(Candidate(head, (head,), event_type), story)
    assert all(story.text[each.start : each.end] == each.text for each in found)
    return [(each.kind, each.minimum, each.maximum) for each in found]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("A bomb exploded, killing 12 people.", "exploded", [("killed", 12, 12)]),
        ("The attack left 5 dead.", "attack", [("killed", 5, 5)]),
        ("12 people were killed in the attack.", "attack", [("killed", 12, 12)]),
        ("The death toll from the clashes rose to 40.", "clashes", [("killed", 40, 40)]),
        ("Gunmen abducted more than 270 schoolgirls.", "abducted", [("abducted", 270, None)]),
        ("The killing of twenty-three men shocked the town.", "killing", [("killed", 23, 23)]),
        ("The blast killed 3 and injured 8 others.", "blast", [("killed", 3, 3), ("injured", 8, 8)]),
        ("A suicide bomber killed himself and seven others.", "killed", [("killed", 7, 7)]),
        ("Between 5 and 7 soldiers were killed.", "killed", [("killed", 5, 7)]),
        ("Between twenty and thirty villagers were killed by rebels.", "killed", [("killed", 20, 30)]),
        ("Three of the villagers were shot dead by rebels.", "shot", [("killed", 3, 3)]),
        ("At least 10,000 civilians have been displaced by the fighting.", "fighting", [("displaced", 10_000, None)]),
        ("The raid killed five people, two of them children.", "raid", [("killed", 5, 5)]),
        ("In 2014 the army killed 2,000 people in 3 days.", "killed", [("killed", 2000, 2000)]),
        ("Rebels hacked to death six villagers.", "hacked", [("killed", 6, 6)]),
        ("A gunman shot dead a teacher.", "shot", [("killed", 1, 1)]),
        ("Gunmen abducted 53 pupils and two teachers.", "abducted", [("abducted", 55, 55)]),
        ("The attack that killed nine men was condemned.", "attack", [("killed", 9, 9)]),
    ],
)
def test_the_dead_and_hurt_belong_to_their_attack(story: MakeStory, text: str, trigger: str, expected: Counted) -> None:
    assert counted(story(text), trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "event_type", "expected"),
    [
        ("Police arrested two dozen protesters.", "arrested", "COERCE", [("arrested", 24, 24)]),
        ("The group freed 5 of 12 hostages.", "freed", "RETREAT", [("released", 5, 5)]),
        ("Tens of thousands of people marched in the capital.", "marched", "PROTEST", [("protesters", 10_000, None)]),
        ("Turkey deployed 1,200 troops to the border.", "deployed", "MOBILIZE", [("troops", 1200, 1200)]),
        ("The minister condemned the attack that killed nine men.", "condemned", "ACCUSE", []),
        ("The union imposed sanctions on 5 banks.", "imposed", "SANCTION", []),
        ("The court released two photographs.", "released", "RETREAT", []),
        ("A dozen people, including four policemen, were wounded.", "wounded", "ASSAULT", [("injured", 12, 12)]),
        ("The ministers met for 3 days.", "met", "CONSULT", []),
    ],
)
def test_people_are_counted_by_what_is_done_to_them(
    story: MakeStory, text: str, trigger: str, event_type: str, expected: Counted
) -> None:
    assert counted(story(text), trigger, event_type) == expected


WORDS = "12 dozens of people were killed in the attack , and wounding thousand at least dead left 5"


@settings(derandomize=True, max_examples=20, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        min_size=1,
        max_size=12,
    )
)
def test_any_text_is_counted_with_true_spans(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    told = Story("s", text, "", None, nlp(text))
    for token in told.doc:
        for found in count_people(Candidate(token, (token,), "ASSAULT"), told):
            assert text[found.start : found.end] == found.text
            assert found.minimum is None or found.maximum is None or found.minimum <= found.maximum
