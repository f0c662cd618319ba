"""Who goes next? Pure: a total order over all that waits, in which nobody waits for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.domain.notices import Urgency

ItemT = TypeVar("ItemT")

PATIENCE: dict[Urgency, timedelta] = {
    Urgency.SOS: timedelta(minutes=1),
    Urgency.FIRST_ALARM: timedelta(minutes=1),
    Urgency.ANSWER: timedelta(minutes=1),
    Urgency.STAND_DOWN: timedelta(minutes=5),
    Urgency.ALARM: timedelta(minutes=10),
    Urgency.PROMPT: timedelta(seconds=30),
    Urgency.CARD: timedelta(seconds=5),
    Urgency.INFO: timedelta(seconds=60),
}
"""How long each class may be overtaken before one of the tenth places is its own. The upper classes are
served by the order itself; a card shows its first news within seconds even while thousands are alarmed."""
GROUP_PATIENCE = PATIENCE[Urgency.CARD]
"""A whole desk reads what a group gets, and a group takes so few a minute that others lose nothing by it."""
EACH = 10
"""Of so many places one goes to whoever is overdue longest, of whatever class."""


@dataclass(frozen=True, slots=True)
class Waiting(Generic[ItemT]):
    """Something to send. `turn` is its place within its class: nearest first, incident by incident in rounds
    (a newcomer's turn begins where the round is, see `storage.notices`)."""

    item: ItemT
    urgency: Urgency
    turn: int
    since: datetime
    id: int
    group: bool = False

    @property
    def place(self) -> tuple[int, int, datetime, int]:
        """The smallest goes first; no two are equal."""
        return (self.urgency, self.turn, self.since, self.id)

    @property
    def deadline(self) -> datetime:
        own = PATIENCE[self.urgency]
        return self.since + (min(own, GROUP_PATIENCE) if self.group else own)


def choose(waiting: Sequence[Waiting[ItemT]], places: int, served: int, now: datetime) -> list[ItemT]:
    """The next `places` of those that wait, in order; `served` counts the places given away so far.

    Every tenth place belongs to whoever is overdue longest: an item's deadline stands still, so that only
    finitely many can be before it, however many SOS come.
    """
    line = sorted(waiting, key=lambda w: w.place)
    chosen: list[ItemT] = []
    while line and len(chosen) < places:
        taken = line[0]
        if (served + len(chosen)) % EACH == EACH - 1:
            overdue = (w for w in line if w.deadline <= now)
            taken = min(overdue, key=lambda w: (w.deadline, w.place), default=taken)
        line.remove(taken)
        chosen.append(taken.item)
    return chosen


def look_again(oldest: Sequence[Waiting[ItemT]], now: datetime) -> datetime:
    """When may somebody be overdue, if these are the oldest of each class? One who comes only now has the
    patience of the class still before them."""
    return min([now + min(PATIENCE.values()), *(w.deadline for w in oldest)])


def calls_until_done(waiting: Mapping[int, int], incident_id: int) -> int:
    """How many alarms leave until the last one of this incident has; `waiting` counts them by incident."""
    mine = waiting.get(incident_id, 0)
    return sum(min(n, mine) for n in waiting.values())
