"""How does a command fail? One sentence with the mend, exit 2, no traceback."""

import functools
import sys
from collections.abc import Callable
from typing import NoReturn, ParamSpec

from bot.app import PROBLEMS

P = ParamSpec("P")


def fail(sentence: str) -> NoReturn:
    """Say it and end with 2."""
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


def in_one_sentence(command: Callable[P, None]) -> Callable[P, None]:
    """Turn the problems that people can mend into their sentence."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except PROBLEMS as problem:
            fail(str(problem))

    return wrapped
