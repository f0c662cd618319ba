"""How does a world outlive its process? As one file, written whole or not at all.

Records are pickled, and only the sandbox's own and harmless built-in types are read back. A file of another
version of the records counts as unreadable.
"""

import dataclasses
import hashlib
import io
import os
import pickle
from pathlib import Path
from typing import Any

from bot.sandbox import model
from bot.sandbox.model import Json
from bot.sandbox.world import World

LEFT_OUT = ("queries", "on_change", "on_update", "on_webhook")
"""Presses die with the process that would answer them; listeners belong to it."""
SKIPPED = 10_000
"""Ids left out after a crash: those used since the last save may be known to a bot and are not used again."""
_BUILT_IN = {("builtins", "frozenset"), ("builtins", "set"), ("collections", "deque")}


class SnapshotError(Exception):
    """The file is damaged, or of another version."""


def save(path: Path, world: World, about: Json) -> None:
    """Write the world and a few plain facts about it; the old file stays until the new one is complete."""
    fields = [field.name for field in dataclasses.fields(World) if field.name not in LEFT_OUT]
    kept = {"version": _version(), "about": about, "world": {name: getattr(world, name) for name in fields}}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with draft.open("wb") as file:
        file.write(pickle.dumps(kept))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def load(path: Path, world: World) -> Json | None:
    """Fill the world from a file and return the facts; None when there is no file. Raises SnapshotError."""
    try:
        kept = _Reader(io.BytesIO(path.read_bytes())).load()
        if kept["version"] != _version():
            raise SnapshotError(f"{path.name} is of another version")
        about: Json = dict(kept["about"])
        found: Json = dict(kept["world"])
    except FileNotFoundError:
        return None
    except SnapshotError:
        raise
    except Exception as error:
        raise SnapshotError(f"{path.name} can not be read ({type(error).__name__})") from error
    for name, value in found.items():
        setattr(world, name, value)
    return about


def skip_ids(world: World) -> None:
    """After a crash: leave out the ids that may have been used since the last save."""
    for bot in world.bots.values():
        bot.last_private_id += SKIPPED
        bot.last_update_id += SKIPPED
    for chat in world.chats.values():
        chat.last_id += SKIPPED
    world.last_user_id += SKIPPED
    world.last_query_id += SKIPPED
    world.last_file_id += SKIPPED


def _version() -> str:
    """A name for the shape of the records; it changes with them."""
    classes = [kind for kind in vars(model).values() if dataclasses.is_dataclass(kind)]
    shape = [(str(kind), [field.name for field in dataclasses.fields(kind)]) for kind in (World, *classes)]
    return hashlib.blake2b(repr(shape).encode(), digest_size=8).hexdigest()


class _Reader(pickle.Unpickler):
    """Reads records of the sandbox and nothing else: a file can not run code."""

    def find_class(self, module: str, name: str) -> Any:
        if module == model.__name__ and dataclasses.is_dataclass(vars(model).get(name)):
            return vars(model)[name]
        if (module, name) in _BUILT_IN:
            return super().find_class(module, name)
        raise SnapshotError(f"{module}.{name} does not belong into a snapshot")
