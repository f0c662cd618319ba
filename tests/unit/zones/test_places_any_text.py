"""Any text is read: nothing raises, the answer keeps its shape, and it is quick."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.zones.city import load_city
from bot.zones.pack import CityPack
from bot.zones.places import PlaceStatus
from tests.bench.addresses import reports

SEMARANG = load_city("semarang")


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    """No text makes it raise, and the same text has the same answer."""
    assert SEMARANG.find(text) == SEMARANG.find(text)


WORDS = [
    "jl",
    "kec",
    "kel",
    "Purwosari",
    "Mijen",
    "raya",
    "Semarang",
    "-",
    ",",
    "12",
    "Ungaran",
    "Pemuda",
    "arah",
]


@settings(max_examples=300, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12))
def test_statuses_keep_their_shape(words: list[str]) -> None:
    """Resolved has one candidate, ambiguous one to confirm or several zones, unknown none."""
    result = SEMARANG.find(" ".join(words))
    zones = [item.zone for item in result.candidates]
    sizes = {PlaceStatus.RESOLVED: len(zones) == 1, PlaceStatus.AMBIGUOUS: len(zones) > 0}
    assert sizes.get(result.status, not zones)
    assert len(set(zones)) == len(zones)
    assert list(zones) == [
        item.zone for item in sorted(result.candidates, key=lambda item: (-item.confidence, item.zone))
    ]


@pytest.mark.parametrize(
    "piece", ["pedurngan tembalng ", "jl x ", "🔥", "kel. ", "sutrisno wijaya ", ",", "9 "]
)
def test_a_page_of_text_is_read_in_a_moment(semarang: CityPack, piece: str) -> None:
    """4,000 characters of anything take less than a quarter of a second, and nothing is raised."""
    semarang.find("warm up")
    began = perf_counter()
    semarang.find((piece * 4_000)[:4_000])
    assert perf_counter() - began < 0.25


def test_finding_is_quick(semarang: CityPack) -> None:
    """One text in twenty may take longer than 10 ms, no more."""
    semarang.find("warm up")
    texts = [report.text for report in reports("reports.csv")] + ["kata " * 80]
    times = []
    for text in texts:
        began = perf_counter()
        semarang.find(text)
        times.append(perf_counter() - began)
    assert sorted(times)[int(len(times) * 0.95)] < 0.010
