"""How soon are people served, by an idle bot and by one in the middle of a broadcast to thousands?"""

import asyncio
from collections.abc import Iterable, Sequence

from tests.bench.delivery.calls import Call
from tests.bench.delivery.conditions import Conditions
from tests.bench.delivery.engine import Bench, bench
from tests.bench.delivery.scoring import first_deliveries
from tests.bench.delivery.seeding import FIRST_OPERATOR, neighbours, zones
from tests.bench.delivery.table import Verdict
from tests.bench.figures import p95

IDLE_MS, BUSY_MS, ANSWER_MS = 300, 1000, 250
PRESSES, INCIDENTS = 48, 4
WITHIN = 15.0  # s to wait for what ought to take a fraction of one
BUTTONS = ("Tidak bisa", "Menuju lokasi")


def milliseconds(values: Sequence[float]) -> str:
    """n, median, p95 and the longest of times in seconds."""
    if not values:
        return "n=0"
    times = sorted(1000 * value for value in values)
    return f"n={len(times)} median {times[len(times) // 2]:.0f}  p95 {p95(times):.0f}  max {times[-1]:.0f} ms"


def within(values: Sequence[float], most: float, least: int) -> bool:
    """Were there enough of them, and 95 % below `most` milliseconds?"""
    return len(values) >= least and 1000 * p95(values) <= most


async def first_alarm(running: Bench, zone: int) -> float | None:
    """An incident in a zone of three, by an operator of its own: seconds from the tap to the first alarm."""
    tapped = await running.broadcast(FIRST_OPERATOR + zone, zone)
    people = neighbours(zone)

    def alarmed(calls: list[Call]) -> bool:
        return bool(first_deliveries(calls, people))

    if not await running.telegram.until(alarmed, WITHIN):
        return None
    found = first_deliveries(await running.telegram.calls(), people)
    return min(call.done for call in found.values()) - tapped


async def idle(under: Conditions) -> list[Verdict]:
    """One small incident after the other."""
    times = []
    async with bench(under.reading, under.n) as running:
        for zone in range(1, len(zones())):
            times.append(await first_alarm(running, zone))
            await asyncio.sleep(1.0)
    found = [time for time in times if time is not None]
    ok = within(found, IDLE_MS, len(times))
    return [Verdict("idle: tap to first alarm", milliseconds(found), f"p95 {IDLE_MS} ms", ok)]


async def busy(under: Conditions) -> list[Verdict]:
    """Other incidents and many presses while the crowd of one is being alarmed."""
    async with bench(under.reading, under.busy_n) as running:
        started = await running.broadcast()
        await running.reached(PRESSES, WITHIN)
        pause = min(0.5, under.busy_n / 30 / PRESSES / 2)
        pressing = asyncio.create_task(press_all(running, pause))
        alarms = [await first_alarm(running, zone) for zone in range(1, INCIDENTS + 1)]
        pressed = await pressing
        await asyncio.sleep(3.0)
        calls = await running.telegram.calls()
        reached = len(first_deliveries((c for c in calls if c.left >= started), running.people))
    return _verdicts(under, calls, [a for a in alarms if a is not None], pressed, reached)


Pressed = tuple[int, int, float, float | None]
"""Who, on which message, when, and after how many seconds it was answered."""


async def press_all(running: Bench, pause: float) -> list[Pressed]:
    """The nearest answer their alarms, one every `pause` seconds."""
    alarms = first_deliveries(await running.telegram.calls(), running.people)
    tasks = []
    for place, (person, alarm) in enumerate(list(alarms.items())[:PRESSES]):
        tasks.append(asyncio.create_task(press(running, person, alarm.message_id, BUTTONS[place % 2])))
        await asyncio.sleep(pause)
    return list(await asyncio.gather(*tasks))


async def press(running: Bench, person: int, message_id: int, button: str) -> Pressed:
    """One press and its answer."""
    pressed, query = await running.telegram.press(person, message_id, button)
    answer = await running.telegram.get(f"queries/{query}", timeout=WITHIN)
    return person, message_id, pressed, answer["after"] if answer["answered"] else None


def edited_after(calls: Iterable[Call], presses: Sequence[Pressed]) -> list[float]:
    """Seconds from each press to the first edit of the message pressed on, where there was one."""
    edits = [c for c in calls if c.method.startswith("editMessage") and c.outcome == "ok"]
    found = []
    for person, message_id, pressed, _ in presses:
        own = [e.done for e in edits if (e.chat, e.message_id) == (person, message_id) and e.done > pressed]
        if own:
            found.append(min(own) - pressed)
    return found


def _verdicts(
    under: Conditions, calls: Sequence[Call], alarms: list[float], pressed: list[Pressed], reached: int
) -> list[Verdict]:
    answered = [after for *_, after in pressed if after is not None]
    edited = edited_after(calls, pressed)
    crowd = f"{under.busy_n} others"
    alarms_ok = len(alarms) == INCIDENTS and 1000 * max(alarms) <= BUSY_MS
    answers_ok = within(answered, ANSWER_MS, len(pressed))
    under_way = f"{reached} of {under.busy_n} had theirs at the end"
    return [
        Verdict(f"{crowd}: another's first alarm", milliseconds(alarms), f"each {BUSY_MS} ms", alarms_ok),
        Verdict(f"{crowd}: press to answer", milliseconds(answered), f"p95 {ANSWER_MS} ms", answers_ok),
        Verdict(f"{crowd}: press to edited card", milliseconds(edited), "", None),
        Verdict(f"{crowd}: still under way", under_way, "not all", reached < under.busy_n),
    ]
