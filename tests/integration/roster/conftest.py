"""The city's roster on a migrated database (on either engine)."""

import pytest

from bot.storage.unit_of_work import Database
from bot.usecases.roster import Roster
from bot.zones.city import load_city


@pytest.fixture
def roster(database: Database) -> Roster:
    return Roster(database, load_city("semarang"), None)
