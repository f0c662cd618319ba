"""How is the sandbox worked over HTTP, by tests and by the page? Addresses below /sandbox, JSON both ways."""

import base64
import dataclasses
import inspect
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox.arguments import body_of, range_of, renamed, run
from bot.sandbox.bodies import plain_json
from bot.sandbox.errors import ActError, ApiError
from bot.sandbox.faults import Rule
from bot.sandbox.limits import Limits
from bot.sandbox.media import picture_type
from bot.sandbox.model import Json
from bot.sandbox.presses import answer_json
from bot.sandbox.views import state
from bot.sandbox.words import words

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

MAX_WAIT = 60.0
FILES = ("photo", "voice", "sticker", "document", "video", "video_note", "audio")
ACTS = words(
    """
    text reply contact location move edit delete forward press forge tap start block unblock
    deactivate join leave
    """
)
CREATORS = ("bot", "user", "group", "supergroup", "channel")


class Console:
    """Routes requests to the people, the faults and the views."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._gets: dict[str, Callable[[Json, str], Awaitable[Any]]] = {
            "state": self._state,
            "chats": self._chat,
            "queries": self._query,
            "menu": self._menu,
            "log": self._log,
            "wait": self._wait,
            "faults": self._show_faults,
            "limits": self._show_limits,
        }
        self._posts: dict[str, Callable[[Json], Any]] = {
            "act": self._act,
            "members": self._member,
            "migrate": self._migrate,
            "chats": self._settings,
            "privacy": self._privacy,
            "faults": self._faults,
            "limits": self._limits,
            **{f"{kind}s": self._creator(kind) for kind in CREATORS},
        }

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request below /sandbox/."""
        head, _, tail = request.path.removeprefix("/sandbox").strip("/").partition("/")
        try:
            if request.method == "GET" and head in self._gets:
                return plain_json(await self._gets[head](dict(request.rel_url.query), tail))
            if request.method == "GET" and head == "files":
                return self._file(tail)
            if request.method == "POST" and head in self._posts:
                return plain_json(self._posts[head](await body_of(request)))
        except ActError as error:
            return plain_json({"error": str(error)}, 400)
        except ApiError as error:
            return plain_json({"error": error.description}, error.code)
        except (ValueError, KeyError, TypeError) as error:
            return plain_json({"error": f"{type(error).__name__}: {error}"}, 400)
        return plain_json({"error": f"nothing at {request.method} {request.path}"}, 404)

    async def _state(self, _query: Json, _tail: str) -> Json:
        return state(self._sandbox.world)

    async def _chat(self, query: Json, tail: str) -> Json:
        return self._sandbox.people.view(int(query["as"]), int(tail))

    async def _query(self, query: Json, tail: str) -> Json:
        people = self._sandbox.people
        timeout = min(MAX_WAIT, float(query.get("timeout", 0)))
        await self._sandbox.changed.until(lambda: people.answer(tail) is not None, timeout)
        return answer_json(people.answer(tail))

    async def _menu(self, query: Json, _tail: str) -> Any:
        return self._sandbox.people.menu(int(query["as"]), int(query.get("chat", 0)))

    async def _log(self, query: Json, _tail: str) -> Json:
        sandbox = self._sandbox
        entries = sandbox.calls.since(int(query.get("since", 0)), int(query.get("limit", 1000)))
        counters = sandbox.calls.counters(sandbox.faults.into_wait())
        return {"counters": counters, "calls": [entry.as_json() for entry in entries]}

    async def _wait(self, query: Json, _tail: str) -> Json:
        """Wait until a chat's (or the world's) revision is above `since`."""
        world, since = self._sandbox.world, int(query.get("since", 0))
        timeout = min(MAX_WAIT, float(query.get("timeout", 25)))
        if "as" in query:
            chat = self._sandbox.people.chat(int(query["as"]), int(query.get("chat", 0)), inside=False)
            changed = await self._sandbox.changed.until(lambda: chat.revision > since, timeout)
            return {"changed": changed, "revision": chat.revision}
        changed = await self._sandbox.changed.until(lambda: world.revision > since, timeout)
        return {"changed": changed, "revision": world.revision}

    async def _show_faults(self, _query: Json, _tail: str) -> Json:
        faults = self._sandbox.faults
        return {
            "accepting": faults.accepting,
            "rules": [dataclasses.asdict(rule) for rule in faults.rules],
        }

    async def _show_limits(self, _query: Json, _tail: str) -> Json:
        return dataclasses.asdict(self._sandbox.faults.limits)

    def _file(self, tail: str) -> web.Response:
        file = self._sandbox.world.files.get(tail) or self._sandbox.world.paths.get(tail)
        if file is None:
            raise ActError(f"there is no file {tail}")
        kind = picture_type(file.data) or file.mime or "application/octet-stream"
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return web.Response(body=file.data, content_type=kind.partition(";")[0], headers=headers)

    def _creator(self, kind: str) -> Callable[[Json], Json]:
        def create(body: Json) -> Json:
            about = dict(body)
            if "id" in about:
                about["user_id" if kind == "user" else "chat_id"] = about.pop("id")
            made = run(getattr(self._sandbox.people, f"add_{kind}"), about)
            return {"id": made.id}

        return create

    def _member(self, body: Json) -> Json:
        member = run(self._sandbox.people.set_member, renamed(body))
        return {"user": member.user_id, "status": member.status}

    def _migrate(self, body: Json) -> Json:
        return {"id": run(self._sandbox.people.migrate, renamed(body)).id}

    def _settings(self, body: Json) -> Json:
        return {"id": run(self._sandbox.people.set_chat, renamed(body)).id}

    def _privacy(self, body: Json) -> Json:
        run(self._sandbox.people.set_privacy, body)
        return {"done": True}

    def _act(self, body: Json) -> Json:
        """One act of a person; the answer names the message or the callback query that came of it."""
        people, about = self._sandbox.people, dict(body)
        name = str(about.pop("do", ""))
        about = renamed(about)
        if "data" in about and name in FILES:
            about["data"] = base64.b64decode(about["data"])
        if name in FILES:
            result = run(people.file, {"chat_id": 0, **about, "kind": name})
        elif name == "command":
            result = run(people.text, {"chat_id": 0, **about})
        elif name in ACTS:
            act = getattr(people, name)
            takes_chat = "chat_id" in inspect.signature(act).parameters
            result = run(act, {"chat_id": 0, **about} if takes_chat else about)
        else:
            raise ActError(f"unknown act {name}; known: {', '.join((*ACTS, 'command', *FILES))}")
        if isinstance(result, str):
            return {"query_id": result}
        return {"message_id": result} if isinstance(result, int) else {"done": True}

    def _faults(self, body: Json) -> Json:
        """{"rules": [...]} appends, {"clear": true} begins anew, {"accepting": false} stops the server."""
        faults = self._sandbox.faults
        if body.get("clear"):
            faults.clear()
        for rule in body.get("rules", ()):
            about = dict(rule)
            if "seconds" in about:
                about["seconds"] = range_of(about["seconds"])
            faults.add(Rule(**about))
        if "accepting" in body:
            (self._sandbox.resume if body["accepting"] else self._sandbox.halt)()
        self._sandbox.world.touch()
        return {"accepting": faults.accepting, "rules": len(faults.rules)}

    def _limits(self, body: Json) -> Json:
        limits = Limits(**body)
        self._sandbox.faults.set_limits(limits)
        return dataclasses.asdict(limits)
