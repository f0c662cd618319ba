"""Nominatim and Photon over real HTTP, played by small servers on this machine."""

from collections.abc import AsyncIterator

import pytest

from bot.geocoding import online
from bot.geocoding.choice import bounds_of, choose
from bot.geocoding.online import Online
from bot.geocoding.port import Found, Unreachable
from bot.zones.city import load_city
from tests.integration.geocoding.fake_geocoders import FakeGeocoders, nominatim, photon, running

CITY = load_city("semarang")


class Clock:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
async def fake() -> AsyncIterator[FakeGeocoders]:
    async with running() as servers:
        yield servers


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def asked(request: pytest.FixtureRequest, fake: FakeGeocoders, clock: Clock) -> AsyncIterator[Online]:
    made = choose(getattr(request, "param", "nominatim"), fake.url, "sari@example.org", CITY, clock)
    assert isinstance(made, Online)
    yield made
    await made.close()


async def test_nominatim(asked: Online, fake: FakeGeocoders) -> None:
    """It is asked within the city and the country, by name; what it gives is read, cities left out."""
    fake.places = [nominatim(-6.98, 110.44, "Jalan Citarum"), nominatim(-7, 110.4, "Semarang", rank=10)]
    assert await asked.ask("Jl. Citarum 5") == [Found(-6.98, 110.44, "Jalan Citarum, Semarang")]
    (query,), (agent,) = fake.asked, fake.agents
    assert (query["q"], query["countrycodes"], query["bounded"]) == ("Jl. Citarum 5", "id", "1")
    south, west, north, east = bounds_of(CITY)
    corners = [float(part) for part in query["viewbox"].split(",")]
    assert corners == pytest.approx([west, south, east, north])
    assert agent.startswith("kentongan/")
    assert agent.endswith("(sari@example.org)")


@pytest.mark.parametrize("asked", ["photon"], indirect=True)
async def test_photon(asked: Online, fake: FakeGeocoders) -> None:
    """Photon is asked within the city's box; what it gives is read, cities left out."""
    fake.features = [photon(-6.98, 110.44, "Jalan Citarum"), photon(-7, 110.4, "Semarang", kind="city")]
    (found,) = await asked.ask("Jl. Citarum 5")
    assert (found.lat, found.lon) == (-6.98, 110.44)
    assert found.label.startswith("Jalan Citarum")
    assert "bbox" in fake.asked[0]


async def test_nothing_found(asked: Online) -> None:
    """An empty answer is an answer."""
    assert await asked.ask("Jl. Entah") == []


@pytest.mark.parametrize(
    ("status", "body"), [(429, ""), (503, "down"), (200, "<html>"), (200, '[{"lat": "x"}]')]
)
async def test_faults(asked: Online, fake: FakeGeocoders, status: int, body: str) -> None:
    """Refusals and nonsense are said to be no answer."""
    fake.status, fake.body = status, body
    with pytest.raises(Unreachable):
        await asked.ask("Jl. Citarum")


async def test_three_seconds_are_the_most(
    asked: Online, fake: FakeGeocoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that does not answer is left after the time set for it."""
    monkeypatch.setattr(online, "PATIENCE", 0.05)
    fake.held.clear()
    with pytest.raises(Unreachable):
        await asked.ask("Jl. Citarum")


async def test_one_question_a_second(asked: Online, fake: FakeGeocoders, clock: Clock) -> None:
    """Of many at once, those that would wait too long for their turn are not asked at all."""
    await asked.ask("satu")
    clock.time -= 10
    with pytest.raises(Unreachable, match="wait"):
        await asked.ask("dua")
    assert len(fake.asked) == 1


async def test_after_three_failures_it_is_left_alone(
    asked: Online, fake: FakeGeocoders, clock: Clock
) -> None:
    """The circuit opens for half a minute, longer each time, and closes with the first answer."""
    fake.status = 503
    for _ in range(5):
        clock.time += 2
        with pytest.raises(Unreachable):
            await asked.ask("Jl. Citarum")
    assert len(fake.asked) == 3
    clock.time += 30
    with pytest.raises(Unreachable):
        await asked.ask("Jl. Citarum")
    assert len(fake.asked) == 4
    clock.time += 31
    with pytest.raises(Unreachable):
        await asked.ask("Jl. Citarum")
    assert len(fake.asked) == 4
    clock.time += 30
    fake.status = 200
    assert await asked.ask("Jl. Citarum") == []


async def test_without_a_geocoder() -> None:
    """Without `GEOCODER` nothing is asked."""
    nobody = choose("", "", "", CITY, Clock())
    with pytest.raises(Unreachable):
        await nobody.ask("Jl. Citarum")
    await nobody.close()


def test_bounds_without_borders() -> None:
    """A city without a map has the rectangle around its kelurahan, and some kilometres more."""
    south, west, north, east = bounds_of(load_city("surabaya"))
    assert south < -7.35 < -7.2 < north
    assert west < 112.6 < 112.8 < east
