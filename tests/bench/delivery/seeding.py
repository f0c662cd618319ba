"""Who stands in the engine's database? Operators with the role, and volunteers at growing distances."""

from datetime import UTC, datetime
from pathlib import Path

from bot.domain.people import Grant, Role, Volunteer
from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database
from bot.zones.city import load_city
from bot.zones.model import Point

FIRST_OPERATOR, OPERATORS = 8000, 40
FIRST_VOLUNTEER = 100_000
FIRST_NEIGHBOUR, PER_ZONE = 50_000, 3
"""In each of the other zones there are three volunteers, ten ids apart from zone to zone."""
STEP = 1e-6  # degrees of latitude, 0.11 m, by which each lives farther away than the one before
WAY_OUT = 0.001


def zones() -> list[tuple[str, str]]:
    """Code and name of the city's zones; the first is the crowded one."""
    return [(zone.code, zone.name) for zone in load_city("semarang").zones.values()]


def neighbours(zone: int) -> range:
    """The three volunteers of a zone other than the first."""
    return range(FIRST_NEIGHBOUR + 10 * zone, FIRST_NEIGHBOUR + 10 * zone + PER_ZONE)


def crowd(n: int) -> range:
    """The volunteers of the first zone, nearest first."""
    return range(FIRST_VOLUNTEER, FIRST_VOLUNTEER + n)


def users(n: int) -> list[tuple[int, int]]:
    """All of them for the small Telegram, as first id and how many."""
    others = [(neighbours(at).start, PER_ZONE) for at in range(1, len(zones()))]
    return [(FIRST_OPERATOR, OPERATORS), (FIRST_VOLUNTEER, n), *others]


def _people(n: int) -> list[Volunteer]:
    city = load_city("semarang")
    first, *others = city.zones.values()
    middle = first.centroid
    found = []
    for rank, user_id in enumerate(crowd(n)):
        home = Point(middle.lat + WAY_OUT + rank * STEP, middle.lon)
        found.append(_volunteer(user_id, first.code, home))
    for at, zone in enumerate(others, start=1):
        found += [_volunteer(user_id, zone.code, zone.centroid) for user_id in neighbours(at)]
    return found


def _volunteer(user_id: int, zone: str, home: Point) -> Volunteer:
    name = f"Relawan {user_id}"
    return Volunteer(id=0, telegram_id=user_id, name=name, home_zone=zone, home_point=home, home_exact=True)


async def seed(path: Path, n: int) -> str:
    """A new database file with `n` volunteers in the first zone; its address."""
    url = f"sqlite+aiosqlite:///{path}"
    await migrate(url)
    db = Database(url)
    async with db.work(datetime.now(UTC)) as work:
        for at in range(OPERATORS):
            await work.roles.grant(FIRST_OPERATOR + at, f"Operator {at}", Grant(Role.OPERATOR))
        await work.volunteers.add_many(_people(n))
    await db.close()
    return url
