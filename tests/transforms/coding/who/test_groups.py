from collections.abc import Callable

import pytest

from transforms.coding.story import Story
from transforms.coding.who.groups import group

Make = Callable[..., Story]


@pytest.mark.parametrize(
    ("text", "head", "parties"),
    [
        ("Norway and Sweden met. The two countries agreed to trade.", "countries", ["Norway", "Sweden"]),
        ("Norway said the police of Sweden had left and the two countries agreed.", "countries", ["Norway", "Sweden"]),
        ("Chad, Mali and Niger met. The three nations agreed.", "nations", ["Chad", "Mali", "Niger"]),
        ("Norway met Sweden in Chad. Both governments agreed.", "governments", ["Norway", "Sweden"]),
        ("Chad called. Later Niger answered. These two neighbours agreed.", "neighbours", ["Chad", "Niger"]),
        ("Ms Anna Berg met Mr Carl Dahl. The two men agreed.", "men", ["Anna Berg", "Carl Dahl"]),
        ("The kings of Norway and Sweden met. Both leaders agreed.", "leaders", ["Norway", "Sweden"]),
        ("Chad, Mali and Niger met. The two countries agreed.", "countries", []),
        ("Norway and Sweden met. Two countries agreed.", "countries", []),
        ("Norway and Sweden met. The two countries that border Chad agreed.", "countries", []),
        ("Norway and Sweden met. The two Korean leaders agreed.", "leaders", []),
        ("Norway and Sweden met. The two leaders of the group agreed.", "leaders", []),
        ("The two countries agreed.", "countries", []),
        ("Norway and Sweden met. The two dogs agreed.", "dogs", []),
    ],
)  # fmt: skip
def test_as_many_as_were_named_last_are_meant(story: Make, text: str, head: str, parties: list[str]) -> None:
    told = story(text)
    found = group(next(token for token in told.doc if token.text == head), told)
    assert [party.actor.text.removeprefix("Ms ").removeprefix("Mr ") for party in found] == parties
    assert all(told.text[party.actor.start : party.actor.end] == party.actor.text for party in found)
