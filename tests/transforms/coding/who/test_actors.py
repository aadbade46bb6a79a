from collections.abc import Callable

import pytest

from transforms.coding.story import Story
from transforms.coding.who import actors
from transforms.coding.who.party import STANDINGS, Party

Make = Callable[..., Story]


def party(story: Story, word: str, nth: int = 0) -> Party:
    """The party of the nth token with that text."""
    return actors.resolve([token for token in story.doc if token.text == word][nth], story)


@pytest.mark.parametrize(
    ("text", "word", "country", "sectors", "standing"),
    [
        ("Moscow said the plan was dead.", "Moscow", "RUS", ("GOV",), "state"),
        ("Talks were held in Moscow.", "Moscow", "RUS", (), "place"),
        ("Jets bombed Kyiv at dawn.", "Kyiv", "UKR", (), "place"),
        ("Envoys urged Kyiv to wait.", "Kyiv", "UKR", ("GOV",), "state"),
        ("The Kremlin rejected the offer.", "Kremlin", "RUS", ("GOV",), "state"),
        ("U.S. troops left the valley.", "troops", "USA", ("MIL",), "armed"),
        ("Turkish police detained a singer.", "police", "TUR", ("COP",), "office"),
        ("The Nigerian government closed schools.", "government", "NGA", ("GOV",), "state"),
        ("The president of Brazil met unions.", "president", "BRA", ("GOV",), "office"),
        ("The Ministry of Defence of France denied it.", "Ministry", "FRA", ("GOV", "MIL"), "office"),
        ("Hezbollah fighters crossed the river.", "fighters", "LBN", ("REB", "PTY"), "armed"),
        ("The International Court of Justice ruled.", "Court", "UNO", ("JUD",), "igo"),
        ("NATO sent ships.", "NATO", "IGO", ("MIL",), "igo"),
        ("Islamic State claimed the blast.", "State", "IMG", ("UAF",), "armed"),
        ("Dozens of villagers fled from Mali.", "Dozens", "MLI", ("CVL",), "society"),
        ("Xinhua reported the visit.", "Xinhua", "CHN", ("JRN", "GOV"), "media"),
        ("Cabo Verde and Eswatini signed.", "Eswatini", "SWZ", ("GOV",), "state"),
        ("Residents of Aleppo wept.", "Residents", "SYR", ("CVL",), "society"),
        ("An opposition lawmaker in Kenya resigned.", "lawmaker", "KEN", ("PTY", "OPP"), "organisation"),
        ("Vietnam's Central Military Commission met.", "Commission", "VNM", ("MIL",), "armed"),
        ("Kim spoke in Pyongyang. The Central Military Commission met.", "Commission", "PRK", ("MIL",), "armed"),
        ("Kenyan armed forces crossed the river.", "forces", "KEN", ("MIL",), "armed"),
        ("Kenyan-armed rebels left Chad.", "rebels", "TCD", ("REB",), "armed"),
        ("Kenya's Inland Waters Minister Ada Otieno spoke.", "Otieno", "KEN", ("GOV",), "office"),
        ("Moroccan soldier Ali Benali fled.", "Benali", "MAR", ("MIL",), "armed"),
        ("Analysts doubt the figures.", "Analysts", None, (), "person"),
        ("The weather was fine.", "weather", None, (), "other"),
        ("They fled to Chad.", "They", None, (), "pronoun"),
        ("Lars Holm (an expert), a soldier, fell.", "Holm", None, ("MIL",), "armed"),
        ("Sri Lankan military officials denied it.", "Lankan", "LKA", ("GOV",), "state"),
        ("The Ghanaian military personnel left the port.", "personnel", "GHA", ("MIL",), "armed"),
        ("The villagers' leader met police.", "leader", None, ("CVL",), "society"),
        ("The Palestinians' leader met police.", "leader", "PSE", ("GOV",), "office"),
        ("Press groups hailed the ruling.", "groups", None, (), "other"),
        ("The Islamic group rejected the ruling.", "group", None, (), "other"),
        ("A three-judge panel backed the ruling.", "panel", None, ("JUD",), "office"),
        ("A police team left.", "team", None, ("COP",), "office"),
        ("Kenya's Greenpeace sent a ship.", "Greenpeace", "KEN", ("SOC",), "organisation"),
        ("The biggest trading partners of the U.S. left.", "partners", None, ("GOV",), "state"),
        ("The main allies of Norway left.", "allies", None, ("GOV",), "office"),
        ("Norway's closest ally left.", "ally", None, ("GOV",), "office"),
        ("Its Danish ally left.", "ally", "DNK", ("GOV",), "office"),
        ("A Putin ally left.", "ally", "RUS", ("GOV",), "office"),
        ("The administration of vaccines began.", "administration", None, (), "other"),
        ("The administration of pills failed.", "administration", None, (), "other"),
        ("The administration of the drug failed.", "administration", None, (), "other"),
        ("The administration of Kenya failed.", "administration", "KEN", ("GOV",), "office"),
        ("Hackers struck banks in Peru.", "Hackers", None, ("CRM",), "armed"),
        ("Iranian hackers struck banks in Peru.", "hackers", "IRN", ("CRM",), "armed"),
        ("The former senators of Kenya left.", "senators", "KEN", ("ELI",), "person"),
        ("Ghana warned countries in the European Union.", "countries", None, (), "state"),
        ("A former sheriff of Peru left.", "sheriff", "PER", ("ELI", "COP"), "person"),
        ("Envoys met at the Niger Chad border.", "Chad", "TCD", ("GOV",), "state"),
        ("Ghana withdrew the peacekeepers from Liberia.", "peacekeepers", "UNO", ("MIL",), "igo"),
        ("Kenya closed schools. Soldiers rested in Chad.", "Soldiers", "TCD", ("MIL",), "armed"),
        ("Kenya shut schools. Kenya built roads. Soldiers guard a bank in Chad.", "Soldiers", "KEN", ("MIL",), "armed"),
    ],
)
def test_a_noun_phrase_has_country_sectors_and_standing(
    story: Make, text: str, word: str, country: str | None, sectors: tuple[str, ...], standing: str
) -> None:
    found = party(story(text), word)
    assert (found.actor.country, found.actor.sectors, found.standing) == (country, sectors, standing)


