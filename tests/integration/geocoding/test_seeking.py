"""What an online geocoder does for a draft that the city pack could not place."""

import itertools
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.model import Incident
from bot.domain.people import Actor, Grant, Role
from bot.geocoding.port import Found, Unreachable
from bot.storage.unit_of_work import Database
from bot.usecases.base import Call
from bot.usecases.posting import Posting
from bot.usecases.seeking import KEPT, Seeking
from bot.zones.city import load_city
from bot.zones.gist import gist

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
CITY = load_city("semarang")
DESK = -5
SARI = Actor(7001, "Sari", frozenset({Grant(Role.OPERATOR)}))
CITARUM = Found(-6.9760, 110.4440, "Jalan Citarum, Semarang")
SEA, MRANGGEN = Found(-6.80, 110.40, "Laut Jawa"), Found(-7.03, 110.51, "Mranggen")
REPORT = "kebakaran; Jl. Citarum 5; rumah"


@dataclass
class Scripted:
    """A geocoder that says what it is told to."""

    found: Sequence[Found] = ()
    fails: bool = False
    asked: list[str] = field(default_factory=list)

    async def ask(self, text: str) -> Sequence[Found]:
        self.asked.append(text)
        if self.fails:
            raise Unreachable("no")
        return self.found

    async def close(self) -> None:
        self.asked.clear()


@dataclass
class Desk:
    """An operator's desk with such a geocoder."""

    db: Database
    geocoder: Scripted = field(default_factory=Scripted)
    now: datetime = NOW
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.posting = Posting(self.db, CITY, DESK)
        self.seeking = Seeking(self.db, CITY, DESK, self.geocoder, lambda: self.now)

    def call(self) -> Call:
        return Call(actor=SARI, now=self.now, update_id=next(self._ids), chat_id=DESK, message_id=1)

    async def posts(self, text: str) -> Incident:
        """The draft after its address was looked for."""
        draft = await self.posting.post(self.call(), text)
        await self.seeking.settle(draft)
        return await self.draft(draft)

    async def draft(self, incident_id: int) -> Incident:
        async with self.db.read() as work:
            found = await work.incidents.get(incident_id)
        assert found is not None
        return found


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    db = Database(database_url)
    yield Desk(db)
    await db.close()


async def test_what_is_found_in_the_city_places_the_draft(desk: Desk) -> None:
    """The zone is that of the point, and the preview can say how it was found."""
    desk.geocoder.found = [CITARUM, SEA]
    draft = await desk.posts(REPORT)
    where = CITY.located((CITARUM.lat, CITARUM.lon))
    assert where is not None
    assert (draft.zone, draft.found, draft.found_name) == (where.zone, "geocoder", CITARUM.label)
    assert draft.draft.asking.value == ""
    assert desk.geocoder.asked == ["jalan citarum 5"]


@pytest.mark.parametrize("found", [[], [SEA], [MRANGGEN]])
async def test_what_is_not_in_the_city_changes_nothing(desk: Desk, found: list[Found]) -> None:
    """Nothing found, or a point outside the city's border: the card goes on asking."""
    desk.geocoder.found = found
    draft = await desk.posts(REPORT)
    assert (draft.zone, draft.draft.zones, draft.draft.outside) == ("", (), "")


async def test_what_lies_in_several_zones_is_asked_about(desk: Desk) -> None:
    """A street in two kecamatan is not guessed online either."""
    desk.geocoder.found = [CITARUM, Found(-7.0505, 110.4404, "Jalan Citarum, Tembalang")]
    draft = await desk.posts(REPORT)
    assert draft.zone == ""
    assert len(draft.draft.zones) == 2


async def test_no_answer_leaves_everything_as_it_is(desk: Desk) -> None:
    """The offline answer is the fallback; what failed is not remembered."""
    desk.geocoder.fails = True
    draft = await desk.posts(REPORT)
    assert draft.zone == ""
    await desk.seeking.settle(draft.id)
    assert len(desk.geocoder.asked) == 2


@pytest.mark.parametrize(
    "report",
    [
        "kebakaran; Kel. Kandri; rumah",
        "kebakaran; Jl Majapahit; rumah",
        "kebakaran; Ungaran; rumah",
        "kebakaran; https://maps.app.goo.gl/x; rumah",
        "kebakaran; 🔥; rumah",
        "kebakaran",
    ],
)
async def test_only_what_is_unknown_is_asked(desk: Desk, report: str) -> None:
    """What the pack settled, asks about, knows outside, or that has no words stays on this machine."""
    await desk.posts(report)
    assert desk.geocoder.asked == []


async def test_nothing_is_asked_twice(desk: Desk) -> None:
    """An answer, and that there was none, is kept for ninety days."""
    await desk.posts(REPORT)
    await desk.posts("kebakaran; jl  citarum 5; gudang")
    assert len(desk.geocoder.asked) == 1
    desk.now += KEPT + timedelta(seconds=1)
    desk.geocoder.found = [CITARUM]
    assert (await desk.posts(REPORT)).zone
    assert (await desk.posts(REPORT)).found_name == CITARUM.label
    assert len(desk.geocoder.asked) == 2


async def test_whoever_was_faster_is_right(desk: Desk) -> None:
    """A zone that the operator chose while the network was asked is kept."""
    draft = await desk.posting.post(desk.call(), REPORT)

    class Slow(Scripted):
        async def ask(self, text: str) -> Sequence[Found]:
            await desk.posting.choose_zone(desk.call(), draft, "33.74.14")
            return [CITARUM] if text else []

    await Seeking(desk.db, CITY, DESK, Slow(), lambda: desk.now).settle(draft)
    found = await desk.draft(draft)
    assert (found.zone, found.found) == ("33.74.14", "chosen")


async def test_a_draft_that_is_gone(desk: Desk) -> None:
    """A draft that nobody knows is looked for nowhere."""
    await desk.seeking.settle(99)
    assert desk.geocoder.asked == []


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Jl.\nCitarum  5 https://example.org/x", "citarum 5"),
        ("laka motor di Jl. Supriyadi no 5 dkt warung bu Tini", "jalan supriyadi no 5"),
        ("Pelapor: Budi\nAlamat: Jl. Citarum 5, rumah pojok\nKorban: Wati", "jalan citarum 5"),
        ("rumah saya kebakaran", ""),
        ("🔥", ""),
    ],
)
def test_what_is_sent_out(text: str, sent: str) -> None:
    """The place's own name, and neither people nor what happened there."""
    assert gist(text) == sent


def test_a_page_is_not_sent_out() -> None:
    """However long the report, a few words leave this machine."""
    assert len(gist("citarum " * 500).split()) <= 8
