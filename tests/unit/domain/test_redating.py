"""The clock was set back: which times of an incident and of a response still lie ahead?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.escalation import due_at
from bot.domain.model import Incident, IncidentState, Response, ResponseState, Verdict
from bot.domain.redating import incident_redated, response_redated

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def incident(opened: datetime, **fields: object) -> Incident:
    made = Incident(
        id=1, state=IncidentState.OPEN, created_at=opened, opened_at=opened, unclaimed_since=opened
    )
    made = replace(made, **fields)  # type: ignore[arg-type]  # any fields
    return replace(made, due_at=due_at(made))


def response(state: ResponseState, at: datetime, **fields: object) -> Response:
    made = Response(incident_id=1, volunteer_id=1, alarmed_at=at, state=state, coming_at=at)
    return replace(made, **fields)  # type: ignore[arg-type]  # any fields


def test_an_incident_of_the_past_stays_as_it_is() -> None:
    """Nothing changes where nothing lies ahead, and what was redated once is not redated again."""
    old = incident(NOW - HOUR)
    assert incident_redated(old, NOW) is old
    again = incident_redated(incident(NOW + HOUR), NOW)
    assert incident_redated(again, NOW) is again


def test_an_incident_of_the_future_counts_from_now() -> None:
    """Its ladder and its two hours begin now; what had been spent unclaimed stays spent."""
    again = incident_redated(incident(NOW + HOUR, unclaimed_spent=MINUTE, steps_told=1), NOW)
    assert (again.opened_at, again.unclaimed_since) == (NOW, NOW)
    assert again.due_at == NOW + 3 * MINUTE
    claimed = incident_redated(incident(NOW + HOUR, unclaimed_since=None), NOW)
    assert (claimed.unclaimed_since, claimed.due_at) == (None, NOW + 2 * HOUR)


def test_a_response_waits_no_longer_than_its_patience() -> None:
    """Coming, with and without an ETA, asked already, on scene: each is due within its own time from now."""
    at = NOW + HOUR
    for made, longest in (
        (response(ResponseState.COMING, at), 15),
        (response(ResponseState.COMING, at, eta_minutes=30), 40),
        (response(ResponseState.COMING, at, asked_at=at), 5),
        (response(ResponseState.ON_SCENE, at, on_scene_at=at), 5),
    ):
        again = response_redated(incident(at), replace(made, due_at=at + longest * MINUTE), NOW)
        assert again.due_at == NOW + longest * MINUTE
        assert {again.coming_at, again.on_scene_at, again.asked_at} <= {NOW, None}
        assert response_redated(incident(at), again, NOW) == again


def test_who_is_asked_nothing_is_asked_nothing() -> None:
    """A response without a time of its own gets none."""
    made = response(ResponseState.ON_SCENE, NOW + HOUR, on_scene_at=NOW + HOUR, verdict=Verdict.GENUINE)
    assert response_redated(incident(NOW), made, NOW).due_at is None
