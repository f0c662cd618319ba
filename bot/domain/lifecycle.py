"""What may be done to an incident, and what becomes of it? One table; everything else asks it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import Reason, Refused
from bot.domain.escalation import LADDER, due_at
from bot.domain.model import Draft, Incident, IncidentState, Wave


class Action(StrEnum):
    """An operator's action on an incident; the clock uses WIDEN and REMIND as well."""

    BROADCAST = "broadcast"
    DISCARD = "discard"
    REMIND = "remind"
    WIDEN = "widen"
    STAND_DOWN = "stand_down"
    CLOSE = "close"
    MERGE = "merge"


TABLE: dict[tuple[IncidentState, Action], IncidentState] = {
    (IncidentState.DRAFT, Action.BROADCAST): IncidentState.OPEN,
    (IncidentState.DRAFT, Action.DISCARD): IncidentState.CANCELLED,
    (IncidentState.DRAFT, Action.MERGE): IncidentState.MERGED,
    (IncidentState.OPEN, Action.REMIND): IncidentState.OPEN,
    (IncidentState.OPEN, Action.WIDEN): IncidentState.OPEN,
    (IncidentState.OPEN, Action.STAND_DOWN): IncidentState.CANCELLED,
    (IncidentState.OPEN, Action.CLOSE): IncidentState.CLOSED,
    (IncidentState.OPEN, Action.MERGE): IncidentState.MERGED,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What happened: the incident before and after, by whom and when."""

    before: Incident
    after: Incident
    action: Action
    by: str
    at: datetime


def apply(incident: Incident, action: Action, by: str, now: datetime) -> Change | Refused:
    """One action of `by` at `now`; a refusal names who came first where somebody did."""
    state = TABLE.get((incident.state, action))
    if state is None:
        return _refusal(incident)
    if action is Action.BROADCAST:
        if not incident.complete:
            return Refused(Reason.INCOMPLETE)
        return Change(incident, _opened(incident, now), action, by, now)
    if action is Action.WIDEN:
        if incident.wave >= Wave.CITY:
            return Refused(Reason.WIDEST)
        return Change(incident, replace(incident, wave=Wave(incident.wave + 1)), action, by, now)
    if action is Action.REMIND:
        return Change(incident, incident, action, by, now)
    return Change(incident, _ended(incident, state, by, now), action, by, now)


def _refusal(incident: Incident) -> Refused:
    if incident.state is IncidentState.DRAFT:
        return Refused(Reason.NOT_OPEN)
    if incident.state is IncidentState.OPEN:
        return Refused(Reason.ALREADY_BROADCAST, incident.author, incident.opened_at)
    if incident.opened_at is None:
        merged = incident.state is IncidentState.MERGED
        reason = Reason.MERGED if merged else Reason.DISCARDED
        return Refused(reason, incident.ended_by, incident.ended_at)
    return Refused(Reason.ENDED, incident.ended_by, incident.ended_at)


def _opened(incident: Incident, now: datetime) -> Incident:
    opened = replace(
        incident,
        state=IncidentState.OPEN,
        opened_at=now,
        wave=Wave.ZONE,
        unclaimed_since=now,
        unclaimed_spent=timedelta(),
        steps_told=0,
        draft=Draft(),
    )
    return replace(opened, due_at=due_at(opened))


def _ended(incident: Incident, state: IncidentState, by: str, now: datetime) -> Incident:
    return replace(incident, state=state, ended_at=now, ended_by=by, unclaimed_since=None, due_at=None)


def claimed(incident: Incident, now: datetime) -> Incident:
    """Somebody is coming: the count of unclaimed time stops."""
    if incident.unclaimed_since is None:
        return incident
    spent = incident.unclaimed_spent + max(now - incident.unclaimed_since, timedelta())
    stopped = replace(incident, unclaimed_spent=spent, unclaimed_since=None)
    return replace(stopped, due_at=due_at(stopped))


def unclaimed(incident: Incident, now: datetime) -> Incident:
    """Nobody is coming any more: the count goes on from where it stopped."""
    if incident.state is not IncidentState.OPEN or incident.unclaimed_since is not None:
        return incident
    resumed = replace(incident, unclaimed_since=now)
    return replace(resumed, due_at=due_at(resumed))


def stepped(incident: Incident) -> Incident:
    """One step of the escalation was taken; the next one's time is set."""
    told = replace(incident, steps_told=min(incident.steps_told + 1, len(LADDER)))
    return replace(told, due_at=due_at(told))
