"""The cast: Sari operates, Budi and Wati volunteer, Joko is never reachable, Pak Harno coordinates."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.domain.people import Reach, Volunteer
from bot.sandbox.people import People
from bot.storage.unit_of_work import Database
from tests.stories.town import START, Phone, Town, open_town

BUDI, WATI, JOKO, AGUS, HARNO, OUTSIDER, LURAH = 7101, 7102, 7103, 7104, 7201, 7900, 7009
NAMES = {
    BUDI: "Budi",
    WATI: "Wati",
    AGUS: "Agus",
    JOKO: "Joko",
    HARNO: "Pak Harno",
    OUTSIDER: "Rina",
    LURAH: "Bu Lurah",
}
FIRE = "/insiden kebakaran; Jl. Kelud Raya 12, Gajahmungkur; rumah, 2 terjebak"
GAJAHMUNGKUR, CANDISARI, MIJEN = "33.74.09", "33.74.08", "33.74.14"

CAST = (
    # Budi lives nearer to Jl. Kelud than Agus; Wati in the next kecamatan, working in Gajahmungkur is Joko.
    Volunteer(
        id=0,
        telegram_id=BUDI,
        name="Budi",
        community="fkpm",
        home_zone=GAJAHMUNGKUR,
        home_point=(-7.0000, 110.4040),
        home_exact=True,
        skills=("p3k",),
    ),
    Volunteer(
        id=0,
        telegram_id=AGUS,
        name="Agus",
        community="bankom",
        home_zone=GAJAHMUNGKUR,
        home_point=(-7.0200, 110.4000),
        home_exact=True,
    ),
    Volunteer(
        id=0,
        telegram_id=JOKO,
        name="Joko",
        community="mik",
        home_zone=MIJEN,
        work_zone=GAJAHMUNGKUR,
        reach=Reach.OK,
    ),
    Volunteer(
        id=0,
        telegram_id=WATI,
        name="Wati",
        community="mik",
        home_zone=CANDISARI,
        home_point=(-7.0100, 110.4200),
        home_exact=True,
    ),
)


async def populate(url: str) -> None:
    """Write the cast into a migrated database, as an import would."""
    db = Database(url)
    async with db.work(START) as work:
        for volunteer in CAST:
            await work.volunteers.add(volunteer)
    await db.close()


def give_phones(people: People) -> None:
    """Everybody has an account and has pressed Start, but for Rina; Joko has blocked the bot."""
    for user_id, name in NAMES.items():
        people.add_user(name, user_id=user_id, started=user_id != OUTSIDER)
    people.block(JOKO)
    people.bot().updates.clear()


def move_in(town: Town) -> None:
    """Give everybody a phone."""
    give_phones(town.sandbox.people)
    for user_id, name in NAMES.items():
        town.phones[name.split()[-1].lower()] = Phone(town, user_id, name)


@asynccontextmanager
async def open_town_with_people(database_url: str, **settings: Any) -> AsyncIterator[Town]:
    """A town whose bot is up and where the cast lives."""
    await populate(database_url)
    async with open_town(database_url, **settings) as opened:
        move_in(opened)
        yield opened


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    """The town with its operators in a supergroup."""
    async with open_town_with_people(database_url) as opened:
        yield opened


@pytest.fixture
async def channel_town(database_url: str) -> AsyncIterator[Town]:
    """The same town, its operators posting in a channel."""
    async with open_town_with_people(database_url, desk="channel") as opened:
        yield opened


@pytest.fixture
async def group_town(database_url: str) -> AsyncIterator[Town]:
    """The same town, its operators in a plain group."""
    async with open_town_with_people(database_url, desk="group") as opened:
        yield opened


RINAS_NUMBER = "+6281200007900"


@pytest.fixture
def rinas_number(town: Town) -> None:
    """The newcomer's phone has a number to share."""
    town.sandbox.world.users[OUTSIDER].phone = RINAS_NUMBER
