"""The clock was set back: what becomes of times that now lie ahead? They count as now; nobody waits more."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.escalation import due_at
from bot.domain.model import Incident, Response, ResponseState


def incident_redated(incident: Incident, now: datetime) -> Incident:
    """An open incident: equal when nothing of it lies ahead."""
    opened, since = _not_ahead(incident.opened_at, now), _not_ahead(incident.unclaimed_since, now)
    if (opened, since) == (incident.opened_at, incident.unclaimed_since):
        return incident
    again = replace(incident, opened_at=opened, unclaimed_since=since)
    return replace(again, due_at=due_at(again))


def response_redated(incident: Incident, response: Response, now: datetime) -> Response:
    """Equal when nothing of it lies ahead. It is never due later than a full patience from now."""
    due = response.due_at
    return replace(
        response,
        coming_at=_not_ahead(response.coming_at, now),
        on_scene_at=_not_ahead(response.on_scene_at, now),
        asked_at=_not_ahead(response.asked_at, now),
        due_at=due if due is None else min(due, now + _patience(incident, response)),
    )


def _patience(incident: Incident, response: Response) -> timedelta:
    """The most that the clock waits from the last answer until it looks at this response."""
    if response.state is not ResponseState.COMING:
        return timedelta(minutes=incident.policy.verdict)
    if response.asked_at is not None:
        return timedelta(minutes=incident.policy.release)
    return incident.policy.patience_with_coming(response.eta_minutes)


def _not_ahead(at: datetime | None, now: datetime) -> datetime | None:
    return at if at is None else min(at, now)
