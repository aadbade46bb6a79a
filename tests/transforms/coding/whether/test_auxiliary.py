"""Whether an event happened."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.coding import lexicon
from transforms.coding.candidate import Candidate
from transforms.coding.story import Story
from transforms.coding.whether import labels as whether
from transforms.coding.whether.auxiliary import auxiliaries

HAPPENED = [
    ("The army shelled the harbour on Monday.", "shelled"),
    ("Rebels attacked the convoy without warning.", "attacked"),
    ("The treaty that ended the war was signed in May 2024.", "signed"),
    ("They signed the 1998 treaty.", "signed"),
    ("The president has called an urgent meeting.", "meeting"),
    ("Officials said that rebels burned the mill.", "burned"),
    ("The 2019 law did not stop them, so guards shot him.", "shot"),
    ("The rebels not only burned the mill.", "burned"),
    ("Norland was the first state to recognise the island.", "recognise"),
    ("A month ago guards beat the singer.", "beat"),
    ("Almost forty soldiers were killed.", "killed"),
    ("Rebels killed nearly forty soldiers.", "killed"),
    ("Nearly all rebels have withdrawn.", "withdrawn"),
    ("Mr Karim, president from 1998 to 2003, was arrested.", "arrested"),
    ("Guards have arrested a man over a 2012 attack.", "arrested"),
    ("A court convicted him on Monday in a 2012 murder.", "convicted"),
    ("The singer was born in 1980 and was beaten on Monday.", "beaten"),
    ("The union condemned the 2003 invasion.", "condemned"),
    ("Rebels raided the harbour again after a raid on the mill in 2004.", "raided"),
    ("The man is charged with the murder of a singer in 2012.", "charged"),
]
NEGATED = [
    ("The army did not shell the harbour.", "shell"),
    ("The guards left without beating anyone.", "beating"),
    ("The rebels failed to capture the bridge.", "capture"),
    ("No soldiers were killed.", "killed"),
    ("There was no attack on the harbour.", "attack"),
    ("Neither side has released its captives.", "released"),
    ("The rebels never attacked the harbour.", "attacked"),
    ("Police prevented an attack on the harbour.", "attack"),
    ("Nobody was arrested.", "arrested"),
    ("The army has not begun to withdraw.", "withdraw"),
    ("The army almost shelled the harbour.", "shelled"),
    ("Rebels nearly captured the bridge.", "captured"),
    ("The envoy was nearly killed on Monday.", "killed"),
    ("Neither the army nor the rebels shelled the harbour.", "shelled"),
]
PLANNED = [
    ("The army will shell the harbour.", "shell"),
    ("The king is to visit Oslo.", "visit"),
    ("The envoy is going to visit Oslo.", "visit"),
    ("The minister plans to visit Oslo.", "visit"),
    ("The king was due to visit Oslo.", "visit"),
    ("He said he would visit Oslo.", "visit"),
    ("The captives are scheduled to be released on Friday.", "released"),
    ("The planned attack worries them.", "attack"),
    ("The army will begin to withdraw.", "withdraw"),
]
SUPPOSED = [
    ("Norland could attack the harbour.", "attack"),
    ("The law would allow guards to arrest strikers.", "arrest"),
    ("They called for sanctions on Norland.", "sanctions"),
    ("The council demanded that the army withdraw.", "withdraw"),
    ("Troops were sent to seize the bridge.", "seize"),
    ("Villagers live under the threat of attack.", "attack"),
    ("Guards may arrest anyone who shouts.", "arrest"),
    ("Unless rebels release the captives, the talks are over.", "release"),
    ("The mayor suggested that the army withdraw.", "withdraw"),
    ("Organisers called for people to assemble at noon.", "assemble"),
    ("The council held a vote to expel the envoy.", "expel"),
    ("He urged the army to withdraw.", "withdraw"),
]
OLD = [
    ("In 1998, the army shelled the harbour.", "shelled"),
    ("The army shelled the harbour in May 1998.", "shelled"),
    ("He has been jailed since 2014.", "jailed"),
    ("They marked the anniversary of the massacre.", "massacre"),
    ("The country left the bloc ten years ago.", "left"),
    ("The group had kidnapped tourists in 2009.", "kidnapped"),
    ("The 2014 abduction of pilgrims shocked the country.", "abduction"),
    ("Guards seized the mayor in 2011 and beat him.", "beat"),
    ("The editor was seized and shot in 1998.", "seized"),
    ("The strikes began late last year.", "began"),
    ("The army bombed the town in the 1980s.", "bombed"),
    ("Her father was killed in the 1994 genocide.", "killed"),
    ("The general who overthrew the king in a 2013 coup met the envoys on Monday.", "overthrew"),
    ("In 2005, the union said that guards beat the singer.", "beat"),
    ("The mayor took office in May 2001, when crowds burned the palace.", "burned"),
    ("In 2009, the court banned the party after an attack on the harbour.", "attack"),
    ("The paper printed two articles in 2009 in which he condemned the envoy.", "condemned"),
    ("Norland had previously attacked the island.", "attacked"),
    ("The attacks of 2001 changed the country.", "attacks"),
    ("The September 11, 2001 attacks changed the country.", "attacks"),
    ("The union opposed the law but agreed to it following its defeat in May last year.", "opposed"),
    ("In the past, the union has accused the mayor of theft.", "accused"),
    ("Two years earlier, guards arrested the singer.", "arrested"),
]
TABLE = [
    *((text, word, ()) for text, word in HAPPENED),
    *((text, word, ("negation",)) for text, word in NEGATED),
    *((text, word, ("future",)) for text, word in PLANNED),
    *((text, word, ("hypothetical",)) for text, word in SUPPOSED),
    *((text, word, ("historical",)) for text, word in OLD),
]


def labels(made: Story, word: str, event_type: str = "ASSAULT", **more: tuple[str, ...]) -> tuple[str, ...]:
    head = next(token for token in made.doc if token.text == word)
    candidate = Candidate(head, (head,), event_type, auxiliary=more.get("auxiliary", ()), path=more.get("path", ()))
    return auxiliaries(candidate, made)


@pytest.mark.parametrize(("text", "word", "expected"), TABLE)
def test_words_above_an_event_tell_whether_it_happened(
    story: Callable[..., Story], text: str, word: str, expected: tuple[str, ...]
) -> None:
    assert labels(story(text), word) == expected


def test_what_an_operator_made_of_a_future_is_no_future(story: Callable[..., Story]) -> None:
    assert labels(story("The king will visit Oslo."), "visit", "AGREE", path=("operator: WILL of CONSULT",)) == ()


def test_what_an_operator_made_of_a_refusal_is_no_negation(story: Callable[..., Story]) -> None:
    made = story("The king said he will not visit Oslo.")
    assert labels(made, "visit", "REJECT", path=("operator: WILL_NOT of CONSULT",)) == ()


def test_what_the_operators_said_is_kept_in_the_order_of_the_vocabulary(story: Callable[..., Story]) -> None:
    made = story("In 1998, the army did not shell the harbour.")
    assert labels(made, "shell", auxiliary=("hypothetical",)) == ("historical", "hypothetical", "negation")


UNDATED = [
    ("In 1998, guards shot him. The inquiry of 2009 said so.", "shot", True),
    ("Guards shot him in 2009.", "shot", True),
    ("Guards shot him on 3 May 2009.", "shot", False),
    ("Guards shot him in 2009. The inquiry opened on 3 June 2009.", "shot", False),
    ("Guards shot him in May 2009.", "shot", True),
    ("The 2009 abduction of pilgrims shocked the country.", "abduction", True),
    ("2009 abduction of Norland's pilgrims", "abduction", False),
    ("Guards shot him. The games are planned for 2012.", "shot", False),
    ("Norland pledged to close its mills by 2012.", "pledged", False),
]


@pytest.mark.parametrize(("text", "word", "old"), UNDATED)
def test_without_a_date_of_publication_a_year_told_alone_is_past(
    story: Callable[..., Story], text: str, word: str, old: bool
) -> None:
    assert ("historical" in labels(story(text, published=None), word)) == old


TOLD_ON = [
    ("In February 2005, a senator saw the gap. He urged the agency to close it.", "urged", True),
    ("In 1998, soldiers burned the mill. At the time, the villagers were deported.", "deported", True),
    ("In 1998, soldiers burned the mill. They left. The villagers were deported.", "deported", True),
    ("The envoy came to Oslo. Six years later he was jailed.", "jailed", False),
    ("In 1998, soldiers burned the mill.\nThe villagers were deported.", "deported", False),
    ("In 1998, soldiers burned the mill. On Monday, the villagers were deported.", "deported", False),
    ("In 1998, soldiers burned the mill. The villagers have been deported.", "deported", False),
    ("In 1998, soldiers burned the mill. The mayor said the villagers were deported.", "deported", False),
    ("The mill has been shut since 1998. The villagers were deported.", "deported", False),
    ("The envoy met the king. Last summer, Norland expelled his son.", "expelled", True),
    ("The envoy met the king. Earlier this year, guards beat his son.", "beat", True),
    ("The envoy met the king. Last April, guards also beat his son.", "beat", True),
    ("The envoy met the king. Last week, guards beat his son.", "beat", False),
    ("Earlier this year, guards beat the envoy. He met the king.", "beat", False),
    ("The envoy met the king. Norland had urged him to stay away.", "urged", True),
    ("The envoy met the king. Two weeks earlier, Norland had urged him to stay away.", "urged", False),
    ("The envoy met the king. Norland had just urged him to stay away.", "urged", False),
    ("The envoy met the king. On Monday, Norland had urged him to stay away.", "urged", False),
    ("The envoy met the king. The paper said Norland had urged him to stay away.", "urged", False),
    ("Crowds recalled the strikes that toppled the then president.", "toppled", True),
]


@pytest.mark.parametrize(("text", "word", "old"), TOLD_ON)
def test_what_a_story_looks_back_to_is_old(story: Callable[..., Story], text: str, word: str, old: bool) -> None:
    assert ("historical" in labels(story(text), word)) == old


def test_a_date_of_last_year_that_is_near_is_not_old(story: Callable[..., Story]) -> None:
    made = story("Guards shot him on 20 December 2023. In May 2023 they burned the mill.", published="2024-01-09")
    assert labels(made, "shot") == ()
    assert labels(made, "burned") == ("historical",)


def test_an_event_noun_is_judged_by_its_light_verb(story: Callable[..., Story]) -> None:
    made = story("The envoys did not hold talks.")
    verb, noun = made.doc[4], made.doc[5]
    assert auxiliaries(Candidate(noun, (verb, noun), "CONSULT"), made) == ("negation",)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(text=st.text(alphabet=st.sampled_from("ab if not will 1998, 's ago years\n.\"?"), max_size=120))
def test_any_text_is_read_without_a_crash(nlp: Language, text: str) -> None:
    made = Story("any", text, "", None, nlp(text))
    for token in made.doc:
        auxiliaries(Candidate(token, (token,), "ASSAULT"), made)


@pytest.mark.parametrize(
    ("row", "cause"),
    [("will\tsomewhere\tfuture", "'somewhere' is no place"), ("will\tmodal\tsoon", "'soon' is no auxiliary")],
)
def test_a_word_that_cannot_be_is_refused_with_its_line(row: str, cause: str, tmp_path: Path) -> None:
    (tmp_path / "auxiliaries.tsv").write_text(f"# words\n{row}\n", encoding="utf-8")
    with lexicon.used(tmp_path), pytest.raises(lexicon.LexiconError, match=rf"auxiliaries\.tsv:2: {cause}"):
        whether.table()
