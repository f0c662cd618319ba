"""A bot that is killed at every named point and started again, and people who do not notice."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sandbox.errors import ActError
from bot.sandbox.model import Json
from bot.sandbox.presses import bare
from bot.sandbox.server import Sandbox
from tests.stories.town import START

STEP_TIMEOUT = 90.0


class Lives:
    """Keeps one bot alive: whenever it dies, the next life begins at once."""

    def __init__(
        self, folder: Path, settings: dict[str, Any], *, kill: bool, spared: frozenset[str] = frozenset()
    ) -> None:
        self._folder, self._settings, self._kill = folder, settings, kill
        self.visited: set[str] = set(spared)  # nobody dies at a point that is in here
        self.deaths = 0
        folder.mkdir()
        self.clock = folder / "clock"
        self.set_clock(START)

    def set_clock(self, now: datetime) -> None:
        fresh = self._folder / "clock.new"
        fresh.write_text(str(now.timestamp()))
        fresh.replace(self.clock)

    async def __aenter__(self) -> "Lives":
        env = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        self._zygote = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.crash.zygote",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=env,
        )
        self._pid = 0
        self._ending = False
        self._keeper = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ending = True
        if self._pid:
            os.kill(self._pid, signal.SIGTERM)
        await asyncio.wait_for(self._keeper, 20)
        assert self._zygote.stdin is not None
        self._zygote.stdin.close()
        await self._zygote.wait()

    async def _keep(self) -> None:
        while not self._ending:
            deadly = self._folder / "deadly"
            deadly.unlink(missing_ok=True)
            ended = await self._one_life(deadly)
            self.visited |= set(deadly.read_text().splitlines()) if deadly.exists() else set()
            if ended == 0:
                return
            assert ended == -signal.SIGKILL, f"the bot ended with {ended}:\n{self.log()}"
            self.deaths += 1

    async def _one_life(self, deadly: Path) -> int:
        order = {
            "settings": self._settings,
            "clock": str(self.clock),
            "visited": sorted(self.visited),
            "deadly": str(deadly),
            "log": str(self._folder / "log"),
            "kill": self._kill,
        }
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        self._zygote.stdin.write(json.dumps(order).encode() + b"\n")
        self._pid = int(json.loads(await self._zygote.stdout.readline())["pid"])
        ended = int(json.loads(await self._zygote.stdout.readline())["ended"])
        self._pid = 0
        return ended

    def log(self) -> str:
        path = self._folder / "log"
        return path.read_text()[-4000:] if path.exists() else ""

    @property
    def failed(self) -> bool:
        return self._keeper.done() and not self._ending


class Crowd:
    """People who act once and then wait for what they expect, however often the bot dies meanwhile."""

    def __init__(self, sandbox: Sandbox, lives: Lives) -> None:
        self.sandbox, self.lives = sandbox, lives
        self.now = START

    async def see(self, user_id: int, chat_id: int, *words: str) -> None:
        """Wait until some message in the chat shows all these words."""
        await self._until(
            lambda: self._find(user_id, chat_id, words) is not None, f"{user_id} to see {words}"
        )

    async def say(self, user_id: int, chat_id: int, text: str) -> None:
        self.sandbox.people.text(user_id, chat_id, text)

    async def press(self, user_id: int, chat_id: int, words: str, *then: str, on: str = "") -> None:
        """Wait for the button (on a message that shows `on`), press it once, and wait for what follows."""
        await self._until(
            lambda: self._button(user_id, chat_id, words, on) is not None, f"{user_id} to see [{words}]"
        )
        message_id = self._button(user_id, chat_id, words, on)
        assert message_id is not None
        self.sandbox.people.press(user_id, chat_id, message_id, words)
        if then:
            await self.see(user_id, chat_id, *then)

    async def pass_time(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)
        self.lives.set_clock(self.now)

    async def _until(self, true: Callable[[], bool], what: str) -> None:
        done = await self.sandbox.changed.until(lambda: true() or self.lives.failed, timeout=STEP_TIMEOUT)
        assert not self.lives.failed, f"the bot is gone; log:\n{self.lives.log()}"
        assert done, f"waited for {what}; log:\n{self.lives.log()}"

    def _messages(self, user_id: int, chat_id: int) -> list[Json]:
        return self.sandbox.people.messages(user_id, chat_id)

    def _find(self, user_id: int, chat_id: int, words: tuple[str, ...]) -> Json | None:
        shown = self._messages(user_id, chat_id)
        return next((m for m in shown if all(w in m["text"] for w in words)), None)

    def _button(self, user_id: int, chat_id: int, words: str, on: str) -> int | None:
        try:
            shown = self._messages(user_id, chat_id)
        except ActError:
            return None
        for message in reversed(shown):
            if on in message["text"] and any(
                bare(words) in bare(b["text"]) for row in message["buttons"] for b in row
            ):
                return int(message["message_id"])
        return None
