"""`make bench-delivery`: how close does a broadcast come to what Telegram lets through, at which cost?

This engine (the real process on a database file) beside python-telegram-bot, aiogram and others, each in a
process of its own against the same small Telegram in a third; then this engine alone: idle, busy, and when
things go wrong. `--quick` takes a few minutes, the whole more than half an hour.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence

from tests.bench.delivery.engine import NAME, forget_databases
from tests.bench.delivery.goals import verdicts
from tests.bench.delivery.peers import PEERS
from tests.bench.delivery.racing import ENGINES, QUICK, Race, race
from tests.bench.delivery.readings import READINGS
from tests.bench.delivery.running import CAP, Run
from tests.bench.delivery.table import HEAD, Verdict, line, verdict_line
from tests.bench.delivery.trials import QUICK_TRIALS, TRIALS, Conditions
from tests.bench.figures import heading

LONG_OUTAGE, SHORT_OUTAGE = 600.0, 20.0  # s


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench-delivery", description=__doc__.partition("\n")[0])
    parser.add_argument("--reading", default="", help=f"letters of {''.join(READINGS)}; AB if not given")
    parser.add_argument("--engines", default="", help=f"of {','.join(ENGINES)}; all if not given")
    parser.add_argument("--n", default="", help="recipients, such as 300,3000")
    parser.add_argument("--trials", default="", help=f"of {','.join(TRIALS)} or none; all if not given")
    parser.add_argument("--cap", type=float, default=CAP, help="seconds that one broadcast may take")
    parser.add_argument("--outage-minutes", type=float, default=0.0, help="how long Telegram is away")
    parser.add_argument("--busy-n", type=int, default=3000, help="recipients of the broadcast under way")
    parser.add_argument("--quick", action="store_true", help="300 recipients, two peers, short trials")
    parser.add_argument("--long", action="store_true", help="an outage of ten minutes, no peer ended early")
    parser.add_argument("--polls-at-once", action="store_true", help="getUpdates has no way to go")
    given = parser.parse_args()
    asked = {*given.reading, *given.engines.split(","), *given.trials.split(",")}
    if unknown := asked - {"", "none", *READINGS, *ENGINES, *TRIALS}:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    return given


def planned(given: argparse.Namespace) -> Race:
    """What the arguments ask for; QUICK or the whole where they say nothing."""
    usual = QUICK if given.quick else Race()
    return Race(
        readings=tuple(given.reading) or usual.readings,
        sizes=[int(n) for n in given.n.split(",") if n] or usual.sizes,
        engines=[e for e in given.engines.split(",") if e] or usual.engines,
        cap=given.cap,
        patient=given.long,
        polls_at_once=given.polls_at_once,
    )


def conditions(given: argparse.Namespace) -> Conditions:
    minutes = 60 * given.outage_minutes or (LONG_OUTAGE if given.long else SHORT_OUTAGE)
    reading = READINGS[given.reading[-1] if given.reading else "B"]
    reading = reading.with_polls_at_once() if given.polls_at_once else reading
    return Conditions(reading, busy_n=600 if given.quick else given.busy_n, outage=minutes)


async def run_race(plan: Race) -> list[Run]:
    for name in plan.readings:
        print(f"{name} = {READINGS[name].words}")
    for engine in plan.engines:
        if engine in PEERS:
            print(f"{engine} = {PEERS[engine].words} ({PEERS[engine].versions})")
    print(f"{NAME} = this bot, `python -m bot run` on an SQLite file\n\n{HEAD}", flush=True)
    runs = []
    async for run in race(plan):
        print(line(run), flush=True)
        runs.append(run)
    load = max((run.server for run in runs), default=0.0)
    print(f"The small Telegram itself took at most {100 * load:.0f} % of a core.")
    return runs


async def run_trials(names: Sequence[str], under: Conditions) -> None:
    print(f"\nThis bot alone, under {under.reading.name} ({under.reading.words}):", flush=True)
    for name in names:
        try:
            found = await TRIALS[name](under)
        except (TimeoutError, RuntimeError) as error:
            found = [Verdict(name, f"{type(error).__name__}: {error}", "to be measured at all", False)]
        print("\n".join(map(verdict_line, found)), flush=True)


async def main() -> None:
    given, began = arguments(), time.monotonic()
    print(heading())
    runs = await run_race(planned(given))
    print("", *map(verdict_line, verdicts(runs, (NAME, "outbox"))), sep="\n")
    usual = QUICK_TRIALS if given.quick else tuple(TRIALS)
    names = [t for t in given.trials.split(",") if t in TRIALS] if given.trials else usual
    if names:
        await run_trials(names, conditions(given))
    print(f"\n{(time.monotonic() - began) / 60:.1f} minutes")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    finally:
        forget_databases()