def test_what_an_acronym_stands_for_acts_as_its_state(story: Make) -> None:
    found = party(story("They met in the Democratic Republic of Congo (DRC). DRC sent troops."), "DRC", -1)
    assert (found.actor.country, found.actor.sectors) == ("COD", ("GOV",))


def test_a_pronoun_that_takes_up_nobody_says_so(story: Make) -> None:
    assert party(story("They fled to Chad."), "They").rule == "pronoun without antecedent"


def test_a_backer_is_not_the_country_of_those_it_backs(story: Make) -> None:
    found = party(story("Russian-backed separatists attacked the village."), "separatists")
    assert (found.actor.country, found.actor.sectors) == (None, ("REB",))


def test_separatists_fight_in_the_country_of_the_place(story: Make) -> None:
    found = party(story("Russian-backed separatists in eastern Ukraine attacked the village."), "separatists")
    assert found.actor.country == "UKR"


def test_a_term_of_office_depends_on_the_day(story: Make) -> None:
    text = "Joe Biden spoke to reporters."
    sectors = {
        day: party(story(text, day), "Biden").actor.sectors for day in ("2012-05-01", "2022-05-01", "2025-06-01")
    }
    assert sectors == {"2012-05-01": ("GOV",), "2022-05-01": ("GOV",), "2025-06-01": ("ELI",)}


def test_a_title_in_the_text_holds_against_the_list(story: Make) -> None:
    assert party(story("Former president Joe Biden spoke."), "Biden").actor.sectors == ("ELI",)


def test_a_surname_keeps_the_class_of_its_titled_mention(story: Make) -> None:
    told = story("Turkish Trade Minister Orhan Demirel warned importers. Demirel said prices would rise.")
    later = party(told, "Demirel", 1)
    assert (later.actor.name, later.actor.country, later.actor.sectors) == ("Orhan Demirel", "TUR", ("GOV",))


def test_a_person_inherits_an_apposition(story: Make) -> None:
    told = story("Adam Oumar, a spokesman for the army of Chad, denied it. Oumar blamed bandits.")
    for nth in (0, 1):
        found = party(told, "Oumar", nth)
        assert (found.actor.country, found.actor.sectors) == ("TCD", ("MIL",))


