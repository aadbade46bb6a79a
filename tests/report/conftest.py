"""A headless Chromium, and the report of an output with everything in it that could break a page."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from difficult_output import write_difficult_output
from playwright.sync_api import Browser, Page, sync_playwright

from pipelines.report.write import run_report

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
Seen = list[str]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser; a CI machine without one installs it, a person is told how."""
    if not shutil.which("chromium") and os.environ.get("CI") == "true":
        subprocess.run(("apt-get", "update"), check=True, capture_output=True)
        subprocess.run(INSTALL, check=True, capture_output=True)
    found = shutil.which("chromium")
    if not found:
        pytest.skip(f"no chromium on this machine: {' '.join(INSTALL)}")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the difficult output."""
    folder = tmp_path_factory.mktemp("report")
    write_difficult_output(folder / "out")
    assert run_report(str(folder / "out"), folder / "report.html") == 0
    return folder / "report.html"


@pytest.fixture
def seen() -> Seen:
    """What the page fetched beside itself, and what the browser complained about."""
    return []


@pytest.fixture
def page(chromium: Browser, report: Path, seen: Seen) -> Iterator[Page]:
    """The report, opened; whatever the test does, it must fetch nothing and complain about nothing."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.on("console", lambda message: seen.append(f"console: {message.text}"))
    opened.on("pageerror", lambda error: seen.append(f"error: {error}"))
    opened.on("request", lambda request: seen.append(request.url))
    opened.goto(report.as_uri())
    opened.wait_for_selector("html[data-ready]")
    yield opened
    context.close()
    assert set(seen) == {report.as_uri()}
