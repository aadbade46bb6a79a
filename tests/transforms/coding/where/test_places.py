from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.coding.candidate import Candidate
from transforms.coding.story import Story
from transforms.coding.where.placenames import cities, countries, country_name, fold, is_city, not_places, regions
from transforms.coding.where.places import Placing, place_event, placing

MakeStory = Callable[..., Story]


def placed(
    story: Story,
    trigger: str,
    event_type: str = "ASSAULT",
    parties: tuple[str, ...] = (),
    auxiliary: tuple[str, ...] = (),
) -> Placing:
    head = next(token for token in story.doc if token.text == trigger)
    return placing(Candidate(head, (head,), event_type, auxiliary=auxiliary), story, parties)


@pytest.mark.parametrize(
    ("text", "trigger", "words", "country", "admin1"),
    [
        ("Rebels attacked a convoy in Aleppo on Monday.", "attacked", "Aleppo", "SYR", "09"),
        ("Rebels attacked a convoy near the northern city of Kunduz, Afghanistan.", "attacked", "Kunduz", "AFG", "24"),
        ("Thousands protested in Tripoli, Lebanon.", "protested", "Tripoli", "LBN", "09"),
        ("Thousands protested in Tripoli.", "protested", "Tripoli", "LBY", "77"),
        ("The Kabul bombing killed nine.", "bombing", "Kabul", "AFG", "13"),
        ("A bomb exploded outside Baghdad University.", "exploded", "Baghdad", "IRQ", "07"),
        ("Rebels attacked troops in eastern Ukraine.", "attacked", "Ukraine", "UKR", None),
        ("Clashes broke out in Sudan's Darfur region.", "Clashes", "Darfur", "SDN", None),
        ("Workers in Washington State went on strike.", "strike", "Washington", "USA", "WA"),
        ("Police in Georgia arrested ten men.", "arrested", "Georgia", "GEO", None),
        ("Gunmen raided a school in the village of Kurumin, in Kaduna State.", "raided", "Kurumin", "NGA", None),
        ("Officials met in Cameroon's capital.", "met", "Cameroon's capital", "CMR", "11"),
        ("Jets struck Kobani at dawn.", "struck", "Kobani", "SYR", None),
    ],
)
def test_an_event_is_where_its_own_words_say(
    story: MakeStory, text: str, trigger: str, words: str, country: str, admin1: str | None
) -> None:
    found = placed(story(text), trigger).location
    assert found
    assert (found.text, found.country, found.admin1) == (words, country, admin1)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("The prime minister visited Riyadh on Monday.", "visited", "Riyadh"),
        ("The minister made a visit to Saudi Arabia.", "visit", "Saudi Arabia"),
        ("The minister will travel to Oslo.", "travel", "Oslo"),
    ],
)
def test_a_visit_is_where_it_goes(story: MakeStory, text: str, trigger: str, words: str) -> None:
    found = placed(story(text), trigger, "CONSULT").location
    assert found
    assert found.text == words


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Moscow said rebels attacked troops.", "attacked"),
        ("France condemned the attack.", "condemned"),
        ("In May most people stayed, and rebels attacked troops.", "attacked"),
        ("Rebels attacked troops in March.", "attacked"),
        ("In 2007, the United States government attacked it.", "attacked"),
        ("Rebels attacked troops in Iran's interest.", "attacked"),
    ],
)
def test_a_party_or_a_common_word_is_no_place(story: MakeStory, text: str, trigger: str) -> None:
    assert placed(story(text), trigger, "ACCUSE").location is None


def test_a_town_lies_in_the_country_of_the_parties(story: MakeStory) -> None:
    told = story("Rebels attacked a convoy in Tripoli.")
    found = place_event(Candidate(told.doc[1], (told.doc[1],), "ASSAULT"), told, ("LBN",))
    assert found
    assert found.country == "LBN"


def test_a_country_has_no_coordinates_and_a_town_has(story: MakeStory) -> None:
    country = placed(story("Rebels attacked troops in Mali."), "attacked").location
    town = placed(story("Rebels attacked troops in Bamako."), "attacked").location
    assert country
    assert town
    assert (country.name, country.latitude, country.longitude, country.geonames_id) == ("Mali", None, None, None)
    assert town.latitude == pytest.approx(12.6, abs=0.2)
    assert town.geonames_id


def test_the_dateline_is_the_last_resort_and_said_so(nlp: Language) -> None:
    text = "TRIPOLI, Lebanon (AP) - Gunmen killed two men. They had killed one in Sidon."
    told = Story("s", text, "", None, nlp(text[24:]), 24)
    told.dateline_place = told.characters(-24, -17)
    found = placed(told, "killed")
    assert found.rule == "dateline"
    assert found.location
    assert (found.location.text, found.location.country) == ("TRIPOLI", "LBN")
    assert placed(told, "killed", auxiliary=("historical",)).location is None


def test_the_data_files_are_sound() -> None:
    assert len(countries()) > 250
    assert len(regions()) > 400
    assert all(country_name(region.country) for region in regions().values())
    assert not is_city("May")
    assert cities("Odessa")[0].country == "UKR"
    assert fold("of") in not_places()


WORDS = "in at Sudan 's capital of the city Paris , Lebanon Red Sea attacked New York March 9 ( - to"


@settings(derandomize=True, max_examples=20, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        min_size=1,
        max_size=10,
    )
)
def test_any_text_gives_true_spans(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    told = Story("s", text, "", None, nlp(text))
    for token in told.doc:
        found = place_event(Candidate(token, (token,), "CONSULT"), told, ("FRA",))
        assert found is None or text[found.start : found.end] == found.text
