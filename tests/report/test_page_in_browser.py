import re

import pytest
from difficult_output import CROWD, EMOJI
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow


def open_event(page: Page, words: str) -> None:
    page.locator("#list tbody tr", has_text=words).first.locator("button.open").click()
    page.wait_for_selector("dialog[open]")


def marked(page: Page, kind: str) -> str:
    return "".join(page.locator(f"dialog mark.{kind}").all_text_contents())


def test_a_click_on_an_event_marks_its_words_behind_emoji(page: Page) -> None:
    page.locator("#list tbody tr", has_text="Ruritania").locator("td").first.click()
    words = {
        "trigger": "attacked",
        "actor": "𝒢𝓊𝒶𝓇𝒹𝓈 of Ruritania",
        "recipient": "Graustark's camp",
        "source": "the army",
        "cue": "said",
        "date": "Monday",
        "place": "Riga",
        "count": "12 people",
    }
    expect(page.locator("dialog mark.trigger")).to_be_in_viewport()
    assert {kind: marked(page, kind) for kind in words} == words
    assert page.locator("dialog .text p:not(.legend)").inner_text().replace("\n", "") == EMOJI


def test_the_facts_say_what_the_marks_show(page: Page) -> None:
    open_event(page, "Ruritania")
    facts = page.locator("dialog dl")
    for words in ("Guards of Ruritania", "Austria", "12 killed", "Riga, Latvia", "the army", "score −9.0"):
        expect(facts).to_contain_text(words)
    expect(page.locator("dialog .path ol")).to_have_text("verbs.tsv:1 <b>attack</b>")


def test_everything_can_be_done_with_keys_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    while not page.evaluate("document.activeElement.classList.contains('open')"):
        page.keyboard.press("Tab")
    opener = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("#article-title")).to_be_focused()
    assert page.locator("mark.trigger").first.inner_text() in opener
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    page.wait_for_function("text => document.activeElement.textContent === text", arg=opener)


def test_the_search_finds_words_of_sentences_and_names(page: Page) -> None:
    page.fill("#text", "graustark RIGA")
    expect(page.locator("#found")).to_have_text("1 of 6 events")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.fill("#text", "nothing that is there")
    expect(page.locator("#list tbody")).to_have_text("No event matches the filters.")
    page.locator("#chips button").click()
    expect(page.locator("#list tbody tr")).to_have_count(6)


def test_a_number_of_the_matrix_filters_the_page(page: Page) -> None:
    page.locator("#matrix button").click()
    expect(page.locator("#found")).to_have_text("1 of 6 events")
    expect(page.locator("#chips")).to_contain_text("Germany acts")
    page.get_by_text("Clear all").click()
    expect(page.locator("#found")).to_have_text("6 events")


def test_charts_have_their_numbers_as_tables(page: Page) -> None:
    for chart in ("time-chart", "map", "score-chart"):
        assert page.locator(f"#{chart} svg[role=img]").get_attribute("aria-label")
        page.locator(f"#{chart} summary").click()
        expect(page.locator(f"#{chart} tbody tr").first).to_be_visible()


def test_texts_that_are_markup_stay_texts(page: Page) -> None:
    open_event(page, "<img src=x")
    expect(page.locator("dialog .headline")).to_have_text("<script>window.broken = 3</script>")
    assert marked(page, "actor") == "<i>guards</i>"
    assert page.locator("dialog a, dialog img, dialog script, dialog i").count() == 0
    assert page.evaluate("typeof window.broken") == "undefined"


def test_what_is_injected_nevertheless_does_not_run(page: Page, seen: list[str]) -> None:
    injected = """() => { const script = document.createElement('script');
        try { script.text = 'window.broken = 5'; document.body.append(script); } catch { return 'refused'; } }"""
    assert page.evaluate(injected) == "refused"
    assert page.evaluate("typeof window.broken") == "undefined"
    assert any("TrustedScript" in seen.pop() for _ in seen[1:])


def test_text_from_right_to_left_stands_right(page: Page) -> None:
    open_event(page, "هاجمت")
    paragraph = page.locator("dialog .text p[dir=auto]").first
    assert paragraph.evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert marked(page, "trigger") == "هاجمت"


def test_thousands_of_actors_are_marked_and_listed_on_request(page: Page) -> None:
    open_event(page, "Member0000")
    assert page.locator("dialog mark.actor").count() == CROWD
    expect(page.locator("dialog dl")).to_contain_text("and 4,988 more")


def test_the_end_of_a_long_article_is_scrolled_to(page: Page) -> None:
    open_event(page, "stormed")
    expect(page.locator("dialog mark.trigger")).to_have_text("stormed")
    expect(page.locator("dialog mark.trigger")).to_be_in_viewport()


def test_a_forgotten_article_says_so(page: Page) -> None:
    open_event(page, "expelled")
    expect(page.locator("dialog .text")).to_contain_text("is not kept")


def test_the_theme_follows_the_system_and_the_switch(page: Page) -> None:
    def lightness() -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    light = lightness()
    page.emulate_media(color_scheme="dark")
    assert lightness() < 100 < light
    page.click("#theme")
    assert lightness() == light
    page.click("#theme")
    page.emulate_media(color_scheme="light")
    assert lightness() < 100


def test_a_phone_scrolls_in_one_direction_only(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.wait_for_function("document.documentElement.scrollWidth === 360")  # once the charts are drawn anew
    open_event(page, "attacked")
    page.wait_for_function("document.querySelector('dialog').scrollWidth <= 360")


def test_a_link_to_an_event_opens_it(page: Page) -> None:
    open_event(page, "stormed")
    address = page.url
    assert "#event=" in address
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("dialog mark.trigger")).to_have_text("stormed")


def test_the_panel_of_quality_counts_what_is_missing(page: Page) -> None:
    panel = page.locator("#figures")
    for words in ("recipient_where_required", "fell back to the day of publication", "2 of 8"):
        expect(panel).to_contain_text(words)
