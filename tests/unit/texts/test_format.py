"""Times, distances and people's own words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.texts.format import NAME, clock, day, decimal, distance, person, shorten, tame

WIB = ZoneInfo("Asia/Jakarta")
WORDY = st.lists(st.text("abcé🔥-", min_size=1, max_size=12), max_size=60).map(" ".join)
ANY = st.text(max_size=120)


@given(WORDY, st.integers(20, 200))
@settings(max_examples=200, deadline=None)
def test_shortening_cuts_between_words(text: str, limit: int) -> None:
    """A long text ends with an ellipsis after a whole word; only a word of half the limit is broken."""
    short = shorten(text, limit)
    assert len(short) <= limit
    if len(text) <= limit:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        at_a_gap = text[len(short) - 1] == " "
        assert at_a_gap or " " not in short[limit // 2 :]


@given(ANY | st.text(" \n\t\u3000a", max_size=60), st.integers(2, 60))
@example(" " * 20, 10)
@settings(max_examples=200, deadline=None)
def test_shortening_takes_anything(text: str, limit: int) -> None:
    """Whatever is shortened fits, also without any space or with nothing else."""
    assert len(shorten(text, limit)) <= limit


def test_a_single_endless_word_is_cut_hard() -> None:
    """Where there is no gap to cut at, the letters themselves are cut."""
    assert shorten("x" * 50, 10) == "x" * 9 + "…"
    assert shorten("Jl. " + "x" * 50, 20) == "Jl. " + "x" * 15 + "…"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Jl.   Kelud\t12 ", "Jl. Kelud 12"),
        ("satu\r\ndua\u2028tiga", "satu\ndua\ntiga"),
        ("\u202eBudi\u202c\u200b", "Budi"),
        ("Kelu\u00adrahan\ufeff", "Kelurahan"),
        ("a\x00b\x07c", "abc"),
        ("e\u0301", "é"),
        ("🔥 api", "🔥 api"),
        ("\u200b\u2060", ""),
    ],
)
def test_taming(typed: str, expected: str) -> None:
    """Spaces joined, control and direction characters gone, line breaks and everything readable kept."""
    assert tame(typed) == expected


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_taming_once_is_enough(text: str) -> None:
    """What was tamed is tame: no control characters, no double spaces, no blank edges."""
    tamed = tame(text)
    assert tame(tamed) == tamed
    assert all(c.isprintable() or c == "\n" for c in tamed)
    assert "  " not in tamed


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_a_name_is_one_short_line(name: str) -> None:
    """A person's name never breaks a line and never fills a screen."""
    shown = person(name)
    assert "\n" not in shown
    assert len(shown) <= NAME


@pytest.mark.parametrize(
    ("utc", "shown"), [((7, 5), "14.05"), ((17, 0), "00.00"), ((16, 59), "23.59"), ((0, 0), "07.00")]
)
def test_the_clock_is_the_citys(utc: tuple[int, int], shown: str) -> None:
    """Times are shown as people say them in Semarang, whatever the machine's zone."""
    assert clock(datetime(2026, 11, 21, *utc, tzinfo=UTC), WIB) == shown


def test_the_day_is_the_citys() -> None:
    """Late evening in UTC is the next day in Semarang."""
    assert day(datetime(2026, 12, 31, 18, 0, tzinfo=UTC), WIB) == "01/01/2027"


@pytest.mark.parametrize(
    ("metres", "indonesian", "english"),
    [
        (0, "50 m", "50 m"),
        (12, "50 m", "50 m"),
        (76, "100 m", "100 m"),
        (900, "900 m", "900 m"),
        (949, "950 m", "950 m"),
        (999, "1 km", "1 km"),
        (1234, "1,2 km", "1.2 km"),
        (9949, "9,9 km", "9.9 km"),
        (9999, "10 km", "10 km"),
        (12_345, "12 km", "12 km"),
        (123_456, "123 km", "123 km"),
    ],
)
def test_distances_as_people_say_them(metres: float, indonesian: str, english: str) -> None:
    """No more digits than people use, the decimal sign of the language."""
    assert (distance(metres, "id"), distance(metres, "en")) == (indonesian, english)


@given(st.floats(0, 60_000), st.floats(0, 60_000))
@settings(max_examples=300, deadline=None)
@example(949.0, 950.0)
def test_who_is_nearer_never_reads_farther(a: float, b: float) -> None:
    """Of two distances the shorter one never shows the bigger figure."""
    assume(a <= b)
    assert metres(distance(a, "en")) <= metres(distance(b, "en"))


def metres(shown: str) -> float:
    number, unit = shown.split()
    return float(number) * (1000 if unit == "km" else 1)


@pytest.mark.parametrize(("value", "shown"), [(1.25, "1,2"), (2.0, "2"), (0.5, "0,5"), (10.0, "10")])
def test_decimals(value: float, shown: str) -> None:
    """A comma in Indonesian, and no needless zero."""
    assert decimal(value, "id") == shown
