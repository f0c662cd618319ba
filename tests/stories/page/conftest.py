"""One demo and one browser for the tests of a module; each test has a page of its own.

Playwright keeps an event loop running while it is open: it must be closed before other modules' async tests.
"""

import signal
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.stories.page.browser import Watched, open_browser
from tests.stories.page.theatre import Theatre

Open = Callable[..., Watched]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def running(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """A demo on fresh data, in a hurry; only after a browser is known to be there."""
    made = Theatre(tmp_path_factory.mktemp("page") / "demo")
    made.start()
    yield made
    if made.process is not None:
        made.stop(signal.SIGKILL)


@pytest.fixture
def opened(browser: Browser, running: Theatre) -> Iterator[Open]:
    """Makes pages, of a given size and colour scheme; they must end without complaint or outside request."""
    running.post("faults", clear=True, accepting=True)
    made: list[Watched] = []

    def make(width: int = 1440, height: int = 900, scheme: str = "light") -> Watched:
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        made.append(Watched(page, running.address))
        return made[-1]

    yield make
    for watched in made:
        watched.page.close()
    assert [watched.complaints for watched in made if watched.complaints] == []
    assert [watched.outside for watched in made if watched.outside] == []
