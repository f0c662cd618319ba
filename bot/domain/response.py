"""What may a volunteer answer, and what becomes of the response? One table, like the incident's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import Reason, Refused
from bot.domain.model import Incident, IncidentState, Response, ResponseState


class Answer(StrEnum):
    """What a volunteer presses that moves the response."""

    COMING = "coming"
    DECLINE = "decline"
    ON_SCENE = "on_scene"
    WITHDRAW = "withdraw"
    FINISH = "finish"


_S = ResponseState
TABLE: dict[tuple[ResponseState, Answer], ResponseState] = {
    (_S.ALARMED, Answer.COMING): _S.COMING,
    (_S.ALARMED, Answer.DECLINE): _S.DECLINED,
    (_S.DECLINED, Answer.COMING): _S.COMING,
    (_S.LEFT, Answer.COMING): _S.COMING,
    (_S.RELEASED, Answer.COMING): _S.COMING,
    (_S.RELEASED, Answer.ON_SCENE): _S.ON_SCENE,  # a weak signal: he came all the same
    (_S.RELEASED, Answer.DECLINE): _S.DECLINED,
    (_S.COMING, Answer.ON_SCENE): _S.ON_SCENE,
    (_S.COMING, Answer.WITHDRAW): _S.LEFT,
    (_S.ON_SCENE, Answer.FINISH): _S.LEFT,
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A response before and after. Equal when the same button came twice: nothing to tell anybody."""

    before: Response
    after: Response

    @property
    def unchanged(self) -> bool:
        return self.before == self.after


RESULT = {
    Answer.COMING: _S.COMING,
    Answer.DECLINE: _S.DECLINED,
    Answer.ON_SCENE: _S.ON_SCENE,
    Answer.WITHDRAW: _S.LEFT,
    Answer.FINISH: _S.LEFT,
}


def answer(incident: Incident, response: Response, what: Answer, now: datetime) -> Moved | Refused:
    """One press. A repeated press changes nothing; a late or unfitting one is refused with its reason."""
    if incident.ended:
        return Refused(Reason.ENDED, incident.ended_by, incident.ended_at)
    if incident.state is not IncidentState.OPEN:
        return Refused(Reason.NOT_OPEN)
    if response.state is RESULT[what]:
        return Moved(response, response)
    state = TABLE.get((response.state, what))
    if state is None:
        return Refused(Reason.NOT_NOW)
    return Moved(response, _moved(incident, response, state, now))


def _moved(incident: Incident, response: Response, state: ResponseState, now: datetime) -> Response:
    moved = replace(
        response, state=state, answered_at=response.answered_at or now, asked_at=None, due_at=None, step=""
    )
    if state is _S.COMING:
        due = now + incident.policy.patience_with_coming(None)
        return replace(moved, coming_at=now, eta_minutes=None, left_at=None, due_at=due)
    if state is _S.ON_SCENE:
        ask_at = now + timedelta(minutes=incident.policy.verdict) if response.verdict is None else None
        return replace(moved, on_scene_at=now, left_at=None, due_at=ask_at)
    if state is _S.LEFT:
        return replace(moved, left_at=now)
    return moved


def with_eta(incident: Incident, response: Response, minutes: int, now: datetime) -> Moved | Refused:
    """A person on the way says how long it still takes (minutes)."""
    if incident.ended:
        return Refused(Reason.ENDED, incident.ended_by, incident.ended_at)
    if response.state is not _S.COMING:
        return Refused(Reason.NOT_NOW)
    if response.eta_minutes == minutes and response.asked_at is None:
        return Moved(response, response)
    due = now + incident.policy.patience_with_coming(minutes)
    return Moved(response, replace(response, eta_minutes=minutes, asked_at=None, due_at=due, step=""))


def eta_given_at(incident: Incident, response: Response) -> datetime | None:
    """When the ETA was given: it set the time at which the person is asked."""
    asked_at = response.asked_at or response.due_at
    if asked_at is None or response.eta_minutes is None:
        return response.coming_at
    return asked_at - incident.policy.patience_with_coming(response.eta_minutes)


class Overdue(StrEnum):
    """What the clock does with a response whose time has come."""

    ASK_COMING = "ask_coming"
    RELEASE = "release"
    ASK_VERDICT = "ask_verdict"


def overdue(response: Response, now: datetime) -> Overdue | None:
    """What is due for this response at `now`, or None."""
    if response.due_at is None or now < response.due_at:
        return None
    if response.state is _S.COMING:
        return Overdue.RELEASE if response.asked_at else Overdue.ASK_COMING
    if response.state is _S.ON_SCENE and response.verdict is None:
        return Overdue.ASK_VERDICT
    return None


def asked(incident: Incident, response: Response, now: datetime) -> Response:
    """The volunteer was asked; somebody coming is released if silent, a verdict is asked for once."""
    coming = response.state is _S.COMING
    due = now + timedelta(minutes=incident.policy.release) if coming else None
    return replace(response, asked_at=now, due_at=due)


def released(response: Response, now: datetime) -> Response:
    """Silent after being asked: not counted as coming any more."""
    return replace(response, state=_S.RELEASED, left_at=now, due_at=None, step="")


def attended(responses: Iterable[Response]) -> bool:
    """Is anybody coming, on scene, or has anybody been there? Then nobody needs to be called further."""
    return any(r.taking_part or r.on_scene_at is not None for r in responses)
