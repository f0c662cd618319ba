"""What is still true when its turn comes: every kind of notice against every state."""

from itertools import product

import pytest

from bot.domain.model import Incident, IncidentState, Response, ResponseState, Verdict
from bot.domain.notices import Args, Notice, NoticeKind, Urgency
from bot.outbox.truth import untrue
from tests.unit.domain.cast import T0, ended, minutes, response, running

K, S = NoticeKind, ResponseState
UNCLAIMED = running()
CLAIMED = running(unclaimed_since=None, unclaimed_spent=minutes(1))
ENDED = [ended(s) for s in (IncidentState.CLOSED, IncidentState.CANCELLED, IncidentState.MERGED)]
ANYWAY = "in any state"

ONLY_WHILE_OPEN: dict[NoticeKind, ResponseState | str] = {
    K.ALARM: S.ALARMED,
    K.REMINDER: S.ALARMED,
    K.ASK_COMING: S.COMING,
    K.RELEASED: S.RELEASED,
    K.ASK_VERDICT: S.ON_SCENE,
    K.COORDINATOR: ANYWAY,
}
"""The state a volunteer must still be in for it."""
ALWAYS = [K.STAND_DOWN, K.CLOSED, K.LINE, K.SOS, K.NOTE, K.REPLY, K.TEST_ALARM]


def notice(kind: NoticeKind, args: Args | None = None, incident_id: int | None = 1) -> Notice:
    return Notice(
        key="k", kind=kind, chat_id=7001, urgency=Urgency.PROMPT, incident_id=incident_id, args=args or {}
    )


def fitting(kind: NoticeKind) -> Response:
    state = ONLY_WHILE_OPEN.get(kind)
    return response(state=state if isinstance(state, ResponseState) else S.ALARMED, asked_at=T0)


@pytest.mark.parametrize(("kind", "incident"), list(product(NoticeKind, ENDED)), ids=lambda x: str(x)[:10])
def test_after_the_end_only_the_end_is_told(kind: NoticeKind, incident: Incident) -> None:
    """Alarms, questions and reminders of an ended incident are dropped; its end and key lines are told."""
    assert bool(untrue(notice(kind), incident, fitting(kind))) == (kind in ONLY_WHILE_OPEN)


@pytest.mark.parametrize("kind", NoticeKind)
def test_while_open_and_fitting_everything_is_true(kind: NoticeKind) -> None:
    """As long as nothing has changed since it was owed, a notice is sent."""
    assert untrue(notice(kind), UNCLAIMED, fitting(kind)) == ""


@pytest.mark.parametrize(("kind", "state"), list(product(ONLY_WHILE_OPEN, ResponseState)))
def test_an_answer_overtakes_what_asked_for_it(kind: NoticeKind, state: ResponseState) -> None:
    """Who has moved on since hears no more alarm, reminder or question about the old state."""
    reason = untrue(notice(kind), UNCLAIMED, response(state=state, asked_at=T0))
    assert bool(reason) == (ONLY_WHILE_OPEN[kind] not in (state, ANYWAY))


@pytest.mark.parametrize("kind", [k for k, state in ONLY_WHILE_OPEN.items() if state != ANYWAY])
def test_without_a_response_nobody_is_alarmed(kind: NoticeKind) -> None:
    """A volunteer whose part is gone (data deleted) hears nothing about it."""
    assert untrue(notice(kind), UNCLAIMED, None)


@pytest.mark.parametrize(
    ("kind", "args", "true_while_claimed"),
    [
        (K.REMINDER, {"by": "clock"}, False),
        (K.REMINDER, {"by": "operator"}, True),
        (K.COORDINATOR, {}, False),
        (K.LINE, {"line": "nobody"}, False),
        (K.LINE, {"line": "first-coming"}, True),
        (K.ALARM, {}, True),
        (K.STAND_DOWN, {}, True),
    ],
)
def test_calls_for_help_stop_when_somebody_comes(
    kind: NoticeKind, args: Args, true_while_claimed: bool
) -> None:
    """Once Wati is coming the clock's own cries are untrue; the operator's reminder and alarms stand."""
    assert untrue(notice(kind, args), UNCLAIMED, fitting(kind)) == ""
    assert (untrue(notice(kind, args), CLAIMED, fitting(kind)) == "") is true_while_claimed


def test_a_question_that_was_answered_is_not_asked() -> None:
    """An ETA given, or a verdict voted, makes the question behind it untrue."""
    new_eta = response(state=S.COMING, asked_at=None, eta_minutes=5)
    assert untrue(notice(K.ASK_COMING), CLAIMED, new_eta)
    voted = response(state=S.ON_SCENE, asked_at=T0, verdict=Verdict.GENUINE)
    assert untrue(notice(K.ASK_VERDICT), CLAIMED, voted)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_about_nothing_is_always_true(kind: NoticeKind) -> None:
    """Answers to commands belong to no incident and are always sent."""
    assert untrue(notice(kind, incident_id=None), None, None) == ""


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_vanished_incident_is_never_told(kind: NoticeKind) -> None:
    """Without its incident a notice can not be true."""
    assert untrue(notice(kind), None, response())


def test_every_kind_is_in_one_of_the_tables() -> None:
    """A new kind of notice must say here when it is true."""
    assert {*ONLY_WHILE_OPEN, *ALWAYS} == set(NoticeKind)
