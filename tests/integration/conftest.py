"""A migrated database, on either engine, opened as the bot opens it."""

from collections.abc import AsyncIterator

import pytest

from bot.storage.unit_of_work import Database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()
