"""A migrated database (on either engine) and the city, for everything that reads or writes the roster."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.unit_of_work import Database
from bot.usecases.roster import Roster
from bot.zones.city import load_city


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def roster(database: Database) -> Roster:
    return Roster(database, load_city("semarang"), None)