def test_a_surname_with_a_title_finds_the_leader_of_a_country_in_the_story(story: Make) -> None:
    found = party(story("Nigeria closed its borders. President Tinubu gave no reason.", "2024-02-01"), "Tinubu")
    assert (found.actor.name, found.actor.country) == ("Bola Tinubu", "NGA")


def test_a_namesake_of_a_country_is_a_person(story: Make) -> None:
    assert party(story("Michael Jordan praised the fans."), "Jordan").actor.country is None


def test_crowds_without_a_country_are_those_of_the_place(story: Make) -> None:
    told = story("Thousands rallied in Tbilisi. Police fired tear gas.")
    assert party(told, "Police").actor.country == "GEO"


def test_a_rule_says_how(story: Make) -> None:
    assert party(story("Turkish police left."), "police").rule == "owner + noun 'police'"


def test_every_token_resolves(story: Make) -> None:
    told = story(
        "\"We'll never -- ever -- yield,\" he said... \n\n Mr. of the 3rd; U.S.-led NATO's; the the 50% (AP) —"
    )
    for token in told.doc:
        found = actors.resolve(token, told)
        assert found.standing in STANDINGS
        assert told.text[found.actor.start : found.actor.end] == found.actor.text


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Norway\nHundreds marched. Police closed the road to a Kenyan team.", "Police", "NOR"),
        ("South KoreaThe talks began. Lawmakers of Chile watched. Police smiled.", "Police", "KOR"),
        ("Senegal holds a vote. Senegal is calm. Omar Fallou urged unity.", "Fallou", "SEN"),
        ("Fallou urged unity. Omar Fallou, a Senegalese lawyer, met aides from Mali and Ghana.", "Fallou", "SEN"),
        (
            "Danish soldier Lars Holm fell. Afghanistan mourned. Holm was 30. Kabul and Kandahar were calm.",
            "Holm",
            "DNK",
        ),
        ("Iranian-born writer Lena Karim of France spoke in Spain and Italy.", "Karim", "FRA"),
        ("The Iraqi National Guard officers fled the United States base.", "officers", "IRQ"),
        ("Two Chinese tourists were kidnapped by rebels.", "rebels", None),
        ("Marines and Jordanian soldiers trained.", "Marines", None),
        ("Emmanuel Macron met envoys from Chile. The country sent troops.", "country", "FRA"),
        ("Ten Dutch sailors and marines were seized off Yemen.", "marines", "NLD"),
        ("In Lagos, militants fought soldiers as French ships watched and French jets flew.", "militants", "NGA"),
        ("Peru and Chile argued. The minister met envoys.", "envoys", None),
        ("Gary England spoke. England smiled. Texas police left. Police in Texas wept.", "England", "USA"),
        ("U.S. troops attacked villages near Basra.", "villages", "IRQ"),
        ("Latin American ministers met in the United States.", "ministers", None),
        ("Jamaican cleric Omar el-Badri fled Kenya for Angola. El-Badri was held in Kenya.", "Badri", "JAM"),
        ("Ohio voted. Texas voted. Al Harker wept.", "Harker", "USA"),
        ("Chad holds a vote. Police watch. Aides left. Kenya smiled.", "Police", "TCD"),
        ("Governor Ana Reyes of the Commonwealth of the Northern Mariana Islands spoke.", "Reyes", "USA"),
        ("Senators asked the GAO in Washington.", "GAO", None),
        ("The United Nations Committee on Torture asked Spain for papers.", "Committee", "UNO"),
        ("Romanian voters left. The Social Democratic Party of Bucharest lost.", "Party", "ROU"),
        (
            "Germany voted. Romanian voters left. Romania smiled. Romania wept. The Social Democratic Party lost.",
            "Party",
            "DEU",
        ),
        ("The African Union sent troops. The peacekeepers landed.", "peacekeepers", "IGO"),
        ("Australia voted. Prime Minister John Howard flew to Iraq. The Prime Minister met aides.", "Minister", "AUS"),
    ],
)
def test_a_country_comes_from_own_words_then_from_the_clause_then_from_the_story(
    story: Make, text: str, word: str, country: str | None
) -> None:
    assert party(story(text), word).actor.country == country


def test_the_country_of_a_ruler_is_a_state(story: Make) -> None:
    found = party(story("Emmanuel Macron met envoys from Chile. The country sent troops.", "2023-02-01"), "country")
    assert (found.actor.name, found.actor.sectors, found.standing) == ("France", ("GOV",), "state")
