"""Does one incident that goes wrong stop the clock of the others?"""

from datetime import UTC, datetime

import pytest

from bot.engine.clockwork import Clockwork
from bot.usecases.clockwork import Escalating
from bot.usecases.overview import Overviewing

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)


class Ladders(Escalating):
    """Two incidents and two responses are due; the first of each goes wrong."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.seen: list[object] = []

    async def come_back(self, now: datetime) -> int:
        del now
        return 0

    async def due_incidents(self, now: datetime) -> list[int]:
        del now
        return [1, 2]

    async def due_responses(self, now: datetime) -> list[tuple[int, int]]:
        del now
        return [(1, 8), (2, 9)]

    async def advance(self, incident_id: int, now: datetime) -> bool:
        del now
        return self._look(incident_id, wrong=incident_id == 1)

    async def advance_response(self, incident_id: int, volunteer_id: int, now: datetime) -> bool:
        del now
        return self._look((incident_id, volunteer_id), wrong=incident_id == 1)

    def _look(self, what: object, *, wrong: bool) -> bool:
        self.seen.append(what)
        if wrong:
            raise self.error
        return False


class Desks(Overviewing):
    """Counts its looks."""

    def __init__(self) -> None:
        self.looks = 0

    async def tick(self, now: datetime) -> int:
        del now
        self.looks += 1
        return 0


async def test_an_incident_that_goes_wrong_stops_no_other() -> None:
    """Every other incident, response and overview is seen to; then the trouble is told."""
    ladders, desks = Ladders(KeyError("zone")), Desks()
    with pytest.raises(KeyError):
        await Clockwork(ladders, desks).tick(NOW)
    assert ladders.seen == [1, 2, (1, 8), (2, 9)]
    assert desks.looks == 1


async def test_a_database_that_is_away_ends_the_look() -> None:
    """Nothing can be done without it: it is not asked once more for each incident."""
    ladders, desks = Ladders(OSError("away")), Desks()
    with pytest.raises(OSError, match="away"):
        await Clockwork(ladders, desks).tick(NOW)
    assert (ladders.seen, desks.looks) == ([1], 0)
