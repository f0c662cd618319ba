"""What a volunteer may answer: the whole table, and the patience of the clock."""

from dataclasses import replace
from itertools import product

import pytest

from bot.domain.errors import Reason, Refused
from bot.domain.model import IncidentState, Response, ResponseState, Verdict
from bot.domain.policy import Policy
from bot.domain.response import (
    Answer,
    Moved,
    Overdue,
    answer,
    asked,
    attended,
    overdue,
    released,
    with_eta,
)
from tests.unit.domain.cast import T0, draft, ended, minutes, response, running

A, S = Answer, ResponseState
NO, SAME = "not now", "already so"
AT = T0 + minutes(3)

OUTCOME: dict[tuple[ResponseState, Answer], ResponseState | str] = {
    (S.ALARMED, A.COMING): S.COMING,
    (S.ALARMED, A.DECLINE): S.DECLINED,
    (S.ALARMED, A.ON_SCENE): NO,
    (S.ALARMED, A.WITHDRAW): NO,
    (S.ALARMED, A.FINISH): NO,
    (S.DECLINED, A.COMING): S.COMING,
    (S.DECLINED, A.DECLINE): SAME,
    (S.DECLINED, A.ON_SCENE): NO,
    (S.DECLINED, A.WITHDRAW): NO,
    (S.DECLINED, A.FINISH): NO,
    (S.COMING, A.COMING): SAME,
    (S.COMING, A.DECLINE): NO,
    (S.COMING, A.ON_SCENE): S.ON_SCENE,
    (S.COMING, A.WITHDRAW): S.LEFT,
    (S.COMING, A.FINISH): NO,
    (S.ON_SCENE, A.COMING): NO,
    (S.ON_SCENE, A.DECLINE): NO,
    (S.ON_SCENE, A.ON_SCENE): SAME,
    (S.ON_SCENE, A.WITHDRAW): NO,
    (S.ON_SCENE, A.FINISH): S.LEFT,
    (S.LEFT, A.COMING): S.COMING,
    (S.LEFT, A.DECLINE): NO,
    (S.LEFT, A.ON_SCENE): NO,
    (S.LEFT, A.WITHDRAW): SAME,
    (S.LEFT, A.FINISH): SAME,
    (S.RELEASED, A.COMING): S.COMING,
    (S.RELEASED, A.DECLINE): S.DECLINED,
    (S.RELEASED, A.ON_SCENE): S.ON_SCENE,
    (S.RELEASED, A.WITHDRAW): NO,
    (S.RELEASED, A.FINISH): NO,
}


def moved(before: Response, what: Answer) -> Response:
    outcome = answer(running(), before, what, AT)
    assert isinstance(outcome, Moved)
    return outcome.after


@pytest.mark.parametrize(("state", "what"), list(product(ResponseState, Answer)))
def test_every_answer_in_every_state(state: ResponseState, what: Answer) -> None:
    """Each button in each state moves, repeats without effect, or is refused, just as the table says."""
    outcome = answer(running(), response(state=state), what, AT)
    if isinstance(outcome, Refused):
        assert (outcome.reason, OUTCOME[state, what]) == (Reason.NOT_NOW, NO)
    else:
        assert (SAME if outcome.unchanged else outcome.after.state) == OUTCOME[state, what]


@pytest.mark.parametrize("what", Answer)
@pytest.mark.parametrize("state", [IncidentState.CLOSED, IncidentState.CANCELLED, IncidentState.MERGED])
def test_a_late_answer_hears_who_ended_it(state: IncidentState, what: Answer) -> None:
    """After the end every press is refused with the name and the time of the end."""
    refused = answer(ended(state), response(), what, T0 + minutes(50))
    assert refused == Refused(Reason.ENDED, "Pak Harno", T0 + minutes(30))


@pytest.mark.parametrize("what", Answer)
def test_nobody_answers_a_draft(what: Answer) -> None:
    """Before the broadcast there is nothing to answer."""
    assert answer(draft(), response(), what, AT) == Refused(Reason.NOT_OPEN)


def test_coming_is_dated_and_watched() -> None:
    """Budi's "coming" notes the time and is asked about after 15 minutes."""
    after = moved(response(step="aid_what", asked_at=T0), A.COMING)
    assert (after.coming_at, after.answered_at, after.due_at) == (AT, AT, AT + minutes(15))
    assert (after.step, after.asked_at) == ("", None)


def test_the_first_answer_keeps_its_time() -> None:
    """Changing one's mind does not change when one first answered."""
    assert moved(response(state=S.DECLINED, answered_at=T0), A.COMING).answered_at == T0


def test_coming_again_forgets_the_old_estimate() -> None:
    """Who left and comes again is on a new way: the old ETA and the leaving no longer hold."""
    after = moved(response(state=S.LEFT, eta_minutes=5, left_at=T0), A.COMING)
    assert (after.eta_minutes, after.left_at) == (None, None)


@pytest.mark.parametrize(("verdict", "due"), [(None, AT + minutes(5)), (Verdict.HOAX, None)])
def test_on_scene_is_asked_for_a_verdict_once(verdict: Verdict | None, due: object) -> None:
    """On the scene the verdict is asked for after 5 minutes, unless it was given."""
    after = moved(response(state=S.COMING, verdict=verdict, due_at=T0), A.ON_SCENE)
    assert (after.on_scene_at, after.due_at) == (AT, due)


