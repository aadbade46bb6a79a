from collections.abc import Callable

import pytest
from readings import read

from transforms.coding.story import Story
from transforms.coding.who.parties import acting
from transforms.coding.who.recipients import recipients

Make = Callable[..., Story]


def sides(story: Story, word: str) -> str:
    """Return who acts and to whom, as the reading of a word tells it."""
    known = read(story, word)
    doers = acting(*known)
    done_to = recipients(*known, doers)
    return ">".join("+".join(member.party.actor.text for member in side) for side in (doers, done_to))


ACTORS = [
    ("what kills is no actor", "A land mine killed three soldiers.", "killed", ">three soldiers"),
    ("nor is an attack", "An attack on government offices killed nine guards.", "killed", ">nine guards"),
    ("who fights does", "Fighting between Houthi rebels and Saudi troops killed twelve farmers.", "killed",
     "Houthi rebels+Saudi troops>twelve farmers"),
    ("by-phrase of the noun", "The bus came under attack by fighters of the junta.", "came", "fighters of the junta>"),
    ("whence people are deported", "Two Danes were deported from Ethiopia.", "deported", "Ethiopia>Two Danes"),
    ("by-phrase of the verb below", "The senator was asked to concede on Monday by the mayor.", "asked",
     "the mayor>The senator"),
    ("lists behind of", "The presidents of Peru and Chile met in Lima.", "met", "The presidents of Peru+Chile>"),
    ("no list over a colon", "Togo released four monks: Ayo Ba, Kofi Adu and Issa Ido.", "released", "Togo>four monks"),
    ("a neighbour is another", "Ghana's neighbour Togo invaded Benin.", "invaded", "Togo>Benin"),
    ("all who sign act", "Chad and Niger signed a pact.", "signed", "Chad+Niger>"),
    ("the outer half of a place is nobody", "Police in Leeds, England detained two monks.", "detained",
     "Police>two monks"),
    ("but a name behind an opening phrase is", "After talks with Chad, Niger condemned Togo.", "condemned",
     "Niger>Togo"),
    ("where a bombing was did not bomb", "Norway condemned the Mosul bombing of a shrine.", "condemned", "Norway>"),
    ("they are all of them", "The kings of Norway and Denmark left. They condemned Chad.", "condemned",
     "They+Denmark>Chad"),
    ("a name behind a counterpart", "Kenya's king met his Omani counterpart, Salim Harthy, in Muscat.", "met",
     "Kenya's king+Salim Harthy>"),
    ("a long list is told whole", "Norway, Sweden, Finland, Denmark, Iceland and Latvia condemned Chad.", "condemned",
     "Norway+Sweden+Finland+Denmark+Iceland+Latvia>Chad"),
    ("a list of names", "Olsen, Lund and Berg condemned Chad.", "condemned", "Olsen+Lund+Berg>Chad"),
    ("a surname that is a month", "Prime Minister Theresa May condemned Chad.", "condemned",
     "Prime Minister Theresa May>Chad"),
    ("who is about to", "Turkey was about to attack Syria.", "was", "Turkey>Syria"),
    ("who claims it", "Rebels claimed responsibility for the raid that killed nine monks.", "killed",
     "Rebels>nine monks"),
    ("who was behind it", "The front was behind the blast that killed nine monks.", "killed", "The front>nine monks"),
    ("by whom it is claimed", "Nine monks were killed in a raid claimed by the rebels.", "killed",
     "the rebels>Nine monks"),
    ("not who denies it", "Rebels denied responsibility for the raid that killed nine monks.", "killed",
     ">nine monks"),
    ("some of them by name", "Several clubs, including Hamas and Fatah, condemned Chad.", "condemned",
     "Hamas+Fatah>Chad"),
    ("rivals of nobody named", "Rival gangs attacked a village.", "attacked", "Rival gangs>a village"),
    ("a newspaper is not its country", "The China Post condemned Togo.", "condemned", "The China Post>Togo"),
    ("nor is a bank", "The Kenya Standard criticized Togo.", "criticized", "The Kenya Standard>Togo"),
    ("nor another", "The Chad Herald praised Togo.", "praised", "The Chad Herald>Togo"),
    ("how somebody died", "The nurse was killed by the administration of a vaccine.", "killed", ">The nurse"),
    ("who is signed with does not", "Chad signed a pact with Niger.", "signed", "Chad>Niger"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "parties"), [row[1:] for row in ACTORS], ids=[row[0] for row in ACTORS])
