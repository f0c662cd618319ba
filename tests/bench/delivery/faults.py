"""What does a broadcast lose, repeat or wait for when Telegram misbehaves in the middle of it?"""

import random
import time
from collections.abc import Sequence

from tests.bench.delivery.calls import Call
from tests.bench.delivery.conditions import Conditions
from tests.bench.delivery.engine import Bench, bench
from tests.bench.delivery.scoring import Figures, in_flight, score
from tests.bench.delivery.seeding import FIRST_OPERATOR, crowd
from tests.bench.delivery.table import Verdict

SHARE = 0.05
STORM, STORM_COSTS, IN_FLIGHT = 5, 5.2, 10
BLOCKED = 0.3
NO_TIME = 0.5  # s that may be noise between two runs
GROUP = -4_000_000_112
HELD_SECONDS = 12.0  # the operators' lines come after the alarms that are still owed
HELD_BACK = {"what": "delay", "method": "getUpdates", "seconds": HELD_SECONDS, "early": True, "count": 1}
"""The bot is to learn of the new group from a refusal, not from the update about it."""
LINES = ("menuju lokasi", "tiba di lokasi")


def lost(name: str, figures: Figures) -> Verdict:
    words = f"{figures.lost} of {figures.n}; {figures.duplicates} came twice"
    return Verdict(f"{name}: lost", words, "0", figures.lost == 0)


async def cut(under: Conditions) -> list[Verdict]:
    """5 % of the sends are executed and their answer cut off, 5 % meet a front server's 502."""
    rules = [
        {"what": "cut_after", "method": "sendMessage", "share": SHARE},
        {"what": "html", "method": "sendMessage", "share": SHARE, "status": 502},
    ]
    async with bench(under.reading, under.n) as running:
        preview = await running.post()
        await running.telegram.post("faults", {"rules": rules})
        start, _ = await running.telegram.press(FIRST_OPERATOR, preview, "Siarkan")
        calls = await running.all_reached()
    figures = score(calls, running.people, start)
    cut_off = sum(c.outcome == "cut_after" for c in calls)
    words = f"{figures.duplicates}; {cut_off} cut off, {sum(c.outcome == 'html' for c in calls)} × 502"
    fine = figures.duplicates <= cut_off
    return [lost("5 % cut, 5 % 502", figures), Verdict("5 % cut, 5 % 502: twice", words, "at most cut", fine)]


async def storm(under: Conditions) -> list[Verdict]:
    """For five seconds in the middle everything is answered 429."""
    usual = await under.baseline()
    rule = {"what": "too_many", "method": "sendMessage", "count": 1, "retry_after": STORM, "scope": "all"}
    async with bench(under.reading, under.n) as running:
        start = await running.broadcast()
        await running.reached(under.n // 2, 60)
        await running.telegram.post("faults", {"rules": [rule]})
        calls = await running.all_reached()
        into_wait = int(running.telegram.counters["into_known_wait"])
    figures = score(calls, running.people, start)
    hit = [c.done for c in calls if c.outcome == "429"]
    flying = in_flight(calls, min(hit)) if hit else 0
    name, allowed = f"{STORM} s of 429", usual + STORM_COSTS
    last = figures.last or float("inf")
    words = f"{len(hit)}; {flying} were in flight, {into_wait} went into the known wait"
    return [
        lost(name, figures),
        Verdict(f"{name}: 429s", words, f"at most {IN_FLIGHT} in flight", len(hit) <= IN_FLIGHT),
        Verdict(f"{name}: done after", f"{last:.2f} s", f"at most {allowed:.2f} s", last <= allowed),
    ]


async def blocked(under: Conditions) -> list[Verdict]:
    """Three in ten have blocked the bot, and it does not know yet."""
    usual = await under.baseline()
    async with bench(under.reading, under.n, blocked=_some(under.n)) as running:
        start = await running.broadcast()
        others = set(running.people) - set(_some(under.n))
        calls = await running.all_reached(count=len(others))
    figures = score(calls, others, start)
    refused = [c for c in calls if c.outcome == "403"]
    most = usual + NO_TIME
    last = figures.last or float("inf")
    tries = f"{len(refused)} attempts on {len(_some(under.n))} people"
    return [
        lost("30 % blocked", figures),
        Verdict("30 % blocked: done after", f"{last:.2f} s", f"at most {most:.2f} s", last <= most),
        Verdict("30 % blocked: tried", tries, "one each", len(refused) <= len(_some(under.n))),
    ]


def _some(n: int) -> tuple[int, ...]:
    """The same three in ten every time."""
    return tuple(sorted(random.Random(112).sample(crowd(n), round(BLOCKED * n))))


async def migration(under: Conditions) -> list[Verdict]:
    """Somebody comes, at that moment the operators' group becomes a supergroup, then they arrive."""
    group = {"id": GROUP, "owner": FIRST_OPERATOR}
    async with bench(under.reading, under.n, group=group) as running:
        start = await running.broadcast()
        await running.reached(under.n // 2, 60)
        await running.telegram.post("faults", {"rules": [HELD_BACK]})
        await _nearest_presses(running, "Menuju lokasi")
        moved = time.monotonic()
        new = int((await running.telegram.post("migrate", {"chat": GROUP}))["id"])
        query = await _nearest_presses(running, "Sudah di lokasi")
        await running.telegram.get(f"queries/{query}", timeout=2 * HELD_SECONDS)
        calls = await running.all_reached()
        await running.telegram.button(FIRST_OPERATOR, "Tutup", new)
    return [lost("group moved", score(calls, running.people, start)), _arrived(calls, new, moved)]


async def _nearest_presses(running: Bench, button: str) -> str:
    """The nearest volunteer's answer, which is a line for the operators; the query's id."""
    nearest = running.people[0]
    message = await running.telegram.button(nearest, button)
    _, query = await running.telegram.press(nearest, message, button)
    return query


def _arrived(calls: Sequence[Call], new: int, moved: float) -> Verdict:
    """Both lines, and whatever the old group refused; the card is known to be there."""
    heads = [c.head for c in calls if c.chat in (GROUP, new) and c.sent]
    came = [words for words in LINES if any(words in head for head in heads)]
    there = [c.done - moved for c in calls if c.chat == new and c.outcome == "ok"]
    owed, got = _owed(calls, new, moved)
    refused = sum(c.chat == GROUP and c.outcome == "400" for c in calls)
    words = f"card yes, lines {len(came)} of {len(LINES)}; {refused} calls refused by the old group, "
    words += f"{got} of {owed} messages among them came again"
    soon = f"first there after {min(there, default=float('nan')):.2f} s"
    fine = len(came) == len(LINES) and got == owed
    return Verdict("group moved: arrives there", f"{words}; {soon}", "all", fine)


def _owed(calls: Sequence[Call], new: int, moved: float) -> tuple[int, int]:
    """How many messages the old group refused, and how many of those the new one got."""
    after = [c for c in calls if c.left >= moved and c.method.startswith("send")]
    refused = {c.head for c in after if c.chat == GROUP and c.outcome == "400"}
    arrived = {c.head for c in after if c.chat == new and c.outcome == "ok"}
    return len(refused), len(refused & arrived)
