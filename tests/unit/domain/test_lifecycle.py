"""What may be done to an incident: the whole table, and any sequence of it."""

from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.errors import Reason, Refused
from bot.domain.escalation import LADDER, due_at, next_step, unclaimed_time
from bot.domain.lifecycle import Action, Change, apply, claimed, stepped, unclaimed
from bot.domain.model import Asking, Draft, Incident, IncidentState, Wave
from tests.unit.domain.cast import SARI, T0, draft, ended, minutes, running

A, S, R = Action, IncidentState, Reason
LATER = T0 + minutes(40)

BEFORE: dict[str, Incident] = {
    "draft": draft(),
    "open": running(),
    "closed": ended(S.CLOSED),
    "stood down": ended(S.CANCELLED),
    "merged": ended(S.MERGED),
    "discarded": ended(S.CANCELLED, opened_at=None),
}
OUTCOME: dict[tuple[str, Action], IncidentState | Reason] = {
    ("draft", A.BROADCAST): S.OPEN,
    ("draft", A.DISCARD): S.CANCELLED,
    ("draft", A.REMIND): R.NOT_OPEN,
    ("draft", A.WIDEN): R.NOT_OPEN,
    ("draft", A.STAND_DOWN): R.NOT_OPEN,
    ("draft", A.CLOSE): R.NOT_OPEN,
    ("draft", A.MERGE): S.MERGED,
    ("open", A.BROADCAST): R.ALREADY_BROADCAST,
    ("open", A.DISCARD): R.ALREADY_BROADCAST,
    ("open", A.REMIND): S.OPEN,
    ("open", A.WIDEN): S.OPEN,
    ("open", A.STAND_DOWN): S.CANCELLED,
    ("open", A.CLOSE): S.CLOSED,
    ("open", A.MERGE): S.MERGED,
    **dict.fromkeys(product(("closed", "stood down", "merged"), A), R.ENDED),
    **{("discarded", action): R.DISCARDED for action in A},
}


@pytest.mark.parametrize(("before", "action"), list(product(BEFORE, Action)))
def test_every_action_in_every_state(before: str, action: Action) -> None:
    """Each action in each state has just the outcome of the table: a new state or a reason."""
    outcome = apply(BEFORE[before], action, "Wati", LATER)
    seen = outcome.reason if isinstance(outcome, Refused) else outcome.after.state
    assert seen is OUTCOME[before, action]


@pytest.mark.parametrize("incident", BEFORE.values(), ids=list(BEFORE))
def test_a_refusal_names_who_came_first(incident: Incident) -> None:
    """Too late means: by whom and when it was decided, wherever somebody decided it."""
    refused = apply(incident, Action.BROADCAST, "Wati", LATER)
    if isinstance(refused, Change):
        assert incident.state is S.DRAFT
    elif incident.state is S.OPEN:
        assert (refused.by, refused.at) == (SARI, T0)
    else:
        assert (refused.by, refused.at) == ("Pak Harno", T0 + minutes(30))


@pytest.mark.parametrize("missing", ["kind", "zone"])
def test_an_incomplete_draft_is_not_broadcast(missing: str) -> None:
    """Without a kind or a zone nobody can be alarmed, so nothing is broadcast."""
    refused = apply(draft(**{missing: ""}), Action.BROADCAST, SARI, T0)
    assert refused == Refused(Reason.INCOMPLETE)


def test_broadcasting_starts_the_clock() -> None:
    """From the broadcast on the zone is called, unclaimed time runs, and the first step is due."""
    asking = draft(draft=Draft(asking=Asking.DETAILS))
    change = apply(asking, Action.BROADCAST, SARI, T0)
    assert isinstance(change, Change)
    after = change.after
    assert (after.opened_at, after.unclaimed_since, after.wave) == (T0, T0, Wave.ZONE)
    assert after.due_at == T0 + minutes(2)
    assert after.draft == Draft()
    assert (change.by, change.at, change.before) == (SARI, T0, asking)


