"""The ladder: unclaimed time is counted exactly, and no step is forgotten or early."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.escalation import LADDER, Step, close_question_due, due_at, next_step, unclaimed_time
from bot.domain.lifecycle import claimed, stepped, unclaimed
from bot.domain.model import Incident, IncidentState
from bot.domain.policy import Policy
from tests.unit.domain.cast import T0, draft, ended, minutes, running

ROUTINE = Policy(5, 10, 20, 25)
POLICIES = st.lists(st.integers(1, 90), min_size=4, max_size=4, unique=True).map(
    lambda times: Policy(*map(float, sorted(times)))
)
EVENTS = st.lists(
    st.tuples(st.sampled_from(["claim", "unclaim", "step", "asked to close"]), st.integers(0, 1500)),
    max_size=25,
)
"""What happens, and how many seconds after the event before."""


@pytest.mark.parametrize(
    ("policy", "times"), [(Policy(), (2, 4, 8, 10)), (ROUTINE, (5, 10, 20, 25))], ids=["darurat", "biasa"]
)
def test_the_ladder_of_an_incident_that_nobody_takes(policy: Policy, times: tuple[int, ...]) -> None:
    """Reminder, neighbours, city, "nobody" come at their minutes, each once, none a second early."""
    incident = running(policy=policy)
    for step, minute in zip(LADDER, times, strict=True):
        at = T0 + minutes(minute)
        assert due_at(incident) == at
        assert next_step(incident, at - timedelta(seconds=1)) is None
        assert next_step(incident, at) is step
        incident = stepped(incident)
    assert next_step(incident, T0 + minutes(1000)) is None


def test_the_count_stops_while_somebody_comes_and_then_goes_on() -> None:
    """Budi is coming from minute 1 to minute 31: the reminder comes at minute 32, not at 2."""
    coming = claimed(running(), T0 + minutes(1))
    assert next_step(coming, T0 + minutes(20)) is None
    withdrawn = unclaimed(coming, T0 + minutes(31))
    assert unclaimed_time(withdrawn, T0 + minutes(31)) == minutes(1)
    assert due_at(withdrawn) == T0 + minutes(32)
    assert next_step(withdrawn, T0 + minutes(32)) is Step.REMIND


def test_a_second_claim_changes_nothing() -> None:
    """Wati coming as well does not count Budi's time twice."""
    coming = claimed(running(), T0 + minutes(1))
    assert claimed(coming, T0 + minutes(5)) == coming


def test_a_step_late_is_still_taken_in_order() -> None:
    """After a pause of the process the steps come one by one, none skipped."""
    incident, taken = running(), []
    while (step := next_step(incident, T0 + minutes(60))) is not None:
        taken.append(step)
        incident = stepped(incident)
    assert taken == list(LADDER)


@given(EVENTS, POLICIES)
@settings(max_examples=150, deadline=None)
def test_any_interleaving_counts_exactly_the_unclaimed_intervals(
    events: list[tuple[str, int]], policy: Policy
) -> None:
    """However claims come and go, the counted time is the sum of the intervals without anybody."""
    incident, now, expected, nobody = running(policy=policy), T0, timedelta(), True
    for what, seconds in events:
        now += timedelta(seconds=seconds)
        expected += timedelta(seconds=seconds) if nobody else timedelta()
        incident, nobody = happened(incident, what, nobody, now)
        assert unclaimed_time(incident, now) == expected
        assert (incident.unclaimed_since is not None) == nobody


def happened(incident: Incident, what: str, nobody: bool, now: datetime) -> tuple[Incident, bool]:
    if what == "claim":
        return claimed(incident, now), False
    if what == "unclaim":
        return unclaimed(incident, now), True
    if what == "step":
        return (stepped(incident) if next_step(incident, now) else incident), nobody
    asked = replace(incident, asked_to_close=True)
    return replace(asked, due_at=due_at(asked)), nobody


@given(EVENTS, POLICIES)
@settings(max_examples=150, deadline=None)
def test_an_open_incident_is_always_due_for_something_real(
    events: list[tuple[str, int]], policy: Policy
) -> None:
    """Until the last step was told an unclaimed incident has a due time, and at it something is due."""
    incident, now, nobody = running(policy=policy), T0, True
    for what, seconds in events:
        now += timedelta(seconds=seconds)
        incident, nobody = happened(incident, what, nobody, now)
        due = due_at(incident)
        if nobody and incident.steps_told < len(LADDER):
            assert due is not None
        if due is not None:
            assert next_step(incident, due) is not None or close_question_due(incident, due)
            if incident.unclaimed_since is not None and due <= incident.unclaimed_since:
                continue  # the clock is behind: due since before the count went on
            just_before = due - timedelta(microseconds=1)
            assert next_step(incident, just_before) is None
            assert not close_question_due(incident, just_before)


def test_after_two_hours_the_operator_is_asked_once() -> None:
    """An incident that stays open is due for the closing question at 120 minutes, and then no more."""
    incident = claimed(running(), T0 + minutes(1))
    assert due_at(incident) == T0 + minutes(120)
    assert not close_question_due(incident, T0 + minutes(119))
    assert close_question_due(incident, T0 + minutes(120))
    asked = replace(incident, asked_to_close=True)
    assert not close_question_due(asked, T0 + minutes(500))
    assert due_at(asked) is None


@pytest.mark.parametrize(
    "incident",
    [draft(), ended(IncidentState.CLOSED), ended(IncidentState.CANCELLED), ended(IncidentState.MERGED)],
    ids=lambda i: i.state.value,
)
def test_drafts_and_ended_incidents_are_left_alone(incident: Incident) -> None:
    """The clock has nothing to do before the broadcast and after the end."""
    much_later = T0 + minutes(10_000)
    assert due_at(incident) is None
    assert next_step(incident, much_later) is None
    assert not close_question_due(incident, much_later)


def test_a_clock_that_jumps_back_takes_nothing_away() -> None:
    """If the machine's clock is set back, counted time stays and is never negative."""
    incident = unclaimed(claimed(running(), T0 + minutes(1)), T0 + minutes(3))
    assert unclaimed_time(incident, T0) == minutes(1)
    assert claimed(incident, T0).unclaimed_spent == minutes(1)
