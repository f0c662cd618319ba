"""Does the clock go forward only, and stop wherever somebody has something to do?"""

import pytest

from bot.sandbox.clock import Clock, Walk


class Plans:
    """Due times, done when the clock has reached them."""

    def __init__(self, clock: Clock, *due: float) -> None:
        self.clock = clock
        self.due = sorted(due)
        self.worked: list[float] = []
        self.moves = 0
        self.stuck = False

    async def next_due(self) -> float | None:
        return self.due[0] if self.due else None

    async def work(self) -> None:
        self.worked.append(self.clock.now())
        if not self.stuck:
            self.due = [due for due in self.due if due > self.clock.now()]

    def moved(self) -> None:
        self.moves += 1

    def walk(self) -> Walk:
        return Walk(self.clock, self.next_due, self.work, self.moved)


def test_it_never_goes_back() -> None:
    """A jump to the past changes nothing; real time goes on beneath."""
    real = 1000.0
    clock = Clock(lambda: real)
    clock.jump(1060.0)
    clock.jump(900.0)
    assert clock.now() == 1060.0
    real = 1005.0
    assert clock.now() == 1065.0


async def test_a_walk_stops_at_every_due_time() -> None:
    """What is due on the way is done at its own time, in order, and the walk ends where it was to end."""
    clock = Clock(lambda: 0.0)
    plans = Plans(clock, 480.0, 120.0, 240.0, 1200.0)
    assert await plans.walk().go(15) == 3
    assert plans.worked == [0.0, 120.0, 240.0, 480.0, 900.0]
    assert clock.now() == 900.0
    assert plans.moves >= 4


async def test_what_is_due_already_is_done_first() -> None:
    """Before time jumps, all that is on its way has arrived."""
    clock = Clock(lambda: 600.0)
    plans = Plans(clock, 100.0)
    assert await plans.walk().go(1) == 0
    assert plans.worked == [600.0, 660.0]


async def test_what_never_gets_done_does_not_stop_time() -> None:
    """A due time that stays is visited once."""
    clock = Clock(lambda: 0.0)
    plans = Plans(clock, 30.0)
    plans.stuck = True
    assert await plans.walk().go(5) == 1
    assert clock.now() == 300.0


async def test_nobody_walks_twice_at_once() -> None:
    """A second walk is refused while one is going on."""
    clock = Clock(lambda: 0.0)
    plans = Plans(clock, 30.0)
    walk = plans.walk()
    walk.busy = True
    with pytest.raises(RuntimeError):
        await walk.go(1)
