"""How do the searches end that nobody waits for?"""

import asyncio

from structlog.testing import capture_logs

from bot.engine.lookups import Lookups
from bot.usecases.seeking import Seeking


class Search(Seeking):
    """Searches until it is broken off, and then fails over a connection that is gone."""

    def __init__(self) -> None:
        self.closed = False

    async def settle(self, incident_id: int) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise OSError(f"the connection of {incident_id} is gone")

    async def close(self) -> None:
        self.closed = True


async def test_a_search_that_ends_badly_holds_up_no_end() -> None:
    """All are broken off together, what went wrong is told, and the connections are closed."""
    search = Search()
    lookups = Lookups(search)
    for incident_id in (1, 2):
        lookups(incident_id)
    await asyncio.sleep(0)
    with capture_logs() as logs:
        await lookups.close()
        await asyncio.sleep(0)
    assert search.closed
    assert [line["event"] for line in logs] == ["lookup.failed"] * 2
