"""Real bots that die: a process that has imported everything forks one for each life (0.3 s, not 3 s).

It reads one JSON line per life from standard input: settings, the clock's file, the points already visited
and the file to write the deadly point into. It answers `{"pid": …}` at once and `{"ended": …}` when the
child is gone. A child kills itself with SIGKILL at the first point that is not yet visited.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import app as root
from bot.web import server as server  # loaded late by the bot; here once for all lives

FASTER = 60.0  # the pace's own clock: a story need not wait real minutes for a group's next twenty messages


def reads_clock(path: Path) -> Callable[[], datetime]:
    """The story's clock, shared by all lives through a file of seconds since 1970."""
    return lambda: datetime.fromtimestamp(float(path.read_text()), tz=UTC)


def mortal(visited: set[str], deadly: Path, kill: bool) -> Callable[[str], None]:
    """A probe that ends the process at the first point nobody has died at; or only notes them."""

    def probe(point: str) -> None:
        if not point.split(" ", 1)[1] or point in visited:
            return
        with deadly.open("a") as file:
            file.write(f"{point}\n")
        visited.add(point)
        if kill:
            os.kill(os.getpid(), signal.SIGKILL)

    return probe


async def live(order: dict[str, Any]) -> None:
    """One life of the bot, unchanged but for its clock and its probe."""
    app = await root.build(
        root.settings(**order["settings"]),
        now=reads_clock(Path(order["clock"])),
        monotonic=lambda: time.monotonic() * FASTER,
        probe=mortal(set(order["visited"]), Path(order["deadly"]), order["kill"]),
    )
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, app.stop)
    await app.run()


def main() -> None:
    gc.freeze()  # what was imported needs no collecting in any of the lives
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(log, 1)
            os.dup2(log, 2)
            asyncio.run(live(order))
            os._exit(0)
        tell(pid=child)
        _, status = os.waitpid(child, 0)
        tell(ended=os.waitstatus_to_exitcode(status))


def tell(**what: int) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
