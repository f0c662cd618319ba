"""How long does the real process take to its first poll, and what does it hold then, on a full database?"""

import sys

from bot.sandbox.server import Sandbox
from tests.bench.starting import TOKEN, one_start

START, MEMORY = "start to first poll", "memory of the process, a second later"


async def starts(url: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds and MiB of so many starts on this database; one more before them is not counted."""
    sandbox = Sandbox()
    await sandbox.start()
    sandbox.people.add_bot(TOKEN, "bench_bot", "Bench")
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": sandbox.url, "DATABASE_URL": url}
    try:
        found = [
            await one_start([sys.executable, "-m", "bot", "run"], env, sandbox) for _ in range(rounds + 1)
        ]
    finally:
        await sandbox.stop()
    return {START: [1000 * seconds for seconds, _ in found[1:]], MEMORY: [mib for _, mib in found[1:]]}