@pytest.mark.parametrize(
    ("wave", "outcome"), [(Wave.ZONE, Wave.NEIGHBOURS), (Wave.NEIGHBOURS, Wave.CITY), (Wave.CITY, R.WIDEST)]
)
def test_widening_goes_one_wave_at_a_time(wave: Wave, outcome: Wave | Reason) -> None:
    """Zone, then neighbours, then the city; beyond the city there is nobody left."""
    done = apply(running(wave=wave), Action.WIDEN, SARI, LATER)
    assert (done.reason if isinstance(done, Refused) else done.after.wave) == outcome


@pytest.mark.parametrize("action", [A.STAND_DOWN, A.CLOSE, A.MERGE])
def test_an_end_is_dated_and_signed(action: Action) -> None:
    """Who ended it and when is kept, and nothing is due any more."""
    change = apply(running(), action, SARI, LATER)
    assert isinstance(change, Change)
    assert (change.after.ended_by, change.after.ended_at) == (SARI, LATER)
    assert change.after.ended
    assert change.after.due_at is None
    assert change.after.unclaimed_since is None


def test_a_reminder_changes_nothing_of_the_incident() -> None:
    """Reminding is told to people, not written into the incident."""
    change = apply(running(), Action.REMIND, SARI, LATER)
    assert isinstance(change, Change)
    assert change.after == change.before


@pytest.mark.parametrize("incident", BEFORE.values(), ids=list(BEFORE))
def test_claims_touch_only_open_incidents(incident: Incident) -> None:
    """Somebody coming or leaving starts or stops no clock of a draft or an ended incident."""
    if incident.state is not S.OPEN:
        assert claimed(incident, LATER) == incident
        assert unclaimed(incident, LATER) == incident


class AnyOrder(RuleBasedStateMachine):
    """Operators, volunteers and the clock act in any order."""

    @initialize()
    def start(self) -> None:
        self.now: datetime = T0
        self.incident = draft()
        self.final: Incident | None = None

    def keep(self, incident: Incident) -> None:
        self.incident = incident
        if incident.ended and self.final is None:
            self.final = incident

    @rule(action=st.sampled_from(Action))
    def act(self, action: Action) -> None:
        outcome = apply(self.incident, action, SARI, self.now)
        if isinstance(outcome, Change):
            self.keep(outcome.after)

    @rule()
    def somebody_comes(self) -> None:
        self.keep(claimed(self.incident, self.now))

    @rule()
    def nobody_comes(self) -> None:
        self.keep(unclaimed(self.incident, self.now))

    @precondition(lambda self: next_step(self.incident, self.now) is not None)
    @rule()
    def clock_steps(self) -> None:
        self.keep(stepped(self.incident))

    @precondition(lambda self: self.incident.state is S.OPEN)
    @rule()
    def operator_is_asked_to_close(self) -> None:
        asked = replace(self.incident, asked_to_close=True)
        self.keep(replace(asked, due_at=due_at(asked)))

    @rule(n=st.integers(0, 200))
    def time_passes(self, n: int) -> None:
        self.now += minutes(n)

    @invariant()
    def an_ended_incident_stays_as_it_ended(self) -> None:
        if self.final is not None:
            assert self.incident == self.final

    @invariant()
    def an_ended_incident_is_never_due(self) -> None:
        if self.incident.ended:
            assert self.incident.due_at is None
            assert next_step(self.incident, self.now) is None

    @invariant()
    def the_due_time_is_the_true_one(self) -> None:
        assert self.incident.due_at == due_at(self.incident)

    @invariant()
    def unclaimed_time_is_within_the_time_open(self) -> None:
        opened = self.incident.opened_at or self.now
        assert minutes(0) <= unclaimed_time(self.incident, self.now) <= self.now - opened

    @invariant()
    def steps_and_waves_stay_within_their_ladders(self) -> None:
        assert 0 <= self.incident.steps_told <= len(LADDER)
        assert (self.incident.wave is Wave.NONE) == (self.incident.opened_at is None)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
