from collections.abc import Iterator

import pytest
from coded import events


def told(text: str) -> Iterator[str]:
    for event in events(text):
        who = "+".join(actor.text for actor in event.actors)
        whom = "+".join(actor.text for actor in event.recipients)
        yield " ".join([event.event_type, *event.modes, f"{who}>{whom}", *event.auxiliary])


ONE_EVENT = [
    ("Norway condemned Belarus.", "ACCUSE disapprove Norway>Belarus"),
    ("Belarus was condemned by Norway.", "ACCUSE disapprove Norway>Belarus"),
    ("Peru imposed sanctions on Bolivia.", "SANCTION Peru>Bolivia"),
    ("Peru lifted sanctions on Bolivia.", "CONCEDE Peru>Bolivia"),
    ("Peru threatened to impose sanctions on Bolivia.", "THREATEN relations Peru>Bolivia"),
    ("Chad agreed to hold talks with Niger.", "AGREE Chad>Niger"),
    ("Chad refused to hold talks with Niger.", "REJECT meet Chad>Niger"),
    ("Chad and Niger held talks.", "CONSULT Chad+Niger>"),
    ("The foreign minister of Ghana will visit Togo on Friday.", "AGREE The foreign minister of Ghana>Togo"),
    ("Japan urged North Korea to release the fishermen.", "REQUEST yield Japan>North Korea"),
    ("Japan called on North Korea to return to talks.", "REQUEST meet Japan>North Korea"),
    ("Police arrested two opposition leaders.", "COERCE arrest Police>two opposition leaders"),
    ("Two opposition leaders were arrested by police.", "COERCE arrest police>Two opposition leaders"),
    ("Sweden gave Ukraine weapons.", "AID Sweden>Ukraine"),
    ("Sweden stopped supplying weapons to Ukraine.", "SANCTION discontinue Sweden>Ukraine"),
    ("Rebels who had attacked the army released 20 soldiers.", "RETREAT release Rebels>20 soldiers"),
    ("Mali withdrew its troops from Sudan.", "RETREAT withdraw Mali>Sudan"),
    ("Mali will withdraw its troops from Sudan.", "CONCEDE Mali>Sudan"),
    ("The army launched an attack on the rebels.", "ASSAULT The army>the rebels"),
    ("Turkey denied supporting the rebels.", "REJECT Turkey>the rebels"),
    ("Students staged a protest against the government.", "PROTEST demo Students>the government"),
    ("Ghana agreed to release the sailors of Togo.", "AGREE Ghana>the sailors of Togo"),
    ("Norway warned Sweden that it could impose sanctions.", "THREATEN relations Norway>Sweden"),
    ("Norway requested $187 million in aid for Niger.", "REQUEST assist Norway>"),
    ("Norway asked for 20 doctors for Niger.", "REQUEST assist Norway>"),
    ("Norway requested 20 doctors for Niger.", "REQUEST Norway>"),
    ("Norway refused to see Peru isolated.", "REJECT Norway>"),
    ("Norway refused to let Peru attack Chad.", "REJECT Norway>"),
    ("Norway denied having Peru attack Chad.", "REJECT Norway>"),
    ("Polish and Czech ministers condemned Belarus.", "ACCUSE disapprove Polish+Czech ministers>Belarus"),
    ("The government criticised the government's own plan.", "ACCUSE disapprove The government>"),
    ("The parliament urged the parliament to wait.", "REQUEST The parliament>"),
    ("Norway's plan to invade Peru was condemned by Chad.", "ACCUSE disapprove Chad>Norway"),
    ("Norway made a decision to impose sanctions on Peru.", "THREATEN relations Norway>Peru"),
    ("Norway is ready to impose sanctions on Peru.", "THREATEN relations Norway>Peru"),
    ("Peru was blamed by Norway for plans for attacking the harbour.", "ACCUSE allege Norway>Peru"),
    ("Peru pulled out of the deal with Norway.", "SANCTION withdraw Peru>Norway"),
    ("Norway called for two journalists to be freed by Peru.", "REQUEST yield Norway>Peru"),
    ("Norway must release the fishermen, Japan said.", "REQUEST yield Japan>Norway"),
    (
        "Norway's foreign minister would visit Peru next week, the ministry said.",
        "AGREE Norway's foreign minister>Peru",
    ),
    (
        "Twelve villagers were killed when the army shelled their camp.",
        "ASSAULT heavy-weapons the army>Twelve villagers",
    ),
    ("A general was killed in an Israeli airstrike on Tuesday.", "ASSAULT Israeli>A general"),
    ("Peru decided not to attend the talks with Chile.", "REJECT meet Peru>Chile"),
    ("Peru agreed not to attack Chile.", "CONCEDE Peru>Chile"),
    ("Students marched through Lima to denounce the president.", "PROTEST demo Students>the president"),
    ("Norway used to arm the rebels of Sweden.", "AID Norway>the rebels of Sweden historical"),
    ("In the 1990s Norway bombed Sweden.", "ASSAULT aerial Norway>Sweden historical"),
    ("Norway condemned the kidnapping of the monks by rebels in Mali.", "ACCUSE disapprove Norway>rebels"),
    ("The mayor called Russia to stop the bombing of Sweden.", "REQUEST yield The mayor>Russia"),
    ("Three guards went on trial in Lima, accused of torturing inmates.", "ACCUSE allege >Three guards"),
    ("Two smugglers were arrested in an operation by Spanish police.", "COERCE arrest Spanish police>Two smugglers"),
    ("Twelve men died in fighting between rebels and the Malian army.", "ASSAULT rebels+the Malian army>Twelve men"),
]


