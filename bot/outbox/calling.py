"""Who is being written to just now, and what came back? The calls under way and their unsettled results."""

import asyncio
import random
from collections.abc import Callable

import structlog

from bot.outbox.chats import Chats
from bot.outbox.circuit import Circuit
from bot.outbox.jobs import Job, call
from bot.outbox.pace import Pace
from bot.outbox.settling import Result
from bot.outbox.watching import Watching
from bot.storage.claims import LeasedCard
from bot.telegram.faults import Fault, Slow, Unsure
from bot.telegram.sending import Accepted, Sender

log = structlog.get_logger(__name__)

MOST_UNSETTLED = 10
SETTLE_AT, SETTLE_AFTER = 7, 0.3  # results, or seconds: whatever comes first


class Calls:
    """At most ten unsettled; pace, chats, circuit and counters learn from each. `changed` is called when the
    loop has something to do."""

    def __init__(
        self,
        sender: Sender,
        pace: Pace,
        chats: Chats,
        watching: Watching,
        monotonic: Callable[[], float],
        probe: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        self._sender, self._pace, self._chats, self._watching = sender, pace, chats, watching
        self._monotonic, self._probe, self._changed = monotonic, probe, changed
        self.circuit = Circuit()
        self.results: list[Result] = []
        self.crowded = False  # more jobs stand ready: the loop wakes for their steps anyway
        self._settling = 0
        self._oldest = 0.0
        self._tasks: dict[asyncio.Task[None], Job] = {}
        self._asking: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._tasks)

    @property
    def unsettled(self) -> int:
        return len(self._tasks) + len(self.results) + self._settling

    @property
    def chats(self) -> set[int]:
        """Whom the calls go to that are under way, or answered and not yet taken to be settled."""
        return {j.chat_id for j in self._tasks.values()} | {r.item.chat_id for r in self.results}

    def free_hands(self) -> int:
        """How many calls may be started as far as unsettled ones and the state of the line are concerned."""
        return self.circuit.most(len(self._tasks), MOST_UNSETTLED - self.unsettled)

    def settle_wait(self, now: float) -> float | None:
        """Seconds until the results should be settled; None without any."""
        if not self.results:
            return None
        if len(self.results) >= SETTLE_AT or self.unsettled >= MOST_UNSETTLED or not self.crowded:
            return 0.0
        return max(self._oldest + SETTLE_AFTER - now, 0.0)

    def take_results(self) -> list[Result]:
        """What is to be settled; it counts as unsettled until `settled`, or until it is given back."""
        results, self.results = self.results, []
        self._settling = len(results)
        return results

    def settled(self) -> None:
        self._settling = 0

    def give_back(self, results: list[Result]) -> None:
        """They could not be settled."""
        self.results[:0] = results
        self._settling = 0

    def start(self, job: Job) -> None:
        """Write the request; the pace's slot is taken now."""
        self._pace.begin(job.chat_id, self._monotonic(), job.urgency)
        task = asyncio.create_task(self._deliver(job))
        self._tasks[task] = job
        task.add_done_callback(self._done)

    async def _deliver(self, job: Job) -> None:
        self._probe(f"before-send {job.name}")
        outcome: Accepted | Fault
        began = self._monotonic()
        try:
            outcome = await call(self._sender, job)
        except Exception as error:
            log.exception("outbox.bug", error=type(error).__name__)
            outcome = Unsure(type(error).__name__, perhaps_sent=True)
        finally:
            ended = self._monotonic()
            self._pace.end(job.chat_id, ended, ended - began)
        self._probe(f"after-send {job.name}")
        self._learn(job, outcome, ended)
        self._watching.called(outcome, ended - began)
        if not self.results:
            self._oldest = ended
        self.results.append(Result(job.item, outcome, random.random(), outage=self.circuit.open))

    def _learn(self, job: Job, outcome: Accepted | Fault, now: float) -> None:
        """What does this outcome say about the chats, the pace and the line?"""
        if isinstance(job.item, LeasedCard):
            self._chats.drawn(job.item.id, now)
        if isinstance(outcome, Slow):
            self._pace.slow(job.chat_id, outcome.seconds, now)
        if isinstance(outcome, Unsure) and outcome.everybody:
            if self.circuit.failed(job.chat_id, now):
                self._watching.telegram(down=True)
                log.warning("telegram.down", reason=outcome.text)
        elif self.circuit.answered():
            self._watching.telegram(down=False)
            log.info("telegram.up")

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        if self.settle_wait(self._monotonic()) == 0.0 or not self.crowded:
            self._changed()

    def mind_the_line(self) -> None:
        """While the circuit is open somebody has to ask now and then whether Telegram is there again."""
        wait = self.circuit.probe_wait(self._monotonic())
        if wait is not None and wait <= 0 and self._asking is None:
            self._asking = asyncio.create_task(self._ask())

    def ask_wait(self, now: float) -> float | None:
        """Seconds until the next question; None when none is to be asked, or one is being asked."""
        return self.circuit.probe_wait(now) if self._asking is None else None

    async def _ask(self) -> None:
        there = False
        try:
            there = await self._sender.ping()
        except Exception as error:
            log.exception("outbox.bug", error=type(error).__name__)
        finally:
            self.circuit.probed(there, self._monotonic())
            self._asking = None
            self._changed()

    async def finish(self, seconds: float) -> int:
        """Wait so long for what is under way; how many calls were left."""
        if self._asking is not None:
            self._asking.cancel()
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=seconds)
        return len(self._tasks)
