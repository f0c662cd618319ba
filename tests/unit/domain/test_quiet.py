"""Which incidents may rest behind an overview, and for how long must nothing have happened?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import IncidentState, ResponseState, Standing, Verdict
from bot.domain.quiet import CALM, crowded, quiet
from bot.domain.situation import Delivery, Situation
from tests.unit.domain.cast import T0, minutes, running

LATER = T0 + minutes(30)
CALMED = Situation(running(unclaimed_since=None), LATER, counts={ResponseState.COMING: 1}, changed_at=T0)
"""Somebody has been coming for half an hour, and nothing else happened."""


def test_somebody_comes_and_nothing_happens() -> None:
    """Somebody on the way or there, nothing for the operator to do: quiet."""
    assert quiet(CALMED, LATER)
    assert quiet(replace(CALMED, counts={ResponseState.ON_SCENE: 2}), LATER)
    assert quiet(replace(CALMED, changed_at=None), LATER)


def test_ten_minutes_after_the_last_key_change() -> None:
    """To the second; the broadcast itself counts as a key change, and so does a card that was asked for."""
    just = replace(CALMED, changed_at=T0 + minutes(3))
    assert not quiet(just, T0 + minutes(3) + CALM - timedelta(seconds=1))
    assert quiet(just, T0 + minutes(3) + CALM)
    fresh = replace(CALMED, incident=replace(CALMED.incident, opened_at=LATER), changed_at=T0)
    assert not quiet(fresh, LATER + minutes(9.9))


@pytest.mark.parametrize(
    "loud",
    [
        replace(CALMED, counts={}),
        replace(CALMED, counts={ResponseState.LEFT: 3, ResponseState.ALARMED: 9}),
        replace(CALMED, incident=replace(CALMED.incident, unclaimed_since=T0)),
        replace(CALMED, delivery=Delivery(owed=9, accepted=8, waiting=1)),
        replace(CALMED, sos=True),
        replace(
            CALMED,
            incident=replace(CALMED.incident, verdict=Verdict.GENUINE, standing=Standing.DISPUTED),
        ),
        replace(CALMED, incident=replace(CALMED.incident, verdict=Verdict.HOAX, standing=Standing.CONFIRMED)),
    ],
    ids=["nobody", "all left", "unclaimed", "alarms wait", "sos", "disputed", "hoax"],
)
def test_what_wants_the_operator_is_never_quiet(loud: Situation) -> None:
    """However long ago it began."""
    assert not quiet(loud, LATER + timedelta(hours=5))


@pytest.mark.parametrize("state", [s for s in IncidentState if s is not IncidentState.OPEN])
def test_only_what_runs_can_be_quiet(state: IncidentState) -> None:
    """A draft and an ended incident have cards of their own."""
    assert not quiet(replace(CALMED, incident=replace(CALMED.incident, state=state)), LATER)


def test_a_confirmed_fire_may_rest() -> None:
    """A verdict that asks nothing of the operator does not keep an incident loud."""
    fire = replace(CALMED.incident, verdict=Verdict.GENUINE, standing=Standing.CONFIRMED)
    doubt = replace(CALMED.incident, verdict=Verdict.HOAX, standing=Standing.PROVISIONAL)
    assert quiet(replace(CALMED, incident=fire), LATER)
    assert quiet(replace(CALMED, incident=doubt), LATER)


@given(
    changed=st.integers(-3600, 3600),
    now=st.integers(-3600, 7200),
    coming=st.integers(0, 3),
    waiting=st.integers(0, 2),
    sos=st.booleans(),
)
def test_quiet_lasts_until_something_happens(
    changed: int, now: int, coming: int, waiting: int, sos: bool
) -> None:
    """What is quiet stays so while nothing happens, and is never so within ten minutes of a key change,
    however the clock was set."""
    at, news = T0 + timedelta(seconds=now), T0 + timedelta(seconds=changed)
    s = replace(
        CALMED,
        counts={ResponseState.COMING: coming},
        delivery=Delivery(waiting=waiting),
        sos=sos,
        changed_at=news,
    )
    if quiet(s, at):
        assert quiet(s, at + timedelta(hours=1))
        assert at - news >= CALM
        assert at - T0 >= CALM
        assert coming
        assert not waiting
        assert not sos
    assert not quiet(replace(s, changed_at=at), at + CALM / 2)


def test_four_have_room() -> None:
    """With four open incidents nothing changes; the fifth makes a crowd."""
    assert [n for n in range(8) if crowded(n)] == [5, 6, 7]
