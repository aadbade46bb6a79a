"""Reports that `dateline link` has joined, and who denies what, on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from joined_output import write_joined_output
from playwright.sync_api import Browser, Page, expect

from pipelines.link import run_link
from pipelines.report.write import run_report

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the linked output."""
    folder = tmp_path_factory.mktemp("joined")
    write_joined_output(folder / "out")
    assert run_report(str(folder / "out"), folder / "unlinked.html") == 0
    assert run_link(str(folder / "out")) == 0
    assert run_report(str(folder / "out"), folder / "report.html") == 0
    return folder / "report.html"


@pytest.fixture
def unlinked(chromium: Browser, report: Path) -> Iterator[Page]:
    """The page of the same output before it was linked."""
    page = chromium.new_page()
    page.goto(report.with_name("unlinked.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    yield page
    page.close()


def row(page: Page, words: str = "shelled") -> str:
    found: str = page.locator("#list tbody tr", has=page.get_by_role("button", name=words)).first.inner_text()
    return found


def test_an_event_is_listed_once_with_its_reports_and_sources(page: Page) -> None:
    expect(page.locator("#found")).to_have_text("2 events")
    expect(page.locator("#extent")).to_contain_text("2 events, reported 4 times")
    expect(page.locator("#list tbody tr", has_text="shelled").locator("td").last).to_have_text("3 from 2 sources")
    page.select_option("#reports", "every")
    expect(page.locator("#found")).to_have_text("4 reports")
    expect(page.locator("#list tbody tr")).to_have_count(4)


def test_events_are_sorted_by_how_many_report_them(page: Page) -> None:
    page.get_by_role("button", name="Reports").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#list th[aria-sort]")).to_contain_text("Reports")
    assert "3\nfrom 2 sources" in page.locator("#list tbody tr").first.inner_text()


def test_what_matches_in_another_report_is_found(page: Page) -> None:
    page.fill("#text", "died shelled")
    expect(page.locator("#found")).to_have_text("1 of 2 events")
    expect(page.locator("#list tbody tr")).to_contain_text("<b>12 people</b> died")


def test_an_opened_event_lists_its_reports_and_leads_to_them(page: Page) -> None:
    page.get_by_role("button", name="shelled").first.click()
    reports = page.locator("dialog .reports")
    expect(reports).to_contain_text("Reports of this event (3)")
    expect(reports).to_contain_text("From 2 independent sources")
    expect(reports.locator("li")).to_contain_text(["the first", "a copy", "another's words: same type, day"])
    expect(reports.locator("[aria-current]")).to_have_count(1)
    reports.get_by_role("button", name="Corona").press("Enter")
    expect(page.locator("dialog .text")).to_contain_text("<b>12 people</b> died")
    expect(page.locator("#article-title")).to_be_focused()
    assert page.locator("dialog b, dialog i").all_text_contents() == ["<b>Corona</b>, 2024-01-02"]


def test_a_contested_event_says_who_claims_and_who_denies_it(page: Page) -> None:
    assert "denied by Ruritania" in row(page)
    page.get_by_role("button", name="1 contested event").click()
    expect(page.locator("#found")).to_have_text("1 of 2 events")
    page.get_by_role("button", name="shelled").first.click()
    facts = page.locator("dialog dl")
    expect(facts).to_contain_text("Mayor of Riga")
    facts.get_by_role("button", name="REJECT denied").click()
    expect(page.locator("#article-title")).to_have_text("REJECT: denied")
    expect(facts.get_by_role("button", name="ASSAULT shelled")).to_have_count(3)


def test_a_phone_shows_reports_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.wait_for_function("document.documentElement.scrollWidth === 360")  # once the charts are drawn anew
    page.get_by_role("button", name="shelled").first.click()
    page.wait_for_function("document.querySelector('dialog').scrollWidth <= 360")


def test_without_links_the_page_says_nothing_of_clusters(unlinked: Page) -> None:
    expect(unlinked.locator("#found")).to_have_text("4 events")
    expect(unlinked.locator("#reports")).to_be_hidden()
    expect(unlinked.get_by_role("button", name="Reports")).to_have_count(0)
    assert "denied by Ruritania" in row(unlinked)
    unlinked.get_by_role("button", name="shelled").first.click()
    expect(unlinked.locator("dialog .reports")).to_have_count(0)
    expect(unlinked.locator("dialog dl")).not_to_contain_text("Reports")
