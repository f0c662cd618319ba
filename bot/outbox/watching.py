"""How is delivery doing? Counters and histograms by prometheus_client, for a metrics page."""

from collections.abc import Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.domain.notices import NoticeKind, NoticeState, Urgency
from bot.outbox.jobs import Item
from bot.storage.claims import Leased
from bot.telegram.faults import Fault, Slow, Unsure
from bot.telegram.sending import Accepted

ALARM_SECONDS = (0.1, 0.3, 1.0, 3.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0)
CALL_SECONDS = (0.03, 0.06, 0.12, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0)


class Watching:
    """Figures of one process. Names and labels carry no person, chat or place."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._waiting = Gauge(
            "kentongan_outbox_waiting", "Notices that wait, by class.", ["urgency"], registry=registry
        )
        self._oldest = Gauge(
            "kentongan_outbox_oldest_seconds", "Age of the oldest, by class.", ["urgency"], registry=registry
        )
        self._calls = Counter(
            "kentongan_outbox_calls", "Calls to Telegram, by outcome.", ["outcome"], registry=registry
        )
        self._settled = Counter(
            "kentongan_outbox_settled",
            "Notices settled, by kind and state.",
            ["kind", "state"],
            registry=registry,
        )
        self._slow = Counter("kentongan_outbox_429", "Calls refused as too many.", registry=registry)
        self._twice = Counter(
            "kentongan_outbox_perhaps_twice", "Calls whose answer was lost.", registry=registry
        )
        self._took = Histogram(
            "kentongan_outbox_call_seconds", "A call's time.", buckets=CALL_SECONDS, registry=registry
        )
        self._first = Histogram(
            "kentongan_first_alarm_seconds",
            "From the broadcast to its first accepted alarm.",
            buckets=ALARM_SECONDS,
            registry=registry,
        )
        self._last = Histogram(
            "kentongan_last_alarm_seconds",
            "From the broadcast (or a wave) to its last settled alarm.",
            buckets=ALARM_SECONDS,
            registry=registry,
        )
        self._down = Gauge("kentongan_telegram_down", "1 while Telegram does not answer.", registry=registry)

    def called(self, outcome: Accepted | Fault, seconds: float) -> None:
        """A call came back after so many seconds."""
        self._calls.labels(type(outcome).__name__.lower()).inc()
        self._took.observe(seconds)
        if isinstance(outcome, Slow):
            self._slow.inc()
        if isinstance(outcome, Unsure) and outcome.perhaps_sent:
            self._twice.inc()

    def settled(self, item: Item, state: NoticeState, now: datetime) -> None:
        """A notice has found its end."""
        if not isinstance(item, Leased):
            return
        self._settled.labels(item.notice.kind.value, state.value).inc()
        first = item.notice.kind is NoticeKind.ALARM and item.urgency is Urgency.FIRST_ALARM
        if first and state is NoticeState.SENT:
            self._first.observe((now - item.created_at).total_seconds())

    def wave_done(self, since: datetime, now: datetime) -> None:
        """Nothing of an incident's alarms waits any more; `since` = when the last of them was owed."""
        self._last.observe((now - since).total_seconds())

    def depth(self, depth: Mapping[Urgency, tuple[int, datetime]], now: datetime) -> None:
        """How many wait in each class, and since when the oldest."""
        for urgency in Urgency:
            n, since = depth.get(urgency, (0, now))
            self._waiting.labels(urgency.name.lower()).set(n)
            self._oldest.labels(urgency.name.lower()).set((now - since).total_seconds())

    def telegram(self, *, down: bool) -> None:
        """Is the circuit open?"""
        self._down.set(int(down))
