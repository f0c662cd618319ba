"""Does one card say enough of many incidents, and never too much for Telegram?"""

from dataclasses import replace

import pytest

from bot.domain.model import ResponseState
from bot.domain.situation import Situation
from bot.sandbox.plain import utf16_length
from bot.texts import overview
from bot.texts.screen import Press, Screen
from bot.texts.voice import Voice
from tests.unit.texts.stage import (
    ALL_KINDS,
    CITY,
    ID,
    PLAIN,
    T0,
    drill,
    in_every_language,
    incident,
    sound,
)

LONGEST_ZONE = max(CITY.zones, key=lambda code: len(CITY.zones[code].name))


def quiet(n: int, kind: str = "kebakaran", **given: object) -> list[Situation]:
    """So many quiet incidents, as wordy as they get."""
    counts = {ResponseState.COMING: 12, ResponseState.ON_SCENE: 34}
    given = {"zone": LONGEST_ZONE, **given}
    made = [incident(PLAIN, kind, id=k, number=f"SMG-2026-{k:04d}", **given) for k in range(1, n + 1)]
    return [Situation(i, T0, counts=counts) for i in made]


def words(screen: Screen) -> list[str]:
    return [b.words for row in screen.rows for b in row]


@in_every_language
@pytest.mark.parametrize("n", [1, 5, 60, 400])
@pytest.mark.parametrize("crowd", [True, False])
def test_any_number_fits_into_one_message(voice: Voice, n: int, crowd: bool) -> None:
    """Sixty open incidents of the longest kind stay below Telegram's 4,096, each line with its button; what
    has no room is counted, and where to read it is said."""
    for kind in ALL_KINDS:
        screen = overview.card(voice, quiet(n, kind, crowd=crowd))
        sound(screen)
        assert utf16_length(screen.text) <= 4096
        shown = [line for line in screen.text.splitlines() if line.startswith("#SMG")]
        assert words(screen) == [line.split()[0] for line in shown][: overview.MOST_BUTTONS]
        assert len(shown) == n or "/aktif" in screen.text
        assert len(shown) >= min(n, 30)


def test_sixty_of_the_usual_kind_are_all_shown() -> None:
    """A fire in Mijen takes one short line."""
    two = {ResponseState.COMING: 2}
    usual = [replace(s, counts=two) for s in quiet(60, zone="33.74.14")]
    screen = overview.card(ID, usual)
    assert "#SMG0060 🔥 Kebakaran, Mijen · menuju 2" in screen.text
    assert "/aktif" not in screen.text
    assert len(words(screen)) == 60


def test_a_line_says_who_is_there_and_since_when() -> None:
    """Tag, kind, zone, people, time; the crowd, which the incident's own card would show."""
    (one,) = quiet(1, zone="33.74.09")
    one = replace(one, counts={ResponseState.COMING: 2})
    assert overview.card(ID, [one]).text.splitlines()[-1] == (
        "#SMG0001 🔥 Kebakaran, Gajahmungkur · menuju 2 · sejak 14.05"
    )
    there = replace(one, counts={ResponseState.ON_SCENE: 1}, incident=replace(one.incident, crowd=True))
    assert overview.card(ID, [there]).text.endswith("· di lokasi 1 · sejak 14.05 · 👥 ramai")
    both = overview.card(ID, quiet(1))
    assert "menuju 12, di lokasi 34" in both.text
    assert [b.press for row in both.rows for b in row] == [Press("show", 1)]


def test_a_drill_among_them_is_marked() -> None:
    """LATIHAN before the line and on the button of a drill, and on no other."""
    real, practice = quiet(2)
    practice = replace(practice, incident=drill(practice.incident))
    screen = overview.card(ID, [real, practice])
    assert [line.startswith("LATIHAN #") for line in screen.text.splitlines()[-2:]] == [False, True]
    assert [w.startswith("LATIHAN #") for w in words(screen)] == [False, True]
    assert overview.former(ID, practice.incident).text.startswith("LATIHAN ")


@in_every_language
def test_its_end_has_no_buttons(voice: Voice) -> None:
    """Nothing is left to press where an overview was, nor where a card was."""
    for screen in (overview.card(voice, []), overview.former(voice, incident())):
        sound(screen)
        assert screen.rows == ()
    assert "#SMG0421" in overview.former(voice, incident()).text
