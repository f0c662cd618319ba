"""The demo for impatient tests: `python -m tests.stories.page.hurried FOLDER`, its port in HTTP_PORT.

Everything is the real demo's but the pace: whoever waits for Telegram's limits finds that time has passed.
"""

import asyncio
import os
import sys
from pathlib import Path

from bot.cli import demo
from bot.sandbox.stage import Stage


class HurriedStage(Stage):
    """A stage on which every look at the stopwatch finds two more seconds gone."""

    looks = 0

    def monotonic(self) -> float:
        self.looks += 1
        return super().monotonic() + 2.0 * self.looks


if __name__ == "__main__":
    asyncio.run(demo.perform(HurriedStage, Path(sys.argv[1]), "127.0.0.1", int(os.environ["HTTP_PORT"])))