def test_who_acts(story: Make, text: str, word: str, parties: str) -> None:
    assert sides(story(text), word) == parties


RECIPIENTS = [
    ("money is no party", "Norway committed 20 million euros to the fund.", "committed", "Norway>"),
    ("an office is none", "Marta Ruiz stepped down as prime minister.", "stepped", "Marta Ruiz>"),
    ("nor are own troops", "Moscow will not withdraw its soldiers.", "withdraw", "Moscow>"),
    ("nor a place of protest", "Students rallied in Turkey's largest city.", "rallied", "Students>"),
    ("but whose border it is", "The army deployed tanks near the border with Ukraine.", "deployed", "The army>Ukraine"),
    ("the victim is not condemned", "Kenya condemned the kidnapping of two nuns.", "condemned", "Kenya>"),
    ("the doer is", "Kenya condemned Chad's kidnapping of two nuns.", "condemned", "Kenya>Chad"),
    ("the freed are not asked", "Egypt called for the release of the sailors.", "called", "Egypt>"),
    ("who is to be freed is not", "The senator demanded that the activist be freed.", "demanded", "The senator>"),
    ("who is told to be is", "The judge told the minister to be quiet.", "told", "The judge>the minister"),
    ("a denial is of nobody", "Sudan denied that its soldiers were responsible.", "denied", "Sudan>"),
    ("the issuer of the rejected", "The court rejected a petition submitted by the opposition.", "rejected",
     "The court>the opposition"),
    ("some of those who issued it", "The court rejected a motion filed by 12 of the senators.", "rejected",
     "The court>the senators"),
    ("a list torn apart", "At a camp in Bor, a mine killed two Chilean nurses and at least nine villagers on Friday.",
     "killed", ">two Chilean nurses+at least nine villagers"),
    ("an inquiry is its maker's", "The ministry opened its inquiry.", "opened", "The ministry>"),
    ("who is sent is not sent against", "Chad announced the deployment of reserve troops.", "announced", "Chad>"),
    ("the holder", "The plan held by the mayor drew fire from unions.", "drew", "unions>the mayor"),
    ("people, whoever", "Police arrested seven guards.", "arrested", "Police>seven guards"),
    ("a sum is not killed", "The Senate gave out $10 million.", "gave", "The Senate>"),
    ("a boat is struck", "The trawler rammed a coast guard boat.", "rammed", "The trawler>a coast guard boat"),
    ("each other", "Chad and Niger accused each other of spying.", "accused", "Chad+Niger>Chad+Niger"),
    ("one another", "The two generals accused one another of starting it.", "accused",
     "The two generals>The two generals"),
    ("not those who meet", "Chad and Niger visited each other.", "visited", "Chad+Niger>"),
    ("from whom a place is taken", "Soldiers recaptured the village from rebels.", "recaptured", "Soldiers>rebels"),
    ("the people aboard", "Rebels ambushed a truck carrying nurses.", "ambushed", "Rebels>nurses"),
    ("the people inside", "Jets bombed a school that housed refugees.", "bombed", "Jets>refugees"),
    ("nobody's cargo", "Rebels ambushed a truck carrying rice.", "ambushed", "Rebels>a truck"),
    ("own forces are not acted upon", "Nepal mobilized the Army and police.", "mobilized", "Nepal>"),
    ("whose call it was", "Iran rejected a State Department call to free two sailors.", "rejected",
     "Iran>State Department"),
    ("who is visiting", "A lawyer filed a lawsuit in a Lima court against visiting President Ana Rios.", "filed",
     "A lawyer>President Ana Rios"),
    ("who is said to have done it", "The prosecutor alleged that the senator had taken bribes.", "alleged",
     "The prosecutor>the senator"),
    ("not who suffered it", "The prosecutor alleged that the senator was beaten.", "alleged", "The prosecutor>"),
    ("not what else is told", "The minister complained that the war had begun.", "complained", "The minister>"),
    ("some of them by name", "Police arrested ten activists, including Ana Lopez.", "arrested",
     "Police>ten activists+Ana Lopez"),
    ("a body among them", "Peru sanctioned 35 countries, including the EU bloc.", "sanctioned",
     "Peru>35 countries+the EU bloc"),
    ("nobody cuts his own trade", "Norway's king levied tariffs on exports to Norway from Peru.", "levied",
     "Norway's king>Peru"),
    ("villages between towns", "Rebels attacked nearly ten villages between the towns of Bria and Birao.", "attacked",
     "Rebels>nearly ten villages"),
    ("a strait is nobody", "Iran blockaded the strait.", "blockaded", "Iran>"),
    ("towns by name", "Rebels attacked the towns of Bria and Birao.", "attacked", "Rebels>the towns of Bria+Birao"),
    ("villages by name", "Jets bombed the villages of Kama and Ledo.", "bombed", "Jets>the villages of Kama+Ledo"),
    ("provinces by name", "Rebels seized the provinces of Sofala and Andra Pradesh.", "seized",
     "Rebels>the provinces of Sofala+Andra Pradesh"),
    ("a war is nobody", "Peru condemned the Iraq War.", "condemned", "Peru>"),
    ("nor is an act", "Peru opposed the Syria Accountability Act.", "opposed", "Peru>"),
    ("nor a deal", "Peru endorsed the Green New Deal.", "endorsed", "Peru>"),
    ("who is threatened is not condemned", "Peru condemned threats against Israel.", "condemned", "Peru>"),
    ("who threatens is", "Peru condemned Iran's threats against Israel.", "condemned", "Peru>Iran"),
    ("nor asked to stop", "The opposition demanded that the threats against the country stop.", "demanded",
     "The opposition>"),
    ("the far side of a border", "Chadian troops massed at Niger's border with Chad.", "massed",
     "Chadian troops>Niger"),
    ("of whose border it is", "Russian troops massed near Ukraine's border with Russia.", "massed",
     "Russian troops>Ukraine"),
    ("not one's own side", "Kenyan soldiers gathered at Somalia's border with Kenya.", "gathered",
     "Kenyan soldiers>Somalia"),
    ("who is sacked made nobody quit", "The senators quit their posts over the sacking of Minister Dan Nica.", "quit",
     "The senators>"),
    ("who is arrested is not struck against", "The unions walked out over the arrest of the mayor.", "walked",
     "The unions>"),
    ("who is killed is not left", "Kenya withdrew troops over the killing of a senator.", "withdrew", "Kenya>"),
    ("whom they asked not to jail", "Peru protested against detaining nurses.", "protested", "Peru>"),
    ("a person, not the country", "Police arrested a British agent.", "arrested", "Police>a British agent"),
    ("nor is whose envoys are to be", "Peru demanded the release of Chad's envoys.", "demanded", "Peru>"),
    ("nor for whom a thing is asked", "Kenya sought visas for envoys of Chad.", "sought", "Kenya>"),
    ("against whom sanctions are", "The council of Kenya recommended the suspension of sanctions against Chad.",
     "recommended", "The council of Kenya>Chad"),
    ("the state from which a place is taken", "Soldiers recaptured the town from Chad.", "recaptured",
     "Soldiers>Chad"),
    ("a place's shrine, not the place", "Soldiers attacked a Mosul shrine.", "attacked", "Soldiers>a Mosul shrine"),
    ("who is said to have done it", "Peru denied that Chad attacked the village.", "denied", "Peru>"),
    ("a named source is none", "Peru froze aid to Chad, according to sources in Lima.", "froze", "Peru>Chad"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word", "parties"), [row[1:] for row in RECIPIENTS], ids=[row[0] for row in RECIPIENTS]
)
def test_to_whom_it_is_done(story: Make, text: str, word: str, parties: str) -> None:
    assert sides(story(text), word) == parties


def test_a_country_from_which_people_are_deported_acts_as_its_government(story: Make) -> None:
    deporting = acting(*read(story("Two Danes were deported from Ethiopia."), "deported"))
    assert [member.party.actor.sectors for member in deporting] == [("GOV",)]
