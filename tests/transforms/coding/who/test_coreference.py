from collections.abc import Callable

import pytest

from transforms.coding.story import Story
from transforms.coding.who.coreference import antecedent


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Peru recalled its envoy. It gave no reason.", "It", "Peru"),
        ("The rebels seized a bank. They freed nobody.", "They", "rebels"),
        ("Minister Ana Lopez visited Chad. She praised the army.", "She", "Lopez"),
        ("Angola closed the border. Critics of the country protested.", "country", "Angola"),
        ("Boko Haram raided a school. The group freed the girls.", "group", "Haram"),
        ("Robert Mugabe fell ill. The dictator was ninety.", "dictator", "Mugabe"),
        ("The soldiers who fired were punished.", "who", "soldiers"),
        ("The weather turned.", "weather", None),
        ("Omar Keita said that Rashid Adamu complained about his cell.", "his", "Adamu"),
        ("Rashid Adamu won. Adamu said the trial of Omar Keita was a farce. He blamed aides.", "He", "Adamu"),
        ("Rashid Adamu spoke to a judge. He smiled.", "He", "Adamu"),
        ("Maria Lund met Peter Olsen. She smiled.", "She", "Lund"),
        ("Peru spoke. The chief rode in a helicopter when it came under fire.", "it", None),
        ("Peru spoke. Lima was calm when it signed.", "it", "Lima"),
        ("Maria Lund met Peter Olsen. He smiled.", "He", "Olsen"),
        ("Emmanuel Macron met envoys from Chile. The country sent troops.", "country", "Macron"),
        ("Emmanuel Macron visited Chad. The country asked for troops.", "country", "Chad"),
        ("Emmanuel Macron spoke in Chad. The country asked for troops.", "country", "Chad"),
        ("Peru's exports fell. Chile's economy grew as the country spent more.", "country", "Chile"),
        ("Peru votes. Peru is calm. Delegations from Chad and Niger left before the country's holiday.", "country",
         "Peru"),
        ("Emmanuel Macron met envoys from Chile. The government sent troops.", "government", "Macron"),
    ],
)  # fmt: skip
def test_pronouns_and_descriptions_find_whom_they_take_up(
    story: Callable[..., Story], text: str, word: str, expected: str | None
) -> None:
    told = story(text)
    found = antecedent(next(token for token in told.doc if token.text == word), told)
    assert (found.text if found else None) == expected


def test_we_is_the_speaker(story: Callable[..., Story]) -> None:
    told = story('"We will not leave," General Karim said.')
    found = antecedent(told.doc[1], told)
    assert found
    assert found.text == "Karim"


def test_we_in_a_quotation_that_goes_on_is_its_speaker(story: Callable[..., Story]) -> None:
    told = story('"We will stay," General Karim said. "We have orders."')
    found = antecedent(next(token for token in told.doc[8:] if token.text == "We"), told)
    assert found
    assert found.text == "Karim"


def test_a_she_is_no_king(story: Callable[..., Story]) -> None:
    told = story("The king fell. She laughed.")
    assert antecedent(told.doc[4], told) is None
