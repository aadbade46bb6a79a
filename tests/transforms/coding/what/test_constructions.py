"""Constructions that decide the type: a sentence of each, and the type that it tells most surely."""

import datetime as dt
from functools import lru_cache

import pytest

from schemas.article import Article
from schemas.position import Position
from transforms.coding.coder import Coder


@lru_cache
def coder() -> Coder:
    return Coder()


def surest(text: str) -> str:
    """Return the type of a text's surest event; empty without one."""
    written = dt.datetime(2025, 6, 18, tzinfo=dt.UTC)
    article = Article(Position("test", 0, 0), 0, "test", text, "", written, title="")
    events = [event for coded in coder().code([article]) for event in coded]
    return max(events, key=lambda event: event.confidence).event_type if events else ""


def test_what_is_said_not_to_be_is_no_accusation() -> None:
    assert not surest("Moscow said Ukraine was not to blame.")
    assert not surest("The Kenyan government said Al-Shabab militants were not responsible.")
    assert not surest("The Kremlin said talks with Georgia were not out of the question.")


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("The Kenyan government said Al-Shabab militants were responsible.", "ACCUSE"),
        ("Moscow said Ukraine was to blame.", "ACCUSE"),
        ("The prosecutor is seeking a life sentence for the former minister.", "ACCUSE"),
        ("Prosecutors in Milan sought a six-year jail term for the mayor.", "ACCUSE"),
        ("A Turkish prosecutor demanded the death penalty for three generals.", "ACCUSE"),
        ("The German envoy called out Hungary for blocking the talks.", "ACCUSE"),
        ("Amnesty International called the Egyptian government out over the arrests.", "ACCUSE"),
        ("Senators called out the president for lying about the strike.", "ACCUSE"),
        ("The president's spokesman faulted the governor's decision to sell the port.", "ACCUSE"),
        ("Opposition leaders faulted the government's handling of the flood.", "ACCUSE"),
        ("Nigeria's labour union faulted President Tinubu over fuel prices.", "ACCUSE"),
        ("Chile and its Pacific allies agreed to stage a joint naval exercise.", "AGREE"),
        ("Japan and Australia agreed to hold a joint air defence drill.", "AGREE"),
        ("Egypt and Sudan decided to conduct joint military exercises in May.", "AGREE"),
        ("Kenya has offered to send police officers to Haiti.", "AGREE"),
        ("France offered to deploy troops in Lebanon to monitor the truce.", "AGREE"),
        ("The Rwandan president offered to send soldiers to Mozambique.", "AGREE"),
        ("The Senate leader will lead a delegation on a visit to Serbia.", "AGREE"),
        ("Iran's foreign minister will on Monday lead a delegation to Baku for talks.", "AGREE"),
        ("Norway provides 30 million euros in support for farmers in Malawi.", "AID"),
        ("The EU gave Niger 20 million dollars in support.", "AID"),
        ("India sent 200 tons of rice to Afghanistan.", "AID"),
        ("Two tonnes of medicine were sent to Yemen by Oman.", "AID"),
        ("Denmark delivered 40 truckloads of flour to Gaza.", "AID"),
        ("Rockets fired by Hezbollah hit a Lebanese army post.", "ASSAULT"),
        ("A missile launched by Yemen's Houthi rebels struck a Greek tanker.", "ASSAULT"),
        ("Shells fired by the Sudanese army killed nine villagers.", "ASSAULT"),
        ("Armenia and Azerbaijan have fired across the border.", "ASSAULT"),
        ("Indian troops violated the ceasefire along the frontier, the Pakistani army said.", "ASSAULT"),
        ("The rebels broke the truce in Darfur.", "ASSAULT"),
        ("Israel violated the ceasefire with Lebanon on Monday.", "ASSAULT"),
        ("The judge ordered five former lawmakers jailed.", "COERCE"),
        ("A Peruvian court ordered the ex-president detained.", "COERCE"),
        ("The governor ordered the newspaper closed.", "COERCE"),
        ("Belarusian fighter jets forced a Lithuanian airliner to land in Minsk.", "COERCE"),
        ("Venezuelan jets forced a Colombian plane to land.", "COERCE"),
        ("Iran's navy forced the Greek tanker to dock at Bandar Abbas.", "COERCE"),
        ("The junta ordered the weekly newspaper to suspend publication.", "COERCE"),
        ("A Gibraltar judge ordered the tanker's release.", "CONCEDE"),
        ("The court ordered the release of two activists.", "CONCEDE"),
        ("Egypt's prosecutor ordered the activist freed.", "CONCEDE"),
        ("Sudan gave approval for a UN agency to deliver aid to the camp.", "CONCEDE"),
        ("The Kenyan president called his Somali counterpart on Monday to convey his condolences.", "CONSULT"),
        ("Chancellor Olaf Scholz phoned President Zelenskiy to apologise for the delay.", "CONSULT"),
        ("Pakistan's premier called the Emir of Qatar to express solidarity.", "CONSULT"),
        ("A delegation of the Awami League called on President Shahabuddin to discuss the vote.", "CONSULT"),
        ("The Kenyan envoy called on Prime Minister Prachanda to discuss trade.", "CONSULT"),
        ("A team of Chinese senators called on the governor to thank him.", "CONSULT"),
        ("The United States and its partners began naval drills off Kenya.", "COOPERATE"),
        ("France and its European allies staged naval drills off Malta.", "COOPERATE"),
        ("South Korea and its allies launched a military exercise on Monday.", "COOPERATE"),
        ("The regional government did not give permission for the opposition rally.", "REJECT"),
        ("Egypt did not grant Turkish ships access to the port.", "REJECT"),
        ("Moldova has not granted the Russian diplomats visas.", "REJECT"),
        ("Hungary says it will not accept any Syrian refugees.", "REJECT"),
        ("Bangladesh will not take in any more refugees from Myanmar.", "REJECT"),
        ("Poland refused to accept migrants from Belarus.", "REJECT"),
        ("President Maduro said that talks with the opposition were out of the question.", "REJECT"),
        ("The minister said lifting the ban was out of the question.", "REJECT"),
        ("The Kremlin said a ceasefire was out of question.", "REJECT"),
        ("The Supreme Court dismissed the petition filed by Senator Ruiz.", "REJECT"),
        ("The electoral tribunal threw out the complaint lodged by the opposition party.", "REJECT"),
        ("Kenya's high court dismissed the election protest filed by the losing candidate.", "REJECT"),
        ("The UN is pushing for the Taliban to reopen the schools.", "REQUEST"),
        ("The authorities released on bail three Zambian journalists.", "RETREAT"),
        ("The rebels released on Friday two Chinese engineers who had been facing execution.", "RETREAT"),
        ("Malian authorities released two close aides of the ousted president who were facing trial.", "RETREAT"),
        ("The US Treasury froze the assets of the Syrian bank.", "SANCTION"),
        ("Switzerland froze the funds of the ousted president.", "SANCTION"),
        ("Norway supports Moldova's plan to reform its courts.", "SUPPORT"),
        ("The African Union has supported the Malian people to rebuild their country.", "SUPPORT"),
        ("Italy's government supports closer talks about a reform of the European Union.", "SUPPORT"),
        ('The Polish premier called the verdict "shameful and absurd".', "ACCUSE"),
        ('Amnesty International called the decision "unconscionable".', "ACCUSE"),
        ("Amnesty International described the ruling as a travesty of justice.", "ACCUSE"),
        ('The Taiwanese council described the new Chinese law as "malicious".', "ACCUSE"),
        ("Kenya's opposition described the arrest as illegal.", "ACCUSE"),
        ("The Kremlin labelled the decision politically motivated.", "ACCUSE"),
        ("Senate Republicans backed the move.", "SUPPORT"),
        ("Kenya's opposition backed the reform of the police.", "SUPPORT"),
        ("Norway's prime minister backed the UN initiative.", "SUPPORT"),
        ("The Israeli prime minister called the US decision courageous.", "SUPPORT"),
        ("The UN chief described the agreement as historic.", "SUPPORT"),
        ('The German chancellor called the ceasefire "an important step".', "SUPPORT"),
        ("German authorities closed a mosque in Hamburg.", "COERCE"),
        ("Chinese police closed a church in Chengdu.", "COERCE"),
        ("The Greek government closed two refugee camps.", "COERCE"),
        ("The king issued a decree banning the opposition party.", "COERCE"),
        ("The Peruvian president signed a decree suspending the constitution.", "COERCE"),
        ("Egypt's parliament passed a law banning the Muslim Brotherhood.", "COERCE"),
        ("Eritrea took the opportunity to condemn Ethiopia.", "ACCUSE"),
        ("The senator used the occasion to urge Japan to apologise.", "REQUEST"),
        ("Activists threw paint at the premier's office.", "PROTEST"),
        ("Farmers hurled eggs at the agriculture minister.", "PROTEST"),
        ("Demonstrators pelted eggs at the embassy of Israel.", "PROTEST"),
        ("Protesters splattered the embassy with red paint.", "PROTEST"),
        ("Students spattered the statue with paint.", "PROTEST"),
        ("The bomber detonated his car at a police checkpoint in Lahore.", "ASSAULT"),
        ("A militant detonated his vest near an army base in Gao.", "ASSAULT"),
        ("Two policewomen were suspended by the Indian government.", "SANCTION"),
        ("The AU suspended Sudan from all its activities.", "SANCTION"),
        ("ECOWAS suspended Niger from the bloc.", "SANCTION"),
        ("The Arab League suspended Libya from its council.", "SANCTION"),
        ("Peshmerga intensified its forces in Mosul.", "MOBILIZE"),
        ("Niger's army recalled reservists.", "MOBILIZE"),
        ("Israel summoned thousands of reservists.", "MOBILIZE"),
        ("Ukraine's army recalled conscripts.", "MOBILIZE"),
        ("France offered its condolences to Morocco.", "SUPPORT"),
        ("The Turkish president offered his congratulations to his Serbian counterpart.", "SUPPORT"),
        ("Cuba's foreign minister offered his sympathy to Mexico.", "SUPPORT"),
        ("The bishop used the opportunity to accuse the regime of torture.", "ACCUSE"),
        ("The insurgent detonated a van outside a barracks in Mosul.", "ASSAULT"),
        ("Estonia handed the suspected spy over to the United States.", "COOPERATE"),
        ("Ghana turned the fugitive over to Interpol.", "COOPERATE"),
        ("Kenya handed the smuggler over to Dutch police.", "COOPERATE"),
        ("Iraq resumed oil exports through Turkey.", "COOPERATE"),
        ("Kazakhstan pumped oil through Russia.", "COOPERATE"),
        ("Egypt awarded a Russian firm a contract to build four reactors.", "COOPERATE"),
        ("Iraq awarded a contract to a Chinese company.", "COOPERATE"),
        ("The Polish government gave a South Korean firm a contract.", "COOPERATE"),
        ("Serbia and Hungary integrated their railways.", "COOPERATE"),
        ("Latvia and Estonia linked their power grids.", "COOPERATE"),
        ("Oman and Qatar merged their railway networks.", "COOPERATE"),
        ("Venezuela's president called up 200,000 militiamen.", "MOBILIZE"),
        ("The governor activated the National Guard.", "MOBILIZE"),
        ("The mayor of Chicago mobilized the National Guard.", "MOBILIZE"),
        ("The prime minister called up the army.", "MOBILIZE"),
        ("A Russian reconnaissance plane entered Estonian airspace.", "MOBILIZE"),
        ("A Chinese spy plane entered Japanese airspace.", "MOBILIZE"),
        ("An American bomber entered Venezuela's airspace.", "MOBILIZE"),
        ("The US designated the cartel a terrorist organization.", "SANCTION"),
        ("Canada declared the militia a terrorist group.", "SANCTION"),
        ("The Kremlin declared the news site an undesirable organisation.", "COERCE"),
        ("Russia declared the singer a foreign agent.", "COERCE"),
        ("Belarus added the singer to its list of extremists.", "COERCE"),
        ("Kazakhstan added the journalist to its list of foreign agents.", "COERCE"),
        ("Security forces sealed off the refugee camp in Jenin.", "COERCE"),
        ("Police cordoned off the Kurdish neighbourhood in Aleppo.", "COERCE"),
        ("Soldiers locked down a village in Kashmir.", "COERCE"),
        ("The Moroccan king pinned a medal on the French minister.", "SUPPORT"),
        ("President Boakai pinned a medal on the Ghanaian envoy.", "SUPPORT"),
        ("Poland's president pinned an order on the Ukrainian general.", "SUPPORT"),
    ],
)
def test_a_construction_decides_the_type(sentence: str, event_type: str) -> None:
    assert surest(sentence) == event_type