@pytest.mark.parametrize(("text", "expected"), ONE_EVENT)
def test_a_sentence_tells_one_event(text: str, expected: str) -> None:
    assert expected in list(told(text))


NO_EVENT = [
    "Ministers said there were fears that Norway had attacked the port.",
    "The envoy stood in Lima with his head bowed.",
    "The team attacked from the start and beat its rivals 3-1.",
    "The president hopes to win the election.",
    "The storm killed three people in Manila.",
    "The company launched a new telephone on Monday.",
    "Scientists say the drug fights the disease.",
    "The conference will take place in June.",
    "Norway warned that the drought could destroy the harvest of Sweden.",
    "No soldiers were killed in the attack on the base.",
    "The general hopes to kill the rebels and bomb their camps.",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_what_is_no_politics_is_no_event(text: str) -> None:
    assert list(told(text)) == []


def test_a_complement_that_an_operator_takes_in_is_no_event_of_its_own() -> None:
    assert [event.event_type for event in events("Iran threatened to attack Israel.")] == ["THREATEN"]


CONTENT = [
    ("Peru urged Chile to free the miners and arrest their guards.", "REQUEST"),
    ("The senator demanded that Mali stop bombing villages and shoot nobody.", "REQUEST"),
    ("Norway has denied that it plans to invade Sweden.", "REJECT"),
    ("Iran vowed to punish Iraq by bombing Basra.", "THREATEN"),
]


@pytest.mark.parametrize(("text", "kind"), CONTENT)
def test_what_is_only_wanted_denied_or_threatened_is_no_event_of_its_own(text: str, kind: str) -> None:
    assert [event.event_type for event in events(text)] == [kind]


TOLLS = [
    ("Gunmen attacked a checkpoint in Mali on Monday. Eight soldiers were wounded in the attack.", 1),
    ("The army shelled Oslo on Monday. A child was killed, doctors said.", 1),
    ("The army shelled Oslo on Monday. A child was killed on Friday.", 2),
    ("Rebels killed three soldiers in Goma. In Bukavu, two nurses were killed.", 2),
]


@pytest.mark.parametrize(("text", "number"), TOLLS)
def test_the_toll_of_an_attack_is_told_with_it(text: str, number: int) -> None:
    assert len([event for event in events(text) if event.event_type == "ASSAULT"]) == number


def test_a_happening_told_twice_is_one_event_with_a_mention() -> None:
    found = events("Rebels attacked the army in Goma. The rebels attacked the army on Monday, officials said.")
    assert [(event.event_type, len(event.mentions)) for event in found if event.event_type == "ASSAULT"] == [
        ("ASSAULT", 1)
    ]


def test_an_owner_who_is_acted_upon_says_what_is_owned() -> None:
    [event] = events("Turkey rejected Norway's demands.")
    assert "recipient Norway: owner of demands: country name, as a state" in event.explanation


def test_a_trigger_stands_in_its_sentence_though_the_parser_ends_one_within_a_compound() -> None:
    found = events(" and lawyer strike while  by political prisoner that  against DNK [  in SVK .  “  ")
    assert [event.trigger.text for event in found] == ["strike"]
    assert all(event.sentence.start <= event.trigger.start < event.sentence.end for event in found)
