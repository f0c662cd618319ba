"""A database with its stores, and values with every field filled."""

import types
import typing
from collections.abc import AsyncIterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar

import pytest

from bot.storage.unit_of_work import Database

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
T = TypeVar("T")

_SAMPLES: dict[Any, Any] = {
    bool: True,
    int: 7,
    float: 1.5,
    str: "ké🔥<b>",
    datetime: NOW + timedelta(hours=1, microseconds=7),
    timedelta: timedelta(seconds=90.5),
    tuple[str, ...]: ("satu", "dua"),
    tuple[float, float]: (-7.25, 110.5),
    dict[str, str | int | float]: {"text": "ké🔥", "n": 3, "km": 1.5},
}


def filled(cls: type[T], **given: Any) -> T:
    """An instance whose every field differs from its default, whatever fields are added later."""
    hints = typing.get_type_hints(cls)
    values = {f.name: given.get(f.name, _sample(hints[f.name])) for f in fields(cls)}  # type: ignore[arg-type]  # T is a dataclass
    return cls(**values)


def _sample(hint: Any) -> Any:
    if typing.get_origin(hint) is types.UnionType:
        hint = next(h for h in typing.get_args(hint) if h is not type(None))
    if hint in _SAMPLES:
        return _SAMPLES[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)[-1]
    assert is_dataclass(hint), f"no sample for {hint}"
    return filled(typing.cast("type[Any]", hint))


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()