@pytest.mark.parametrize(("state", "what"), [(S.COMING, A.WITHDRAW), (S.ON_SCENE, A.FINISH)])
def test_leaving_ends_the_watch(state: ResponseState, what: Answer) -> None:
    """Who left is not asked any more."""
    after = moved(response(state=state, due_at=T0), what)
    assert (after.left_at, after.due_at, after.taking_part) == (AT, None, False)


@pytest.mark.parametrize(("eta", "patience"), [(5, 15), (10, 20), (20, 30)])
def test_an_estimate_sets_the_patience(eta: int, patience: int) -> None:
    """An ETA is trusted for ten minutes longer than given."""
    outcome = with_eta(running(), response(state=S.COMING, asked_at=T0, due_at=T0), eta, AT)
    assert isinstance(outcome, Moved)
    assert (outcome.after.eta_minutes, outcome.after.due_at) == (eta, AT + minutes(patience))
    assert outcome.after.asked_at is None


def test_the_same_estimate_twice_changes_nothing() -> None:
    """A repeated tap on the same minutes tells nobody anything, unless the clock had asked."""
    first = with_eta(running(), response(state=S.COMING), 5, T0)
    assert isinstance(first, Moved)
    again = with_eta(running(), first.after, 5, AT)
    assert isinstance(again, Moved)
    assert again.unchanged
    after_question = with_eta(running(), replace(first.after, asked_at=T0), 5, AT)
    assert isinstance(after_question, Moved)
    assert after_question.after.due_at == AT + minutes(15)


@pytest.mark.parametrize("state", [s for s in ResponseState if s is not S.COMING])
def test_only_who_is_coming_gives_an_estimate(state: ResponseState) -> None:
    """Minutes mean nothing from somebody who is not on the way."""
    assert with_eta(running(), response(state=state), 5, AT) == Refused(Reason.NOT_NOW)


def test_an_estimate_after_the_end_is_late() -> None:
    """An ETA for an ended incident hears who ended it."""
    refused = with_eta(ended(IncidentState.CLOSED), response(state=S.COMING), 5, AT)
    assert refused == Refused(Reason.ENDED, "Pak Harno", T0 + minutes(30))


OVERDUE: dict[tuple[ResponseState, str], Overdue] = {
    (S.COMING, ""): Overdue.ASK_COMING,
    (S.COMING, "asked"): Overdue.RELEASE,
    (S.COMING, "judged"): Overdue.ASK_COMING,
    (S.ON_SCENE, ""): Overdue.ASK_VERDICT,
    (S.ON_SCENE, "asked"): Overdue.ASK_VERDICT,
}


@pytest.mark.parametrize(("state", "past"), list(product(ResponseState, ("", "asked", "judged"))))
def test_what_is_overdue(state: ResponseState, past: str) -> None:
    """Coming: asked, then released; on scene without a verdict: asked; nobody else is overdue."""
    waiting = response(
        state=state,
        due_at=AT,
        asked_at=T0 if past == "asked" else None,
        verdict=Verdict.GENUINE if past == "judged" else None,
    )
    assert overdue(waiting, AT) == OVERDUE.get((state, past))
    assert overdue(waiting, AT - minutes(0.01)) is None
    assert overdue(replace(waiting, due_at=None), AT) is None


def test_silence_after_the_question_ends_in_release() -> None:
    """Joko says "coming" and nothing more: asked at 15 minutes, released 5 later, never due again."""
    joko = moved(response(), A.COMING)
    assert joko.due_at is not None
    questioned = asked(running(), joko, joko.due_at)
    assert questioned.due_at == AT + minutes(20)
    assert overdue(questioned, AT + minutes(20)) is Overdue.RELEASE
    gone = released(questioned, AT + minutes(20))
    assert (gone.state, gone.left_at, gone.due_at) == (S.RELEASED, AT + minutes(20), None)


def test_a_verdict_is_asked_for_only_once() -> None:
    """After the question on the scene the clock leaves Wati alone."""
    wati = asked(running(), response(state=S.ON_SCENE, due_at=AT), AT)
    assert (wati.asked_at, wati.due_at) == (AT, None)


def test_the_incident_keeps_its_own_patience() -> None:
    """The times are those of the policy the incident started with, not today's."""
    slow = running(policy=Policy(ask=40, release=7, verdict=9, ask_after_eta=3))
    coming = answer(slow, response(), A.COMING, T0)
    assert isinstance(coming, Moved)
    assert coming.after.due_at == T0 + minutes(40)
    assert asked(slow, coming.after, T0).due_at == T0 + minutes(7)
    there = answer(slow, coming.after, A.ON_SCENE, T0)
    assert isinstance(there, Moved)
    assert there.after.due_at == T0 + minutes(9)
    with_minutes = with_eta(slow, coming.after, 10, T0)
    assert isinstance(with_minutes, Moved)
    assert with_minutes.after.due_at == T0 + minutes(13)


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ((), False),
        ((response(),), False),
        ((response(state=S.DECLINED), response(state=S.RELEASED)), False),
        ((response(state=S.LEFT),), False),
        ((response(state=S.DECLINED), response(state=S.COMING)), True),
        ((response(state=S.ON_SCENE),), True),
        ((response(state=S.LEFT, on_scene_at=T0),), True),
    ],
)
def test_attended(responses: tuple[Response, ...], expected: bool) -> None:
    """An incident is attended while somebody comes or is there, and once somebody has been there."""
    assert attended(responses) is expected
