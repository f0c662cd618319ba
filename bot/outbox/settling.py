"""What becomes of a call's outcome? Written once, in one transaction with whatever follows from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.notices import CardKind, NoticeKind, NoticeState, Urgency
from bot.domain.people import Reach
from bot.outbox.retry import Decision, Move, decide
from bot.storage.cards import LeasedCard
from bot.storage.notices import Leased, Settled
from bot.storage.unit_of_work import Work
from bot.telegram.faults import Fault
from bot.telegram.sending import Accepted
from bot.texts.screen import Screen

log = structlog.get_logger(__name__)


BUG = "bug: "
"""How the reason begins when a notice could not be drawn: our own mistake, shown as failed."""


@dataclass(frozen=True, slots=True)
class NoCall:
    """Nothing was sent: `reason` says why for good; without one it is simply tried again."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    item: Leased | LeasedCard
    outcome: Accepted | Fault | NoCall
    jitter: float = 0.0

    @staticmethod
    def without_call(item: Leased | LeasedCard, screen: Screen | str | None) -> "Result":
        """`screen` is the reason why there is none; a screen or None means "not now"."""
        return Result(item, NoCall(screen if isinstance(screen, str) else ""))


async def settle(work: Work, results: list[Result], now: datetime) -> None:
    """Write all of them; each touches its own row only."""
    changed: set[int] = set()
    for result in results:
        if isinstance(result.item, Leased):
            await _settle_notice(work, result.item, result, now)
            notice = result.item.notice
            if notice.kind is NoticeKind.ALARM and notice.incident_id is not None:
                changed.add(notice.incident_id)
        else:
            await _settle_card(work, result.item, result, now)
    for incident_id in changed:
        await work.cards.touch_all(CardKind.OPERATOR, incident_id, Urgency.CARD, now)


async def _settle_notice(work: Work, item: Leased, result: Result, now: datetime) -> None:
    outcome, notice = result.outcome, item.notice
    if isinstance(outcome, Accepted):
        await work.notices.settle([Settled(item.id, NoticeState.SENT, message_id=outcome.message_id)], now)
        if notice.kind is NoticeKind.ALARM and notice.incident_id is not None:
            await work.cards.alarm_accepted(notice.chat_id, notice.incident_id, outcome.message_id, now)
        return
    if isinstance(outcome, NoCall):
        await work.notices.settle([_not_sent(item, outcome)], now)
        return
    decision = decide(outcome, item.attempts, result.jitter)
    _tell(decision, notice_id=item.id, kind=notice.kind.value)
    await _learn(work, notice.chat_id, decision.reach)
    if decision.move is Move.FOLLOW:
        await _follow(work, notice.chat_id, decision.chat_id)
    if decision.move in (Move.AGAIN, Move.FOLLOW):
        due = now + timedelta(seconds=decision.after)
        again = Settled(
            item.id, NoticeState.WAITING, decision.reason, due_at=due, perhaps_twice=decision.perhaps_twice
        )
        await work.notices.settle([again], now)
    else:
        await work.notices.settle([Settled(item.id, NoticeState.FAILED, decision.reason)], now)


def _not_sent(item: Leased, outcome: NoCall) -> Settled:
    if not outcome.reason:
        return Settled(item.id, NoticeState.WAITING, unattempted=True)
    state = NoticeState.EXPIRED if outcome.reason == "expired" else NoticeState.DROPPED
    if outcome.reason.startswith(BUG):
        state = NoticeState.FAILED
    return Settled(item.id, state, outcome.reason)


async def _settle_card(work: Work, item: LeasedCard, result: Result, now: datetime) -> None:
    outcome = result.outcome
    if isinstance(outcome, Accepted):
        await work.cards.drawn(item, outcome.message_id, now)
        return
    if isinstance(outcome, NoCall):
        if outcome.reason:
            await work.cards.lose(item.id, outcome.reason)
        else:
            await work.cards.postpone(item.id, now)
        return
    decision = decide(outcome, item.attempts + 1, result.jitter)
    _tell(decision, card_id=item.id, kind=item.ref.kind.value)
    if decision.move is Move.FOLLOW:
        await _follow(work, item.ref.chat_id, decision.chat_id)
    elif decision.move is Move.GIVE_UP:
        await _learn(work, item.ref.chat_id, decision.reach)
        await work.cards.lose(item.id, decision.reason)
    else:
        anew = decision.move is Move.POST_ANEW
        await work.cards.postpone(item.id, now + timedelta(seconds=decision.after), anew=anew)


async def _follow(work: Work, old: int, new: int) -> None:
    await work.inbox.chat_moved(old, new)
    await work.notices.move_chat(old, new)
    await work.cards.move_chat(old, new)


async def _learn(work: Work, chat_id: int, reach: Reach | None) -> None:
    """A person's private chat tells how to reach them: a failure is noted."""
    if chat_id > 0 and reach is not None:
        await work.volunteers.set_reach(chat_id, reach)


def _tell(decision: Decision, **about: object) -> None:
    log.warning("outbox.fault", move=decision.move.value, reason=decision.reason, **about)
