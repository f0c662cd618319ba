"""From the start of a process that was killed in a broadcast to its first alarm; beside its own start."""

import tempfile
import time
from pathlib import Path

from bot.storage.migrate import migrate
from tests.bench.figures import row
from tests.crash.processes import Field, open_field

ROUNDS, VOLUNTEERS = 7, 400
HEARD = 15  # alarms that are sent between two kills
FACTOR = 1.2


async def one_restart(field: Field, heard: int) -> tuple[float, float]:
    """ms from the start to the first poll, and to the first alarm after it; the process is killed then."""
    polls, began = field.sandbox.calls.methods["getUpdates"], time.monotonic()
    process = await field.start()
    await field.polled(process, polls)
    await field.reached(heard + HEARD, 30)
    await field.kill(process)
    calls = field.sandbox.calls.entries
    poll = next(e.time for e in calls if e.method == "getUpdates" and e.time > began)
    alarm = min(e.time for e in field.alarms() if e.time > began)
    return 1000 * (poll - began), 1000 * (alarm - began)


async def measure() -> list[str]:
    """One broadcast, killed and gone on with again and again; the start is that of the same process."""
    starts, alarms = list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder)}/bench.db"
        await migrate(url)
        async with open_field(url, Path(folder), VOLUNTEERS) as field:
            process = await field.start_polling()
            await field.broadcast()
            await field.reached(HEARD, 30)
            await field.kill(process)
            for _ in range(ROUNDS):
                start, alarm = await one_restart(field, len(field.delivered()))
                starts.append(start)
                alarms.append(alarm)
    ratios = [alarm / start for start, alarm in zip(starts, alarms, strict=True)]
    return [
        row("killed, start to first poll", starts, "ms"),
        row("killed, start to first alarm sent again", alarms, "ms"),
        row("killed, first alarm by first poll", ratios, "×", f"(goal: median at most {FACTOR} ×)"),
    ]
