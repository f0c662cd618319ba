"""How does a JSON body become named arguments of a Python method?"""

import inspect
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ActError
from bot.sandbox.model import Json

NAMES = {"chat": "chat_id", "as": "user_id", "user": "user_id", "id": "user_id"}


async def body_of(request: web.BaseRequest) -> Json:
    """The JSON object in a request's body."""
    found = json.loads(await request.read() or b"{}")
    if not isinstance(found, dict):
        raise ActError("a JSON object is expected")
    return found


def renamed(body: Json) -> Json:
    """Python's names for the short ones used over HTTP."""
    return {NAMES.get(name, name): value for name, value in body.items()}


def range_of(value: Any) -> tuple[float, float]:
    """One number or [low, high]."""
    low, high = value if isinstance(value, list) else (value, value)
    return float(low), float(high)


def run(act: Callable[..., Any], about: Json) -> Any:
    """Call with named arguments; wrong names are the caller's mistake and said so."""
    try:
        inspect.signature(act).bind(**about)
    except TypeError as error:
        raise ActError(f"{act.__name__}: {error}") from None
    return act(**about)
