"""How does the bench speak with the small Telegram? One object that starts it, works it and reads its log."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

import aiohttp

from tests.bench.delivery.calls import Call, read
from tests.bench.delivery.readings import Json, Reading

LOOK = 0.1  # s between two looks at the log; each look brings only what is new
PENDING = "pending"
MOST = 2000


class Telegram:
    """The sandbox of one run. Use it as an async context; it ends with the block."""

    def __init__(
        self,
        reading: Reading,
        users: Sequence[tuple[int, int]],
        *,
        blocked: Sequence[int] = (),
        group: Json | None = None,
    ) -> None:
        self._job = {
            "limits": reading.limits,
            "rules": list(reading.delays),
            "users": users,
            "blocked": blocked,
            "group": group,
        }
        self._calls: dict[int, Call] = {}
        self._read_to = 0
        self.counters: Json = {}

    async def __aenter__(self) -> "Telegram":
        command = [sys.executable, "-m", "tests.bench.delivery.telegram", json.dumps(self._job)]
        pipe = asyncio.subprocess.PIPE
        self.process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, env=os.environ)
        assert self.process.stdout is not None
        self.url = (await self.process.stdout.readline()).decode().strip()
        assert self.url, "the small Telegram did not start"
        self._http = aiohttp.ClientSession(self.url)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()
        assert self.process.stdin is not None
        self.process.stdin.close()
        await self.process.wait()

    async def get(self, path: str, **query: Any) -> Json:
        async with self._http.get(f"/sandbox/{path}", params=query) as answer:
            found: Json = await answer.json()
            assert answer.ok, found
            return found

    async def post(self, path: str, body: Json) -> Json:
        async with self._http.post(f"/sandbox/{path}", json=body) as answer:
            found: Json = await answer.json()
            assert answer.ok, found
            return found

    async def act(self, user: int, do: str, **about: Any) -> Json:
        """What a person does; see the sandbox's README."""
        return await self.post("act", {"as": user, "do": do, **about})

    async def press(self, user: int, message_id: int, button: str, chat: int = 0) -> tuple[float, str]:
        """When the button was pressed, and the query's id."""
        pressed = time.monotonic()
        made = await self.act(user, "press", message_id=message_id, button=button, chat=chat)
        return pressed, made["query_id"]

    async def calls(self) -> list[Call]:
        """All calls so far, oldest first. Those that are under way are read again at the next look."""
        while True:
            log = await self.get("log", since=self._read_to, limit=MOST)
            self.counters = log["counters"]
            found = [read(entry) for entry in log["calls"]]
            self._calls.update((call.n, call) for call in found)
            if len(found) < MOST:
                break
            self._read_to = found[-1].n
        waiting = [n for n, c in self._calls.items() if c.outcome == PENDING and c.method != "getUpdates"]
        self._read_to = min(waiting, default=max(self._calls, default=0) + 1) - 1
        return list(self._calls.values())

    async def until(self, true: Callable[[list[Call]], bool], seconds: float) -> bool:
        """Look at the log until it is so; False when the time is over."""
        end = time.monotonic() + seconds
        while not true(await self.calls()):
            if time.monotonic() >= end:
                return False
            await asyncio.sleep(LOOK)
        return True

    async def button(self, user: int, words: str, chat: int = 0, seconds: float = 30) -> int:
        """The id of the newest message that shows this person a button of these words; waits for it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            view = await self.get(f"chats/{chat}", **{"as": user})
            for message in reversed(view["messages"]):
                if any(words in button["text"] for line in message["buttons"] for button in line):
                    return int(message["message_id"])
            await asyncio.sleep(LOOK)
        raise TimeoutError(f"{user} never saw a button {words}")
