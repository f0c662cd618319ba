"""Whose time has come? Incidents that escalate, responses, cards that rest; `tick` twice = `tick` once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog

from bot.storage.away import UNAVAILABLE
from bot.usecases.clockwork import Escalating
from bot.usecases.overview import Overviewing

log = structlog.get_logger(__name__)


class Clockwork:
    """One pass over everything that is due."""

    def __init__(self, escalating: Escalating, overview: Overviewing) -> None:
        self._escalating = escalating
        self._overview = overview
        self._looked: datetime | None = None

    async def tick(self, now: datetime) -> int:
        """How many steps were taken. Each is a transaction of its own; a long pause takes several. What goes
        wrong with one incident is raised when all the others have been seen to."""
        if self._looked is None or now < self._looked:
            await self._come_back(now)
        taken, troubles = 0, list[Exception]()
        for incident_id in await self._escalating.due_incidents(now):
            with _apart(troubles):
                while await self._escalating.advance(incident_id, now):
                    taken += 1
        for incident_id, volunteer_id in await self._escalating.due_responses(now):
            with _apart(troubles):
                taken += await self._escalating.advance_response(incident_id, volunteer_id, now)
        self._looked = now
        taken += await self._overview.tick(now)
        if troubles:
            raise troubles[0]
        return taken

    async def _come_back(self, now: datetime) -> None:
        """At the first look, or when the clock was set back: what lies ahead counts as now."""
        redated = await self._escalating.come_back(now)
        if redated:
            log.warning("clock.redated", n=redated, doing="what was dated ahead is counted from now")

    async def next_due(self) -> datetime | None:
        """When there will be something to do; None while nothing is running."""
        return await self._escalating.next_due()


@contextmanager
def _apart(troubles: list[Exception]) -> Iterator[None]:
    """Keep what goes wrong here for later, unless the database is away: then all the rest would as well."""
    try:
        yield
    except UNAVAILABLE:
        raise
    except Exception as error:  # noqa: BLE001 - raised at the end of the look
        troubles.append(error)
