"""How does every debt get sent? Lease, still true?, render, send, settle: one loop, at most ten unsettled."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.domain.notices import NoticeKind, Urgency
from bot.outbox.drawing import Drawing
from bot.outbox.pace import Pace
from bot.outbox.settling import BUG, Result, settle
from bot.storage.cards import LeasedCard
from bot.storage.notices import Leased
from bot.storage.unit_of_work import Database, Work
from bot.telegram.faults import Fault, Slow, Unsure
from bot.telegram.sending import Accepted, Sender
from bot.texts.screen import Screen

log = structlog.get_logger(__name__)

MOST_UNSETTLED = 10
LEASE_SECONDS = 60.0
REDRAW_SECONDS = 3.0  # a card is not redrawn more often, answers to a press excepted
NET_SECONDS = 1.0  # the loop looks again this often even if nobody woke it
SHORT_WAIT = 0.05


@dataclass(frozen=True, slots=True)
class Job:
    """One call to Telegram: a notice, or the redraw of a card."""

    item: Leased | LeasedCard
    screen: Screen

    @property
    def chat_id(self) -> int:
        return self.item.notice.chat_id if isinstance(self.item, Leased) else self.item.ref.chat_id

    @property
    def name(self) -> str:
        """What it is, for the named points before and after the call."""
        return kind_of(self.item)

    @property
    def urgency(self) -> Urgency:
        return self.item.notice.urgency if isinstance(self.item, Leased) else self.item.urgency


class Outbox:
    """The sender of one token. `wake` is called after every commit that left something to send."""

    def __init__(
        self,
        db: Database,
        sender: Sender,
        drawing: Drawing,
        pace: Pace,
        now: Callable[[], datetime],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        probe: Callable[[str], None] = lambda _point: None,
    ) -> None:
        self._db, self._sender, self._drawing, self._pace = db, sender, drawing, pace
        self._now, self._monotonic, self._probe = now, monotonic, probe
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._tasks: dict[asyncio.Task[None], Job] = {}
        self._results: list[Result] = []
        self._drawn_at: dict[int, float] = {}
        self._held_chats: dict[int, float] = {}
        self._draining = 0
        self._holding = False
        self._turning = asyncio.Lock()
        self._stopping = False
        self._stopped = asyncio.Event()

    def wake(self) -> None:
        """There is something to send."""
        self._idle.clear()
        self._woken.set()

    async def drain(self) -> None:
        """Wait until all that may be sent now has been sent and settled, cards without their usual pause."""
        self._draining += 1
        try:
            self.wake()
            await self._idle.wait()
        finally:
            self._draining -= 1

    async def run(self) -> None:
        """Send until `stop`, or until cancelled: alone, and after freeing what a dead predecessor held."""
        async with self._db.sole_sender():
            self._holding = True
            freed = await self._free_leases()
            if freed:
                log.info("outbox.leases_freed", n=freed)
            while not self._stopping:
                self._woken.clear()
                async with self._turning:
                    started = await self._safe_turn()
                if started == 0 and self._nothing_left():
                    self._idle.set()
                await self._pause(started)
            await self._stopped.wait()  # nobody else may send before what is in flight is settled

    async def _free_leases(self) -> int:
        async with self._db.work(self._now()) as work:
            await work.cards.free_leases()
            return await work.notices.free_leases()

    def _nothing_left(self) -> bool:
        busy = self._tasks or self._results or self._held_chats or self._woken.is_set()
        return not busy and self._pace.overall_wait(self._monotonic()) <= 0

    async def _safe_turn(self) -> int:
        """A turn that the database refused is repeated: what came back from Telegram is not forgotten."""
        results, self._results = self._results, []
        try:
            return await self._turn(results)
        except Exception as error:
            self._results = results + self._results
            log.exception("outbox.turn_failed", error=type(error).__name__)
            await asyncio.sleep(NET_SECONDS)
            return 0

    async def _turn(self, results: list[Result]) -> int:
        """Settle what came back and start what may leave now; returns how many were taken up."""
        room = self._room()
        now = self._now()
        async with self._db.work(now) as work:
            await settle(work, results, now)
            leased = await self._lease(work, now, room) if room else []
            jobs = await self._drawn(work, leased, now)
            work.label = _turn_label(results, jobs)
        for job in jobs:
            self._pace.begin(job.chat_id, self._monotonic())
            task = asyncio.create_task(self._deliver(job))
            self._tasks[task] = job
            task.add_done_callback(self._done)
        return len(leased)

    def _room(self) -> int:
        """How many calls may be started now: below ten unsettled, and within the pace."""
        return min(MOST_UNSETTLED - len(self._tasks), self._pace.room(self._monotonic()))

    async def _lease(self, work: Work, now: datetime, room: int) -> list[Leased | LeasedCard]:
        """Answers' cards, then notices in their order, then the other cards."""
        chats = self._held()
        busy = [job.item.id for job in self._tasks.values() if isinstance(job.item, Leased)]
        busy_cards = [job.item.id for job in self._tasks.values() if isinstance(job.item, LeasedCard)]
        fresh = self._freshly_drawn()
        taken: list[Leased | LeasedCard] = []
        taken += await work.cards.lease(
            now, LEASE_SECONDS, room, most=Urgency.ANSWER, but=busy_cards, but_chats=chats
        )
        if room > len(taken):
            left = room - len(taken)
            taken += await work.notices.lease(now, LEASE_SECONDS, left, but=busy, but_chats=chats)
        if room > len(taken):
            left = room - len(taken)
            taken += await work.cards.lease(
                now, LEASE_SECONDS, left, but=[*busy_cards, *fresh], but_chats=chats
            )
        return taken

    def _held(self) -> list[int]:
        now = self._monotonic()
        self._held_chats = {c: until for c, until in self._held_chats.items() if until > now}
        return list(self._held_chats)

    def _freshly_drawn(self) -> list[int]:
        now = self._monotonic()
        self._drawn_at = {c: at for c, at in self._drawn_at.items() if at + REDRAW_SECONDS > now}
        return [] if self._draining else list(self._drawn_at)

    async def _drawn(self, work: Work, leased: list[Leased | LeasedCard], now: datetime) -> list[Job]:
        """The jobs to start; what is untrue, expired or must wait is settled without a call."""
        jobs: list[Job] = []
        for item in leased:
            screen = await self._screen(work, item, now)
            if isinstance(screen, Screen) and self._may_go(job := Job(item, screen), jobs):
                jobs.append(job)
            else:
                await settle(work, [Result.without_call(item, screen)], now)
        return jobs

    def _may_go(self, job: Job, others: list[Job]) -> bool:
        """One call to a chat at a time, each within the chat's own pace."""
        running = [*others, *self._tasks.values()]
        if any(other.chat_id == job.chat_id for other in running):
            wait = SHORT_WAIT
        else:
            wait = self._pace.chat_wait(job.chat_id, job.urgency, self._monotonic())
        if wait > 0:
            self._held_chats[job.chat_id] = self._monotonic() + wait
        return wait <= 0

    async def _screen(self, work: Work, item: Leased | LeasedCard, now: datetime) -> Screen | str | None:
        if isinstance(item, Leased) and now > item.expires_at:
            return "expired"
        try:
            if isinstance(item, Leased):
                return await self._drawing.notice(work, item.notice, now)
            return await self._drawing.card(work, item.ref, now) or "nothing to show"
        except (LookupError, ValueError, AssertionError) as error:
            log.exception("outbox.cannot_draw", item=item.id, error=type(error).__name__)
            return f"{BUG}{type(error).__name__}"

    async def _deliver(self, job: Job) -> None:
        self._probe(f"before-send {job.name}")
        outcome: Accepted | Fault
        try:
            outcome = await self._call(job)
        except Exception as error:
            log.exception("outbox.bug", error=type(error).__name__)
            outcome = Unsure(type(error).__name__, perhaps_sent=True)
        finally:
            self._pace.end(self._monotonic())
        self._probe(f"after-send {job.name}")
        if isinstance(outcome, Slow):
            self._pace.slow(job.chat_id, outcome.seconds, self._monotonic())
        if isinstance(job.item, LeasedCard):
            self._drawn_at[job.item.id] = self._monotonic()
        self._results.append(Result(job.item, outcome, random.random()))

    async def _call(self, job: Job) -> Accepted | Fault:
        item = job.item
        if isinstance(item, Leased):
            reply_to = item.notice.args.get("reply_to")
            if item.notice.kind is NoticeKind.NOTE and item.notice.args.get("file_id"):
                media, file_id = str(item.notice.args["media"]), str(item.notice.args["file_id"])
                return await self._sender.send_file(job.chat_id, media, file_id, job.screen)
            return await self._sender.send(job.chat_id, job.screen, int(reply_to) if reply_to else None)
        if item.message_id is not None:
            return await self._sender.edit(job.chat_id, item.message_id, job.screen)
        return await self._sender.send(job.chat_id, job.screen, item.reply_to)

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        self._woken.set()

    async def _pause(self, started: int) -> None:
        """Until something happens; briefly when only the pace holds us back."""
        waits = [NET_SECONDS]
        now = self._monotonic()
        if (overall := self._pace.overall_wait(now)) > 0:
            waits.append(overall)
        waits += [at + REDRAW_SECONDS - now for at in self._drawn_at.values()]
        waits += [until - now for until in self._held_chats.values()]
        if started == 0:
            # Not `wait_for`: in Python 3.11 it swallows a cancellation that comes together with a waking.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(min(waits), 0.001)):
                    await self._woken.wait()

    async def stop(self) -> int:
        """Start nothing more, let what is in flight finish (≤ 5 s), settle it; how many were left over."""
        self._stopping = True
        self.wake()
        async with self._turning:  # a turn that is under way may still start calls
            if self._tasks:
                await asyncio.wait(list(self._tasks), timeout=5.0)
            results, self._results = self._results, []
            async with self._db.work(self._now()) as work:
                await settle(work, results, self._now())
            if self._holding:
                await self._free_leases()
        self._stopped.set()
        return len(self._tasks)


def kind_of(item: Leased | LeasedCard) -> str:
    return item.notice.kind.value if isinstance(item, Leased) else f"{item.ref.kind.value} card"


def _turn_label(results: list[Result], jobs: list[Job]) -> str:
    """What a turn's transaction is about; an empty turn has no name."""
    if results:
        return f"settle {kind_of(results[0].item)}"
    return f"lease {jobs[0].name}" if jobs else ""
