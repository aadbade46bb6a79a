"""Words of accusation, request, threat, protest, talks and violence: a sentence for each sense."""

import pytest
from coded import events


def types(text: str) -> set[str]:
    """Return the types of all candidates of a text, whatever their confidence."""
    return {event.event_type for event in events(text, published=None, all_candidates=True)}


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("The prime minister attacked the opposition's plan in a radio interview.", "ACCUSE"),
        ("The senator attacked his rival for his stance on the war.", "ACCUSE"),
        ("The general launched a stinging attack on the president.", "ACCUSE"),
        ("The envoy protested in a letter to the Sudanese government.", "ACCUSE"),
        ("Venezuela's leader called the Colombian president a liar.", "ACCUSE"),
        ("Federal police in Peru are looking into whether the minister was paid.", "ACCUSE"),
        ("The union read out its demands to the governor.", "REQUEST"),
        ("Chad turned to France for help against the rebels.", "REQUEST"),
        ("Tehran hinted at retaliation against the Israeli army.", "THREATEN"),
        ("Truckers blocked the road with tyres and lorries.", "PROTEST"),
        ("Students daubed red paint on a statue of the king.", "PROTEST"),
        ("Two monks chained themselves to the gates of the embassy.", "PROTEST"),
        ("The Polish premier was in Vilnius on Monday for talks with his Lithuanian counterpart.", "CONSULT"),
        ("Talks between the two Cypriot leaders collapsed on Friday.", "REJECT"),
        ("A convoy came under fire from militants near Gao.", "ASSAULT"),
        ("Gunmen stormed the ministry at dawn.", "ASSAULT"),
        ("An attack by gunmen on a mosque left nine soldiers dead.", "ASSAULT"),
        ("A court in Sydney found the columnist in breach of the race act.", "SANCTION"),
        ("Police in Kenya captured two suspects near the border.", "COERCE"),
        ("Senator Ruth Adeyemi attacked President Bola Tinubu on Friday.", "ACCUSE"),
        ("The army of Chad dispatched troops to the flooded provinces to rescue stranded villagers.", "AID"),
    ],
)
def test_words_of_conflict_tell_their_type(sentence: str, event_type: str) -> None:
    assert event_type in types(sentence)


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("The prime minister attacked the opposition's plan in a radio interview.", "ASSAULT"),
        ("The candidate held a rally in Ohio three days before the vote.", "PROTEST"),
        ("The colonel was charged with guarding the palace.", "ACCUSE"),
        ("Police charged a teenager with theft.", "ACCUSE"),
        ("Investigators ruled out sabotage.", "REJECT"),
        ("Forty parties contested the election in Lesotho.", "REJECT"),
        ("A camera captured the president in a swimming pool.", "ASSAULT"),
        ("The United States warned its citizens to avoid the border.", "THREATEN"),
        ("Police appealed to witnesses of the crash.", "REQUEST"),
        ("Doctors urged the minister's family to let him rest.", "REQUEST"),
        ("The two ministers held a press conference in Doha.", "CONSULT"),
        ("The mayor met his family on Sunday.", "CONSULT"),
        ("Senator Ruth Adeyemi attacked President Bola Tinubu on Friday.", "ASSAULT"),
        ("The deputy asked the minister why voters should trust him.", "REQUEST"),
        ("A poll suggests that most Danes want the minister to leave.", "REQUEST"),
        ("Three soldiers from Chad were killed in an ambush.", "REJECT"),
        ("The Turkish president ended his visit to Angola.", "SANCTION"),
    ],
)
def test_other_senses_are_told_apart(sentence: str, event_type: str) -> None:
    assert event_type not in types(sentence)


def test_all_who_talk_take_part() -> None:
    found = events("Macron met Scholz on the sidelines of the summit in Bari.", published=None, all_candidates=True)
    met = next(event for event in found if event.event_type == "CONSULT")
    assert {actor.text for actor in met.actors} == {"Macron", "Scholz"}
