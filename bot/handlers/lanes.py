"""Which update may start now, and up to where may Telegram forget?

Pure bookkeeping over raw updates (the dicts of `getUpdates`). One person's updates form a lane and run one
after another; lanes run side by side. Told of each confirmed offset, it forgets what lies below, so it
remembers one window of Telegram's plus what is unfinished.
"""

from collections import deque
from collections.abc import Hashable, Iterable
from typing import Any

Update = dict[str, Any]

WINDOW = 100  # getUpdates returns at most so many, counted from the offset (Bot API)
CROWDED_AFTER = 2  # full batches of mostly known updates in a row until some are worth parking
PARKED_MAX = 1000  # unfinished parked updates kept in memory; beyond that Telegram keeps the rest
NEW_NUMBERING_AFTER = 3
"""Batches in a row wholly below the confirmed offset until we believe that Telegram began counting anew.

It does so after a week without updates (Bot API, `Update.update_id`), and its server then answers an offset
"in the future" from the head of its queue (tdlib `TQueue::get`). A single one is a stray duplicate.
"""


def lane_of(update: Update) -> Hashable:
    """The person who caused the update; the chat for posts without a person; else the update itself.

    A post in a chat's own name (`sender_chat`) carries a placeholder in `from` that all such chats share.
    """
    payload = next((value for value in update.values() if isinstance(value, dict)), {})
    keys = ("chat",) if "sender_chat" in payload else ("from", "user", "voter_chat", "actor_chat", "chat")
    for key in keys:
        who = payload.get(key)
        if isinstance(who, dict) and "id" in who:
            return "chat" if "chat" in key else "person", who["id"]
    return "update", update["update_id"]


class Lanes:
    """An update is unknown → waiting → started → finished; a parked one no longer holds back the offset.

    `remember` finished updates until they are confirmed; without an offset (webhook) nothing ever is.
    """

    def __init__(self, window: int = WINDOW, *, remember: bool = True) -> None:
        self._window, self._remember = window, remember
        self._unfinished: dict[int, Update] = {}
        self._lanes: dict[Hashable, deque[int]] = {}  # the first of each is ready or started
        self._ready: deque[int] = deque()
        self._parked: set[int] = set()  # unfinished, but safe in storage
        self._finished: set[int] = set()  # not yet confirmed, so Telegram may send them again
        self._confirmed: int | None = None
        self._next: int | None = None  # one above the highest id Telegram has shown
        self._below = 0  # batches in a row that lay wholly below `_confirmed`
        self._crowded = 0  # batches in a row that were full, mostly of what we know

    @property
    def offset(self) -> int | None:
        """What may be asked for next: the lowest unfinished id not parked, else one above all seen."""
        return min((i for i in self._unfinished if i not in self._parked), default=self._next)

    @property
    def confirmed(self) -> int | None:
        """The last offset that Telegram is known to have been given; everything below is forgotten."""
        return self._confirmed

    @property
    def pending(self) -> bool:
        """Whether something unfinished holds back the offset (Telegram would answer with it at once)."""
        return len(self._unfinished) > len(self._parked)

    @property
    def unfinished(self) -> int:
        """How many updates are waiting or started, parked ones included."""
        return len(self._unfinished)

    @property
    def parked(self) -> int:
        """How many of the unfinished are safe in storage."""
        return len(self._parked)

    def __len__(self) -> int:
        """How many ids are remembered."""
        return len(self._unfinished) + len(self._finished)

    def is_unfinished(self, update_id: int) -> bool:
        """Whether the update is waiting or started."""
        return update_id in self._unfinished

    def confirm(self, offset: int | None) -> None:
        """Telegram has answered a request with this offset: whatever lies below it never comes again."""
        if offset is not None:
            self._confirmed = offset
            self._finished = {i for i in self._finished if i >= offset}

    def admit(self, updates: Iterable[Update]) -> int:
        """Take in what Telegram sent; return how many were new. Known and confirmed ones are ignored."""
        batch = sorted(updates, key=lambda update: int(update["update_id"]))
        self._watch_numbering(batch)
        if batch:
            self._next = max(self._next or 0, batch[-1]["update_id"] + 1)
        fresh = sum(self._add(update) for update in batch)
        crowded = len(batch) >= self._window and fresh < self._window // 2
        self._crowded = self._crowded + 1 if crowded else 0
        return fresh

    def replay(self, updates: Iterable[Update]) -> None:
        """Take in, before anything else, what an earlier process left parked."""
        for update in sorted(updates, key=lambda update: int(update["update_id"])):
            if self._add(update):
                self._parked.add(update["update_id"])

    def start(self) -> list[Update]:
        """The updates that may start now, each the first of its lane; they count as started."""
        ready = [self._unfinished[i] for i in self._ready]
        self._ready.clear()
        return ready

    def release(self, update_id: int) -> None:
        """A started update was broken off: it may start again, still before its person's later ones."""
        self._ready.append(update_id)

    def finish(self, update_id: int) -> bool:
        """A started update is done (or given up): its lane moves on. Return whether it was parked."""
        lane = lane_of(self._unfinished.pop(update_id))
        queue = self._lanes[lane]
        queue.popleft()
        if queue:
            self._ready.append(queue[0])
        else:
            del self._lanes[lane]
        if self._remember and (self._confirmed is None or update_id >= self._confirmed):
            self._finished.add(update_id)
        was_parked = update_id in self._parked
        self._parked.discard(update_id)
        return was_parked

    def stuck(self) -> list[Update]:
        """The updates to park so that newer ones come into Telegram's window; none while it moves by itself.

        Half a window at once: parking one by one would let in the others one by one.
        """
        if self._crowded < CROWDED_AFTER or len(self._parked) >= PARKED_MAX:
            return []
        floor = self._confirmed or 0
        held = sorted(i for i in (*self._unfinished, *self._finished) if i >= floor)
        front = held[: self._window // 2]
        return [self._unfinished[i] for i in front if i in self._unfinished and i not in self._parked]

    def park(self, update_id: int) -> None:
        """The unfinished update is safe in storage: it goes on, but no longer holds back the offset."""
        self._parked.add(update_id)

    def _add(self, update: Update) -> bool:
        update_id: int = update["update_id"]
        known = update_id in self._unfinished or update_id in self._finished
        if known or (self._confirmed is not None and update_id < self._confirmed):
            return False
        self._unfinished[update_id] = update
        queue = self._lanes.setdefault(lane_of(update), deque())
        queue.append(update_id)
        if len(queue) == 1:
            self._ready.append(update_id)
        return True

    def _watch_numbering(self, batch: list[Update]) -> None:
        confirmed = self._confirmed
        strange = bool(batch) and confirmed is not None and batch[-1]["update_id"] < confirmed
        self._below = self._below + 1 if strange else 0
        if self._below >= NEW_NUMBERING_AFTER and not self.pending:
            self._confirmed = self._next = None
            self._finished.clear()
            self._below = 0
