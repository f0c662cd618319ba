"""Telegram goes away in the middle of a broadcast: what is tried meanwhile, and how does it go on?"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

from tests.bench.delivery.calls import Call
from tests.bench.delivery.conditions import Conditions
from tests.bench.delivery.engine import Bench, bench
from tests.bench.delivery.faults import lost
from tests.bench.delivery.scoring import first_deliveries, score, worst_overtaking
from tests.bench.delivery.table import Verdict

OVERTAKEN = 30
"""Places; what leaves within one second may arrive in any order."""
GROWS_BACK = 120.0  # s that the rest of the broadcast may take afterwards
Switch = Callable[[Bench], Awaitable[object]]


async def connections(under: Conditions) -> list[Verdict]:
    """Every connection is broken off."""

    async def away(running: Bench) -> None:
        await running.telegram.post("faults", {"accepting": False})

    async def back(running: Bench) -> None:
        await running.telegram.post("faults", {"accepting": True})

    return await _outage("away, connections cut", under, away, back)


async def bad_gateway(under: Conditions) -> list[Verdict]:
    """Every call is answered with a page that says 502."""

    async def away(running: Bench) -> None:
        await running.telegram.post("faults", {"rules": [{"what": "html", "status": 502}]})

    async def back(running: Bench) -> None:
        rules = list(under.reading.delays)
        await running.telegram.post("faults", {"clear": True, "rules": rules})

    return await _outage("away, 502 for all", under, away, back)


async def _outage(name: str, under: Conditions, away: Switch, back: Switch) -> list[Verdict]:
    async with bench(under.reading, under.n) as running:
        start = await running.broadcast()
        await running.reached(under.n // 2, 60)
        await _claim(running)
        left = time.monotonic()
        await away(running)
        await asyncio.sleep(under.outage)
        returned = time.monotonic()
        await back(running)
        calls = await running.all_reached(seconds=GROWS_BACK)
        refused = int(running.telegram.counters["refused"].get("sendMessage", 0))
    attempts = refused + sum(left <= c.left < returned for c in calls if c.method == "sendMessage")
    name = f"{name}, {under.outage:.0f} s"
    people = running.people
    return [lost(name, score(calls, people, start)), *_afterwards(name, calls, people, returned, attempts)]


async def _claim(running: Bench) -> None:
    """Somebody comes, so that a long outage brings no reminders and no wider waves."""
    alarm = await running.telegram.button(running.people[0], "Menuju lokasi")
    await running.telegram.press(running.people[0], alarm, "Menuju lokasi")
    await asyncio.sleep(0.5)


def _afterwards(
    name: str, calls: Sequence[Call], people: range, returned: float, attempts: int
) -> list[Verdict]:
    late = [c for c in first_deliveries(calls, people).values() if c.done > returned]
    worst = worst_overtaking([people.index(c.chat) for c in late])
    first = f"{late[0].done - returned:.2f} s" if late else "never"
    order = f"{len(late)} people; worst overtaken by {worst} places"
    return [
        Verdict(f"{name}: tried", f"{attempts} sends meanwhile"),
        Verdict(f"{name}: first after", first),
        Verdict(f"{name}: order after", order, f"at most {OVERTAKEN}", bool(late) and worst <= OVERTAKEN),
    ]
