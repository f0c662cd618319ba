"""When nobody comes, what does the clock do next, and when? It counts unclaimed time only."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.model import Incident, IncidentState


class Step(StrEnum):
    REMIND = "remind"
    NEIGHBOURS = "neighbours"
    CITY = "city"
    NOBODY = "nobody"


LADDER = (Step.REMIND, Step.NEIGHBOURS, Step.CITY, Step.NOBODY)
"""In the order of `Policy.ladder`."""


def unclaimed_time(incident: Incident, now: datetime) -> timedelta:
    """How long the incident has been without anybody coming, pauses left out."""
    running = now - incident.unclaimed_since if incident.unclaimed_since else timedelta()
    return incident.unclaimed_spent + max(running, timedelta())


def due_at(incident: Incident) -> datetime | None:
    """When the clock must look at this incident again: the next step, else the wish to close it."""
    if incident.state is not IncidentState.OPEN or incident.opened_at is None:
        return None
    times = []
    if incident.unclaimed_since is not None and incident.steps_told < len(LADDER):
        threshold = incident.policy.ladder()[incident.steps_told]
        times.append(incident.unclaimed_since + (threshold - incident.unclaimed_spent))
    if not incident.asked_to_close:
        times.append(incident.opened_at + timedelta(minutes=incident.policy.stale))
    return min(times, default=None)


def next_step(incident: Incident, now: datetime) -> Step | None:
    """The step that is due now, or None."""
    if incident.state is not IncidentState.OPEN or incident.unclaimed_since is None:
        return None
    if incident.steps_told >= len(LADDER):
        return None
    if unclaimed_time(incident, now) < incident.policy.ladder()[incident.steps_told]:
        return None
    return LADDER[incident.steps_told]


def close_question_due(incident: Incident, now: datetime) -> bool:
    """Open for so long that the operator is asked, once, whether it may be closed."""
    if incident.state is not IncidentState.OPEN or incident.opened_at is None or incident.asked_to_close:
        return False
    return now - incident.opened_at >= timedelta(minutes=incident.policy.stale)
