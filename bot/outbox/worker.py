"""How does every debt get sent? Lease, still true?, render, send, settle: one loop, at most ten unsettled."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from prometheus_client import CollectorRegistry

from bot.outbox.calling import Calls
from bot.outbox.chats import Chats
from bot.outbox.drawing import Drawing
from bot.outbox.jobs import Job, kind_of
from bot.outbox.leasing import LEASE, Leasing
from bot.outbox.pace import LONG, Pace
from bot.outbox.settling import Result, Settling
from bot.outbox.watching import Watching
from bot.storage.alone import Hold
from bot.storage.away import UNAVAILABLE
from bot.storage.claims import But
from bot.storage.unit_of_work import Database, Work
from bot.telegram.sending import Sender

log = structlog.get_logger(__name__)

AHEAD, REFILL_AT = 12, 5
"""So many are leased and drawn before their moment, and fetched anew when so few are left; they are put back
as soon as anything is committed, since they may be untrue or no longer the most urgent."""
NET_SECONDS = 1.0  # the loop looks again this often even if nobody woke it
COUNT_SECONDS = 5.0  # between two countings of what waits
FINISH_SECONDS = 5.0  # for what is in flight at a clean stop
SHORTEST_PAUSE = 0.0005


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
        registry: CollectorRegistry | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        probe: Callable[[str], None] = lambda _point: None,
    ) -> None:
        self._db, self._pace, self._now, self._monotonic = db, pace, now, monotonic
        self._leasing = Leasing(drawing)
        self._watching = Watching(registry or CollectorRegistry())
        self._settling = Settling(self._watching)
        self._chats = Chats(pace)
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._calls = Calls(sender, pace, self._chats, self._watching, monotonic, probe, self._woken.set)
        self._ready: deque[Job] = deque()
        self._stale = self._more = True
        self._left_out = False  # the last look passed over a chat that must wait
        self._look_at = self._count_at = 0.0
        self._leased_at = self._turned_at = now()
        self._refused = ""
        self._draining = 0
        self._holding = False
        self._turning = asyncio.Lock()
        self._turn_now: asyncio.Task[None] | None = None
        self._stopping = False
        self._stopped = asyncio.Event()

    def wake(self) -> None:
        """Something was committed: what is leased ahead may be untrue or no longer the most urgent."""
        self._stale = True
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
        """Send until `stop`, or until cancelled: alone. A database that went away is waited for."""
        while not self._stopping:
            try:
                async with self._db.sole_sender() as hold:
                    await self._send_while(hold)
            except Exception as error:  # noqa: BLE001 - told of, and nothing may end the sending for good
                if isinstance(error, UNAVAILABLE):
                    self._db.away.failed(error)
                self._tell(error)
                await asyncio.sleep(NET_SECONDS)

    async def _send_while(self, hold: Hold) -> None:
        """First free what a dead predecessor held; send until `stop`, or until the duty is lost."""
        self._holding = True
        try:
            freed = await self._let_go()
            if freed:
                log.info("outbox.leases_freed", n=freed)
            self._stale = True
            await self._loop(hold)
            if self._stopping:
                await self._stopped.wait()  # nobody else may send before what is in flight is settled
            else:
                log.warning("outbox.duty_lost")
        finally:
            self._holding = False
            if self._turn_now is not None:
                self._turn_now.cancel()

    async def _loop(self, hold: Hold) -> None:
        """Calls leave at their moment, also while the database is being written."""
        while hold and not self._stopping:
            self._woken.clear()
            if self._turn_now is None and self._must_turn():
                self._turn_now = asyncio.create_task(self._safe_turn())
                self._turn_now.add_done_callback(self._turned)
            self._start_what_may_go()
            self._calls.mind_the_line()
            if self._nothing_left():
                self._idle.set()
            await self._pause()

    def _turned(self, _turn: asyncio.Task[None]) -> None:
        self._turn_now = None
        self._woken.set()

    async def _let_go(self) -> int:
        """Settle what came back, give back what is held; how many were freed whose fate nobody knows."""
        async with self._turning:
            freed, now, results, back = 0, self._now(), self._calls.take_results(), list(self._ready)
            try:
                async with self._db.work(now, sending=True) as work:
                    await self._settling.settle(work, results, now, [job.item for job in back])
                    if self._holding:
                        await work.claims.come_back(now)
                        freed = await work.claims.free()
            except BaseException:
                self._calls.give_back(results)
                raise
            self._calls.settled()
            self._ready.clear()
            return freed

    def _overslept(self) -> bool:
        """Have the leases of what stands ready run out, in a long sleep, or was the clock stepped back?"""
        return bool(self._ready) and not timedelta(0) <= self._now() - self._leased_at <= LEASE

    def _closed(self) -> bool:
        """Is it known that nothing may leave for a while? What is leased ahead is given back."""
        return self._calls.circuit.open or self._pace.overall_wait(self._monotonic()) > NET_SECONDS

    def _must_turn(self) -> bool:
        """Is there something to write to the database, or to fetch from it?"""
        now = self._monotonic()
        if now >= self._look_at or self._calls.settle_wait(now) == 0.0:
            return True
        if self._ready and (self._closed() or self._overslept()):
            return True
        if self._calls.free_hands() <= 0 or self._pace.overall_wait(now) > 0:
            return False
        return self._stale or (self._more and len(self._ready) <= REFILL_AT)

    async def _safe_turn(self) -> None:
        """A turn that the database refused is repeated: what came back from Telegram is not forgotten."""
        async with self._turning:
            results, back = self._calls.take_results(), list[Job]()
            if self._stale or self._closed() or self._overslept():
                back, self._ready = list(self._ready), deque()
            stale, self._stale = self._stale, False
            try:
                self._ready.extend(await self._turn(results, back, stale=stale))
            except BaseException as error:
                self._calls.give_back(results)
                self._stale = True
                self._ready.extendleft(reversed(back))
                if not isinstance(error, Exception):
                    raise
                self._tell(error)
                await asyncio.sleep(NET_SECONDS)
            else:
                self._refused = ""

    def _tell(self, error: Exception) -> None:
        """One line a trouble, however often it comes; of a database that is away `db.away` tells."""
        if not isinstance(error, UNAVAILABLE) and self._refused != repr(error):
            self._refused = repr(error)
            log.exception("outbox.failed", error=type(error).__name__)

    async def _turn(self, results: list[Result], back: list[Job], *, stale: bool) -> list[Job]:
        """Settle what came back, put back what is stale, lease what may leave next."""
        now, mono = self._now(), self._monotonic()
        places = 0 if self._closed() else max(AHEAD - len(self._ready), 0)
        async with self._db.work(now, sending=True) as work:
            if now < self._turned_at:
                log.warning("clock.stepped_back", seconds=round((self._turned_at - now).total_seconds()))
                await work.claims.come_back(now, stepped=True)
            await self._settling.settle(work, results, now, [job.item for job in back])
            self._leasing.given_back(len(back))
            await self._count(work, now, anyway=stale)
            jobs, full = await self._lease(work, places, now, mono) if places else ([], True)
            work.label = _turn_label(results, jobs)
        self._calls.settled()
        self._turned_at = now
        self._leased_at = now if jobs else self._leased_at
        self._more = full or work.owes
        # As of the beginning: a chat whose wait ended during the turn was passed over all the same.
        self._left_out = self._chats.waiting(mono)
        self._look_at = mono + min(NET_SECONDS, self._chats.next_change(mono))
        return jobs

    async def _lease(self, work: Work, places: int, now: datetime, mono: float) -> tuple[list[Job], bool]:
        """The next jobs, and whether there may be more than these."""
        busy = {job.chat_id for job in self._ready} | self._calls.chats
        fresh = [] if self._draining else self._chats.freshly_drawn(mono)
        but = But([*self._chats.held(mono), *busy], self._chats.resting(mono), fresh)
        waiting = await self._leasing.candidates(work, now, places, but)
        items = await self._leasing.take(work, self._chats.free(waiting, mono), places, now)
        jobs, settled = await self._leasing.draw(work, items, self._time_for, now)
        await self._settling.settle(work, settled, now)
        return jobs, len(items) >= places or bool(settled)

    async def _count(self, work: Work, now: datetime, *, anyway: bool) -> None:
        mono = self._monotonic()
        if anyway or mono >= self._count_at:
            self._pace.crowd = await work.claims.crowd(int(LONG * self._pace.rate) + 1)
        if mono >= self._count_at:
            self._count_at = mono + COUNT_SECONDS
            self._leasing.tell()
            self._watching.depth(await work.notices.depth(), now)

    def _time_for(self, calls: int) -> float | None:
        return None if self._calls.circuit.open else self._pace.seconds_for(calls, self._monotonic())

    def _start_what_may_go(self) -> None:
        while self._ready and self._calls.free_hands() > 0 and not self._stopping:
            if self._pace.wait(self._ready[0].urgency, self._monotonic()) > 0 or self._overslept():
                break
            self._calls.start(self._ready.popleft())
            self._pace.crowd = max(self._pace.crowd - 1, 0)
        self._calls.crowded = bool(self._ready)

    def _nothing_left(self) -> bool:
        if self._calls.unsettled or self._ready or self._turn_now is not None:
            return False
        if self._calls.circuit.open:
            return True
        busy = self._stale or self._more or self._left_out or self._woken.is_set()
        return not busy and self._pace.overall_wait(self._monotonic()) <= 0

    async def _pause(self) -> None:
        """Until something happens, or may happen."""
        now = self._monotonic()
        waits = [NET_SECONDS, self._calls.ask_wait(now)]
        free = self._calls.free_hands() > 0
        if free and self._ready and not self._overslept():
            waits.append(self._pace.wait(self._ready[0].urgency, now))
        if self._turn_now is None:
            waits += [self._look_at - now, self._calls.settle_wait(now)]
            if free and (self._stale or (self._more and len(self._ready) <= REFILL_AT)):
                waits.append(self._pace.overall_wait(now))
        pause = max(min(wait for wait in waits if wait is not None), SHORTEST_PAUSE)
        # A timer of our own: a timeout would cancel and raise, several rounds of the loop for every call.
        timer = asyncio.get_running_loop().call_later(pause, self._woken.set)
        try:
            await self._woken.wait()
        finally:
            timer.cancel()

    async def stop(self) -> int:
        """Start nothing more, let what is in flight finish (≤ 5 s), settle it; how many were left over."""
        self._stopping = True
        self.wake()
        await self._calls.finish(FINISH_SECONDS)
        try:
            async with asyncio.timeout(FINISH_SECONDS):
                await self._let_go()
        except UNAVAILABLE as error:
            log.error("outbox.unsettled", n=self._calls.unsettled, reason=type(error).__name__)
        finally:
            self._stopped.set()
        return self._calls.unsettled


def _turn_label(results: list[Result], jobs: list[Job]) -> str:
    """What a turn's transaction is about; an empty turn has no name."""
    if results:
        return f"settle {kind_of(results[0].item)}"
    return f"lease {jobs[0].name}" if jobs else ""
