"""What does the page ask of the stage? The page itself, what has changed, the clock, and a new face."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox import scene
from bot.sandbox.arguments import body_of
from bot.sandbox.bodies import plain_json
from bot.sandbox.errors import ActError
from bot.sandbox.model import Json
from bot.sandbox.page import page_file

if TYPE_CHECKING:
    from bot.sandbox.stage import Stage

MAX_WAIT = 30.0
SHOWN = 120
"""The newest messages of a chat that the page shows."""
FARTHEST = 24 * 60
"""Minutes of one walk."""
LONGEST_REST = 5.0
"""Seconds at a stop."""


class Door:
    """Answers the addresses that only a stage has; None for all others."""

    def __init__(self, stage: "Stage") -> None:
        self._stage = stage

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse | None:
        """Answer one request, or leave it to the sandbox."""
        try:
            match request.method, request.path:
                case "GET", "/sandbox/watch":
                    return plain_json(await self._watch(dict(request.rel_url.query)))
                case "POST", "/sandbox/walk":
                    return plain_json(await self._walk(await body_of(request)))
                case "POST", "/sandbox/newcomer":
                    return plain_json(self._stage.newcomer())
        except (ActError, ValueError, KeyError, TypeError) as error:
            return plain_json({"error": str(error) or type(error).__name__}, 400)
        return page_file(request.path) if request.method == "GET" else None

    async def _watch(self, query: Mapping[str, str]) -> Json:
        """Wait until something changes; then the chats that changed, the phones, the clock and the board.

        `since` counts only within one process, which `epoch` names: a page of an earlier one gets it all.
        """
        stage, world = self._stage, self._stage.sandbox.world
        since = int(query.get("since", -1)) if query.get("epoch") == stage.epoch else -1
        timeout = min(MAX_WAIT, float(query.get("timeout", 5)))
        await stage.sandbox.changed.until(lambda: world.revision > since, timeout)
        await asyncio.sleep(0)  # what changes in the same breath is told in the same answer
        phones = scene.phones(stage.sandbox.people, stage.about)
        return {
            "epoch": stage.epoch,
            "revision": world.revision,
            "phones": phones,
            "chats": [view for phone in phones if (view := self._changed(phone, since)) is not None],
            "clock": self._clock(),
            "board": dict(await stage.board()) if stage.board is not None else None,
            "faults": self._faults(),
        }

    def _changed(self, phone: Json, since: int) -> Json | None:
        people = self._stage.sandbox.people
        chat = people.chat(phone["as"], phone["chat"], inside=False)
        if since >= 0 and chat.revision <= since:
            return None
        view = people.view(phone["as"], phone["chat"])
        view["earlier"] = max(0, len(view["messages"]) - SHOWN)
        view["messages"] = view["messages"][-SHOWN:]
        return {"key": phone["key"], "view": view}

    def _clock(self) -> Json:
        stage = self._stage
        walk = stage.walk
        return {
            "now": stage.clock.now(),
            "zone": stage.about.get("zone", "UTC"),
            "zone_name": stage.about.get("zone_name", "UTC"),
            "can_walk": walk is not None,
            "walking": walk is not None and walk.busy,
            "until": walk.until if walk is not None and walk.busy else None,
        }

    def _faults(self) -> Json:
        faults = self._stage.sandbox.faults
        return {"accepting": faults.accepting, "rules": [rule.what for rule in faults.rules]}

    async def _walk(self, body: Json) -> Json:
        walk, minutes = self._stage.walk, float(body["minutes"])
        if walk is None:
            raise ActError("no bot is up yet")
        if walk.busy:
            raise ActError("the clock is being put forward already")
        if not 0 < minutes <= FARTHEST:
            raise ActError(f"minutes must lie between 0 and {FARTHEST}")
        rest = min(LONGEST_REST, max(0.0, float(body.get("rest", 0))))
        return {"stops": await walk.go(minutes, rest), "now": self._stage.clock.now()}
