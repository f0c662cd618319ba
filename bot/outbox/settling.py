"""What becomes of a call's outcome? Written once, in one transaction with whatever follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.domain.notices import BUG, CardKind, NoticeKind, NoticeState, Urgency
from bot.domain.people import Reach
from bot.outbox.jobs import Item
from bot.outbox.retry import Decision, Move, decide
from bot.outbox.watching import Watching
from bot.storage.claims import Leased, LeasedCard, Settled
from bot.storage.unit_of_work import Work
from bot.telegram.faults import Fault, Unsure
from bot.telegram.sending import Accepted

log = structlog.get_logger(__name__)

EXPIRED = "expired"
OWN, DESK, SUMMED_UP = (
    (CardKind.VOLUNTEER, CardKind.APPROVAL),
    (CardKind.OPERATOR,),
    (CardKind.OVERVIEW, CardKind.FORMER),
)
"""Cards are written in the order in which a press writes them: first the person's own, then the operators',
then what sums these up. Else the sender and a press could wait for each other in PostgreSQL."""
TELL_AFTER = timedelta(seconds=1)
"""So often at most the operator's card hears how far the alarms are; and when the last is settled."""


@dataclass(frozen=True, slots=True)
class NoCall:
    """Nothing was sent: `reason` says why for good."""

    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """`jitter` in 0…1 spreads retries; `outage` = it came back while Telegram was not there at all."""

    item: Item
    outcome: Accepted | Fault | NoCall
    jitter: float = 0.0
    outage: bool = False


@dataclass(slots=True)
class _Consequences:
    """What a batch of results adds up to."""

    settled: list[Settled] = field(default_factory=list)
    arrived: list[tuple[int, int, int]] = field(default_factory=list)
    given_up: list[tuple[int, int]] = field(default_factory=list)  # alarms: chat, incident
    alarms: dict[int, datetime] = field(default_factory=dict)  # incident → when its alarms were owed
    first_failed: set[int] = field(default_factory=set)


class Settling:
    """Writes what became of calls; remembers when each incident's card last heard of its alarms."""

    def __init__(self, watching: Watching) -> None:
        self._watching = watching
        self._told: dict[int, datetime] = {}

    async def settle(
        self, work: Work, results: Sequence[Result], now: datetime, back: Sequence[Item] = ()
    ) -> None:
        """Write all of them, and give `back` what was leased and not sent; each touches its own row only."""
        so_far = _Consequences()
        for result in results:
            if isinstance(result.item, Leased):
                _weigh(so_far, result.item, await _settle_notice(work, result.item, result, so_far, now))
        await work.claims.settle(so_far.settled, now)
        await work.claims.put_back(item for item in back if isinstance(item, Leased))
        for incident_id in so_far.first_failed:
            await work.notices.promote(incident_id, now)
        await _cards(work, OWN, results, back, now)
        await work.claims.alarms_accepted(so_far.arrived, now)
        await work.claims.alarms_given_up(so_far.given_up)
        await _cards(work, DESK, results, back, now)
        for incident_id, since in so_far.alarms.items():
            await self._tell_the_card(work, incident_id, since, now)
        await _cards(work, SUMMED_UP, results, back, now)
        items = {r.item.id: r.item for r in results if isinstance(r.item, Leased)}
        for settled in so_far.settled:
            if settled.state is not NoticeState.WAITING:
                self._watching.settled(items[settled.id], settled.state, now)

    async def _tell_the_card(self, work: Work, incident_id: int, since: datetime, now: datetime) -> None:
        done = not await work.notices.alarms_wait(incident_id)
        told = self._told.get(incident_id)
        if done:
            self._told.pop(incident_id, None)
            self._watching.wave_done(since, now)
        elif told is not None and told <= now < told + TELL_AFTER:
            return
        else:
            self._told[incident_id] = now
        await work.cards.touch_all(CardKind.OPERATOR, incident_id, Urgency.CARD, now)


async def _cards(
    work: Work, kinds: Sequence[CardKind], results: Sequence[Result], back: Sequence[Item], now: datetime
) -> None:
    """Write what became of the cards of these kinds."""
    for kind in kinds:
        for result in sorted(results, key=lambda r: r.item.chat_id):
            if isinstance(result.item, LeasedCard) and result.item.ref.kind is kind:
                await _settle_card(work, result.item, result, now)
        of_kind = (item for item in back if isinstance(item, LeasedCard) and item.ref.kind is kind)
        await work.claims.put_back(of_kind)


