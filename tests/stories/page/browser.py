"""A real headless Chromium, and what it must never do: complain in its console, or speak to anybody else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
MISSING = "there is no Chromium; scripts/install-browser says how to get it"


def chromium() -> str:
    """The browser's path; without one the tests are skipped, in CI they fail."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is not None:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    path = chromium()
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *as_root])
        yield browser
        browser.close()


class Watched:
    """A page whose requests and complaints are noted."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def open(self, about: str = "tempo=0") -> Page:
        """Go to the page and wait until the phones are there."""
        self.page.goto(f"{self.address}/?{about}")
        self.page.wait_for_selector("[data-phone=operator] .messages")
        return self.page

    def play(self) -> tuple[str, str]:
        """Play the story; returns how it ended, and its last caption."""
        self.page.click("#mainkan")
        ended = self.page.wait_for_selector(
            "#cerita[data-state=done], #cerita[data-state=failed]", timeout=60_000
        )
        return str(ended and ended.get_attribute("data-state")), self.page.inner_text("#ucapan")
