"""Which Bot API methods exist, which parameters does each know, and how is a call handed to it?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.methods.params import Params
from bot.sandbox.model import Bot
from bot.sandbox.world import World


@dataclass(slots=True)
class Call:
    """One call: whose, with what, and when (`now` unix seconds, `mono` monotonic seconds)."""

    world: World
    bot: Bot
    params: Params
    now: float
    mono: float


Runner = Callable[[Call], Any]
AnyRunner = TypeVar("AnyRunner", bound=Runner)


@dataclass(frozen=True, slots=True)
class Method:
    """A Bot API method; `metered` ones are what Telegram's sending limits count."""

    name: str
    run: Runner
    known: frozenset[str]
    metered: bool = False


METHODS: dict[str, Method] = {}
"""By lower-case name: Telegram does not mind the case."""


def method(name: str, known: str = "", *, metered: bool = False) -> Callable[[AnyRunner], AnyRunner]:
    """Register a method; `known` lists its parameters."""

    def register(run: AnyRunner) -> AnyRunner:
        METHODS[name.lower()] = Method(name, run, frozenset(known.split()), metered)
        return run

    return register