def _weigh(so_far: _Consequences, item: Leased, settled: Settled) -> None:
    so_far.settled.append(settled)
    notice = item.notice
    if notice.kind is not NoticeKind.ALARM or notice.incident_id is None:
        return
    so_far.alarms[notice.incident_id] = item.created_at
    if settled.state not in (NoticeState.SENT, NoticeState.WAITING):
        so_far.given_up.append((notice.chat_id, notice.incident_id))
    if notice.urgency is Urgency.FIRST_ALARM and settled.state is not NoticeState.SENT:
        so_far.first_failed.add(notice.incident_id)


async def _settle_notice(
    work: Work, item: Leased, result: Result, so_far: _Consequences, now: datetime
) -> Settled:
    outcome, notice = result.outcome, item.notice
    if isinstance(outcome, Accepted):
        if notice.kind is NoticeKind.ALARM and notice.incident_id is not None:
            so_far.arrived.append((notice.chat_id, notice.incident_id, outcome.message_id))
        return Settled(item.id, NoticeState.SENT, message_id=outcome.message_id)
    if isinstance(outcome, NoCall):
        return _not_sent(item, outcome)
    decision = decide(outcome, item.attempts, result.jitter, outage=result.outage)
    _tell(outcome, decision, notice_id=item.id, kind=notice.kind.value)
    await _learn(work, notice.chat_id, decision.reach)
    if decision.move is Move.FOLLOW:
        await _follow(work, notice.chat_id, decision.chat_id)
    if decision.move in (Move.AGAIN, Move.FOLLOW):
        return _again(item, decision, now)
    return Settled(item.id, NoticeState.FAILED, decision.reason)


def _again(item: Leased, decision: Decision, now: datetime) -> Settled:
    return Settled(
        item.id,
        NoticeState.WAITING,
        decision.reason,
        due_at=now + timedelta(seconds=decision.after),
        perhaps_twice=decision.perhaps_twice,
        attempts=item.attempts,
    )


def _not_sent(item: Leased, outcome: NoCall) -> Settled:
    state = NoticeState.EXPIRED if outcome.reason == EXPIRED else NoticeState.DROPPED
    if outcome.reason.startswith(BUG):
        state = NoticeState.FAILED
    return Settled(item.id, state, outcome.reason)


async def _settle_card(work: Work, item: LeasedCard, result: Result, now: datetime) -> None:
    outcome = result.outcome
    if isinstance(outcome, Accepted):
        await work.claims.drawn(item, outcome.message_id, now)
        return
    if isinstance(outcome, NoCall):
        await work.claims.lose(item.id, outcome.reason)
        return
    decision = decide(outcome, item.attempts, result.jitter, outage=result.outage)
    _tell(outcome, decision, card_id=item.id, kind=item.ref.kind.value)
    if decision.move is Move.FOLLOW:
        await _follow(work, item.ref.chat_id, decision.chat_id)
    elif decision.move is Move.GIVE_UP:
        await _learn(work, item.ref.chat_id, decision.reach)
        await work.claims.lose(item.id, decision.reason)
    else:
        due = now + timedelta(seconds=decision.after)
        anew = decision.move is Move.POST_ANEW
        await work.claims.postpone(item.id, due, anew=anew)


async def _follow(work: Work, old: int, new: int) -> None:
    await work.inbox.chat_moved(old, new)
    await work.notices.move_chat(old, new)
    await work.cards.move_chat(old, new)


async def _learn(work: Work, chat_id: int, reach: Reach | None) -> None:
    """A person's private chat tells how to reach them: a failure is noted."""
    if chat_id > 0 and reach is not None:
        await work.volunteers.set_reach(chat_id, reach)


def _tell(fault: Fault, decision: Decision, **about: object) -> None:
    """One line for what concerns this recipient. When nobody answers for Telegram the circuit says so, once;
    the counters have each of them."""
    if not (isinstance(fault, Unsure) and fault.everybody):
        log.warning("outbox.fault", move=decision.move.value, reason=decision.reason, **about)
