"""What does `kentongan check` say of people who can not be reached, of our own mistakes, and of the city?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.finding import masked
from bot.domain.notices import BUG, Notice, NoticeKind, NoticeState, Urgency
from bot.domain.people import Reach, Volunteer, VolunteerStatus
from bot.outbox.retry import decide
from bot.storage.claims import Settled
from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database
from bot.telegram.faults import Broken
from bot.usecases.checking import OURS, examine_city
from bot.zones.city import load_city
from tests.integration.cli.conftest import Office


async def failed(url: str, *failures: tuple[str, timedelta]) -> None:
    """Notices that failed for a reason, some time ago."""
    db = Database(url)
    for number, (reason, ago) in enumerate(failures):
        at = datetime.now(UTC) - ago
        notice = Notice(key=f"n{number}", kind=NoticeKind.LINE, chat_id=1, urgency=Urgency.INFO)
        async with db.work(at) as work:
            await work.notices.add([notice], at)
            (leased,) = await work.claims.notices_in_order(at, 1)
            await work.claims.settle([Settled(leased.id, NoticeState.FAILED, reason)], at)
    await db.close()


async def test_our_own_mistakes_are_counted(office: Office, database_url: str) -> None:
    """Of the failures of the last week those that are our fault are counted, and the newest is shown."""
    office.set(DATABASE_URL=database_url)
    await failed(
        database_url,
        ("refused: an old one", timedelta(days=8)),
        ("bug: KeyError", timedelta(hours=2)),
        ("refused: Bad Request: message is too long", timedelta(hours=1)),
        ("Forbidden: bot was blocked by the user", timedelta(minutes=1)),
    )
    line = await office.bad()
    assert line.startswith("BAD notices: 2 failed by a mistake of the bot in the last 7 days, the newest at ")
    assert "(refused: Bad Request: message is too long)" in line


def test_the_outbox_marks_our_mistakes_as_the_doctor_reads_them() -> None:
    """What the outbox writes for a refused request and for a bug is what the doctor counts."""
    assert decide(Broken("message is too long"), 1, 0).reason.startswith(OURS)
    assert BUG.startswith(OURS)


async def enlist(url: str, *reaches: Reach) -> None:
    db = Database(url)
    async with db.work(datetime.now(UTC)) as work:
        for number, reach in enumerate(reaches):
            person = Volunteer(
                id=0, telegram_id=8000 + number, name="Joko", phone="+6281234567890", reach=reach
            )
            await work.volunteers.add(person)
        pending = replace(person, telegram_id=8999, status=VolunteerStatus.PENDING, reach=Reach.BLOCKED)
        await work.volunteers.add(pending)
    await db.close()


async def test_unreachable_people_are_counted_by_reason(office: Office, tmp_path: Path) -> None:
    """Active volunteers only; that nobody at all can be reached is bad; no phone is shown."""
    url = f"sqlite+aiosqlite:///{tmp_path}/kentongan.db"
    await migrate(url)
    await enlist(url, Reach.BLOCKED, Reach.NOT_LINKED)
    line = await office.bad()
    assert "of 2 active volunteers nobody can be reached (1 blocked the bot, 1 without telegram_id)" in line
    assert "0812" not in line
    assert "6281" not in line
    db = Database(url)
    async with db.work(datetime.now(UTC)) as work:
        await work.volunteers.set_reach(8001, Reach.UNTESTED)
    await db.close()
    assert "2 active volunteers, 1 reachable; unreachable: 1 blocked the bot" in (await office.check()).out


def test_a_zone_without_neighbours_is_told() -> None:
    """A pack in which an alarm can not widen from one zone names that zone."""
    city = load_city("semarang")
    alone = replace(city, neighbours={**city.neighbours, "33.74.16": frozenset()})
    assert examine_city(city).good
    assert "no neighbours of Tugu" in examine_city(alone).text


def test_a_city_without_a_map_is_good_and_says_what_it_guesses() -> None:
    """Zones and neighbours that are guessed from points are marked "perkiraan"."""
    found = examine_city(load_city("samarinda"))
    assert found.good
    assert found.text.count("perkiraan") == 2


def test_a_reason_is_masked() -> None:
    """What others wrote into a reason can not carry a phone or a token onto the screen."""
    assert masked("bot 112112:AAbb-cc for +6281234567890, code 400") == "bot # for +#, code 400"
