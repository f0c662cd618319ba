"""What do the calls of one broadcast say? Pure: calls in, figures out."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.bench.delivery.calls import Call

RATE = BURST = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one broadcast to `n` people; `first` and `last` are seconds after the start, None if none got it."""

    n: int
    delivered: int
    first: float | None
    last: float | None
    way: float
    slowed: int
    duplicates: int

    @property
    def lost(self) -> int:
        return self.n - self.delivered

    @property
    def share(self) -> float:
        """Of the limit: the time that the limit itself asks for, by the time taken, by the share delivered.

        Who leaves people out is quickly done; that counts for no more than the share delivered.
        """
        if not self.last:
            return 0.0
        speed = ideal(self.n, self.way) / self.last
        return (min(speed, 1.0) if self.lost else speed) * self.delivered / self.n


def ideal(n: int, way: float) -> float:
    """Seconds for `n` sends at the limit: a full burst at once, the rest at the rate, and one way there."""
    return max(n - BURST, 0) / RATE + way


def first_deliveries(calls: Iterable[Call], people: Collection[int]) -> dict[int, Call]:
    """The first message that reached each person, in the order of arrival."""
    found: dict[int, Call] = {}
    for call in sorted(calls, key=lambda c: c.done):
        if call.sent and call.chat in people:
            found.setdefault(call.chat, call)
    return found


def score(calls: Sequence[Call], people: Collection[int], start: float) -> Figures:
    """The figures of a broadcast that began at `start`."""
    calls = [call for call in calls if call.left >= start]
    found = first_deliveries(calls, people)
    done = [call.done - start for call in found.values()]
    return Figures(
        n=len(people),
        delivered=len(found),
        first=min(done, default=None),
        last=max(done, default=None),
        way=fmean(call.done - call.left for call in found.values()) if found else 0.0,
        slowed=sum(call.outcome == "429" for call in calls),
        duplicates=duplicates(calls, people),
    )


def duplicates(calls: Sequence[Call], people: Collection[int]) -> int:
    """Messages whose first line the same person had got already."""
    got = Counter((call.chat, call.head) for call in calls if call.sent and call.chat in people)
    return sum(count - 1 for count in got.values())


def in_flight(calls: Sequence[Call], moment: float) -> int:
    """Sends and edits that had left and had no outcome yet."""
    metered = (c for c in calls if c.method.startswith(("send", "edit")))
    return sum(call.left <= moment <= call.done for call in metered)


def worst_overtaking(order: Sequence[int]) -> int:
    """By how many places the most overtaken one was overtaken; `order` holds the ranks as they arrived."""
    farthest, worst = -1, 0
    for rank in order:
        worst = max(worst, farthest - rank)
        farthest = max(farthest, rank)
    return worst
