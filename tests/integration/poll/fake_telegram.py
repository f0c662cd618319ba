"""Telegram's queue of updates as getUpdates shows it, and the house's side of it: handler and storage."""

import asyncio
import copy
from collections import defaultdict
from typing import Any, NamedTuple

from bot.handlers.poll import Poller

from .virtual import now

LATENCY = 0.01  # s for a request to reach Telegram, and again for its answer


class Asked(NamedTuple):
    """One request as it reached Telegram."""

    at: float
    offset: int | None
    timeout: int
    limit: int


class FakeTelegram:
    """The offset confirms what lies below it; at most 100 from there on; it waits only on nothing."""

    def __init__(self, first_id: int = 1000) -> None:
        self.queue: list[dict[str, Any]] = []
        self.asked: list[Asked] = []
        self.faults: list[Exception] = []
        self.silent = False
        self._next = first_id
        self._posted = asyncio.Event()

    def post(self, person: int, text: str = "") -> int:
        """A person writes to the bot; returns the update's id."""
        update_id, self._next = self._next, self._next + 1
        message = {"from": {"id": person}, "chat": {"id": person}, "text": text}
        self.queue.append({"update_id": update_id, "message": message})
        self._posted.set()
        return update_id

    def count_anew(self, first_id: int) -> None:
        """After a quiet week Telegram begins another numbering."""
        self._next = first_id

    @property
    def ids(self) -> list[int]:
        """What is not confirmed yet."""
        return [update["update_id"] for update in self.queue]

    async def get_updates(self, offset: int | None, timeout: int, limit: int) -> list[dict[str, Any]]:
        """As the Bot API server answers (an offset far above its count is answered from the head)."""
        await asyncio.sleep(LATENCY)
        self.asked.append(Asked(now(), offset, timeout, limit))
        if self.silent:
            await asyncio.Event().wait()
        if self.faults:
            raise self.faults.pop(0)
        if offset is not None and offset <= self._next + 10:
            self.queue = [update for update in self.queue if update["update_id"] >= offset]
        if not self.queue and timeout:
            self._posted.clear()
            try:
                async with asyncio.timeout(timeout):
                    await self._posted.wait()
            except TimeoutError:
                return []
        answer = copy.deepcopy(self.queue[: min(limit, 100)])
        await asyncio.sleep(LATENCY)
        return answer


class House:
    """Handles updates, slowly or badly where told to; its storage outlives a process."""

    def __init__(self, telegram: FakeTelegram) -> None:
        self.telegram = telegram
        self.seconds: dict[int, float] = {}  # person -> how long each of theirs takes
        self.failures: dict[int, list[BaseException]] = defaultdict(list)  # update id -> raised in turn
        self.began: list[tuple[float, int, int]] = []  # (when, person, update id)
        self.done: dict[int, float] = {}  # update id -> when
        self.order: dict[int, list[int]] = defaultdict(list)  # person -> finished ids
        self.stored: dict[int, dict[str, Any]] = {}
        self.park_faults: list[Exception] = []
        self.park_seconds = 0.002
        self.asked_to_park: list[int] = []
        self.unparked: list[int] = []
        self.running = self.most_at_once = 0

    def poller(self, **options: Any) -> Poller:
        """A new process' poller on the same Telegram and the same storage."""
        fetch = self.telegram.get_updates
        options = {"clock": now, "jitter": lambda: 0} | options
        return Poller(fetch, self.handle, self.park, self.unpark, **options)

    async def polls_for(self, seconds: float, **options: Any) -> int:
        """A process that takes up what is stored and polls so long; how many updates remained."""
        poller = self.poller(**options)
        asyncio.get_running_loop().call_later(seconds, poller.stop)
        return await poller.run(list(self.stored.values()))

    async def handle(self, update: dict[str, Any]) -> None:
        """The handler."""
        person, update_id = update["message"]["from"]["id"], update["update_id"]
        self.began.append((now(), person, update_id))
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            await asyncio.sleep(self.seconds.get(person, 0.001))
            if self.failures[update_id]:
                raise self.failures[update_id].pop(0)
        finally:
            self.running -= 1
        self.done[update_id] = now()
        self.order[person].append(update_id)

    async def park(self, update: dict[str, Any]) -> None:
        """Store durably."""
        self.asked_to_park.append(update["update_id"])
        await asyncio.sleep(self.park_seconds)
        if self.park_faults:
            raise self.park_faults.pop(0)
        self.stored[update["update_id"]] = update

    async def unpark(self, update_id: int) -> None:
        """Drop from storage."""
        self.unparked.append(update_id)
        await asyncio.sleep(0.002)
        del self.stored[update_id]

    def tries(self, update_id: int) -> list[float]:
        """When the update was begun, each time."""
        return [when for when, _, began in self.began if began == update_id]
