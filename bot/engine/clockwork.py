"""Whose time has come? Escalation of incidents, patience with responses; `tick` twice = `tick` once."""

from datetime import datetime

from bot.usecases.clockwork import Escalating


class Clockwork:
    """One pass over everything that is due."""

    def __init__(self, escalating: Escalating) -> None:
        self._escalating = escalating

    async def tick(self, now: datetime) -> int:
        """How many steps were taken. Each is a transaction of its own; a long pause takes several."""
        taken = 0
        for incident_id in await self._escalating.due_incidents(now):
            while await self._escalating.advance(incident_id, now):
                taken += 1
        for incident_id, volunteer_id in await self._escalating.due_responses(now):
            taken += await self._escalating.advance_response(incident_id, volunteer_id, now)
        return taken

    async def next_due(self) -> datetime | None:
        """When there will be something to do; None while nothing is running."""
        return await self._escalating.next_due()
