"""The figures of delivery: what is counted, and that nobody can be recognised in them."""

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from bot.domain.notices import CardKind, CardRef, Notice, NoticeKind, NoticeState, Urgency
from bot.domain.people import Reach
from bot.outbox.watching import Watching
from bot.storage.claims import Leased, LeasedCard
from bot.telegram.faults import Blocked, Fault, Slow, Unsure
from bot.telegram.sending import Accepted

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
BUDI = 700_100_200


class Page:
    """The metrics page of a fresh process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.watching = Watching(self.registry)

    def value(self, name: str, **labels: str) -> float | None:
        return self.registry.get_sample_value(f"kentongan_{name}", labels)


@pytest.fixture
def page() -> Page:
    return Page()


def alarm(urgency: Urgency, kind: NoticeKind = NoticeKind.ALARM) -> Leased:
    notice = Notice(key="alarm:1:7", kind=kind, chat_id=BUDI, urgency=urgency, volunteer_id=7, incident_id=1)
    return Leased(1, notice, 1, NOW - timedelta(seconds=2), NOW + timedelta(hours=1), NOW)


CARD = LeasedCard(
    1, CardRef(kind=CardKind.OPERATOR, chat_id=-1, subject_id=1), 5, None, 2, Urgency.CARD, 1, NOW
)


@pytest.mark.parametrize(
    ("outcome", "label", "slow", "twice"),
    [
        (Accepted(5), "accepted", 0, 0),
        (Slow(3.0), "slow", 1, 0),
        (Unsure("cut", perhaps_sent=True), "unsure", 0, 1),
        (Unsure("refused", perhaps_sent=False), "unsure", 0, 0),
        (Blocked(Reach.BLOCKED, "bot was blocked"), "blocked", 0, 0),
    ],
    ids=lambda x: str(x),
)
def test_every_call_is_counted(
    page: Page, outcome: Accepted | Fault, label: str, slow: int, twice: int
) -> None:
    """Each call counts by its outcome and its time; 429s and lost answers are counted for themselves."""
    page.watching.called(outcome, 0.25)
    assert page.value("outbox_calls_total", outcome=label) == 1
    assert page.value("outbox_call_seconds_count") == 1
    assert page.value("outbox_call_seconds_sum") == 0.25
    assert (page.value("outbox_429_total"), page.value("outbox_perhaps_twice_total")) == (slow, twice)


def test_an_incidents_first_alarm_is_timed_once(page: Page) -> None:
    """From the broadcast to its first accepted alarm: that alarm alone, and only when it was accepted."""
    page.watching.settled(alarm(Urgency.FIRST_ALARM), NoticeState.FAILED, NOW)
    page.watching.settled(alarm(Urgency.ALARM), NoticeState.SENT, NOW)
    page.watching.settled(alarm(Urgency.FIRST_ALARM, NoticeKind.REMINDER), NoticeState.SENT, NOW)
    assert page.value("first_alarm_seconds_count") == 0
    page.watching.settled(alarm(Urgency.FIRST_ALARM), NoticeState.SENT, NOW)
    assert page.value("first_alarm_seconds_count") == 1
    assert page.value("first_alarm_seconds_sum") == 2.0


def test_what_was_settled_is_counted_by_kind(page: Page) -> None:
    """Each end of a notice counts by kind and state; a card's redraw is no notice."""
    for state in (NoticeState.SENT, NoticeState.SENT, NoticeState.EXPIRED):
        page.watching.settled(alarm(Urgency.ALARM), state, NOW)
    page.watching.settled(CARD, NoticeState.SENT, NOW)
    assert page.value("outbox_settled_total", kind="alarm", state="sent") == 2
    assert page.value("outbox_settled_total", kind="alarm", state="expired") == 1
    assert b'kind="operator"' not in generate_latest(page.registry)


def test_a_wave_is_timed_to_its_last_alarm(page: Page) -> None:
    """From when the last of them was owed until nothing of them waits."""
    page.watching.wave_done(NOW - timedelta(seconds=40), NOW)
    assert page.value("last_alarm_seconds_sum") == 40.0
    assert page.value("last_alarm_seconds_bucket", le="30.0") == 0
    assert page.value("last_alarm_seconds_bucket", le="60.0") == 1


def test_what_waits_is_shown_and_goes_again(page: Page) -> None:
    """Each class shows how many wait and how old the oldest is; a class in which nothing waits shows none."""
    page.watching.depth({Urgency.ALARM: (3, NOW - timedelta(seconds=9))}, NOW)
    assert page.value("outbox_waiting", urgency="alarm") == 3
    assert page.value("outbox_oldest_seconds", urgency="alarm") == 9.0
    page.watching.depth({}, NOW)
    for urgency in Urgency:
        assert page.value("outbox_waiting", urgency=urgency.name.lower()) == 0
        assert page.value("outbox_oldest_seconds", urgency=urgency.name.lower()) == 0


def test_an_outage_is_shown(page: Page) -> None:
    """1 while Telegram does not answer, and 0 before and after."""
    assert page.value("telegram_down") == 0
    page.watching.telegram(down=True)
    assert page.value("telegram_down") == 1
    page.watching.telegram(down=False)
    assert page.value("telegram_down") == 0


def test_nobody_is_recognised(page: Page) -> None:
    """No label carries a person, a chat, an incident, or what was said."""
    page.watching.settled(alarm(Urgency.FIRST_ALARM), NoticeState.FAILED, NOW)
    page.watching.called(Blocked(Reach.BLOCKED, "Forbidden: bot was blocked by Budi"), 0.1)
    page.watching.depth({Urgency.ALARM: (1, NOW)}, NOW)
    labels = {k for family in page.registry.collect() for s in family.samples for k in s.labels}
    assert labels == {"urgency", "outcome", "kind", "state", "le"}
    shown = generate_latest(page.registry).decode()
    assert str(BUDI) not in shown
    assert "Budi" not in shown
