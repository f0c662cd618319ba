"""How does a dataclass become a row and come back? Field by field; a point becomes two columns."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, Float

T = TypeVar("T")


def point_columns(name: str) -> tuple[Column[float], Column[float]]:
    """The two columns of a field `name` that holds a point (degrees, WGS 84)."""
    return Column(f"{name}_lat", Float), Column(f"{name}_lon", Float)


def to_values(record: Any, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The columns of a dataclass instance."""
    values: dict[str, Any] = {}
    for f in fields(record):
        value = getattr(record, f.name)
        if f.name in without:
            continue
        if f.name.endswith("point"):
            values[f"{f.name}_lat"], values[f"{f.name}_lon"] = value or (None, None)
        else:
            values[f.name] = value
    return values


@cache
def _plan(cls: type[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plain fields of a dataclass, and its points."""
    names = [f.name for f in fields(cls)]
    points = tuple(name for name in names if name.endswith("point"))
    return tuple(name for name in names if name not in points), points


def from_row(cls: type[T], row: Mapping[Any, Any]) -> T:
    """The dataclass instance of a row (a mapping by column name)."""
    plain, points = _plan(cls)  # type: ignore[arg-type]  # a class is hashable
    values: dict[str, Any] = {name: row[name] for name in plain}
    for name in points:
        lat, lon = row[f"{name}_lat"], row[f"{name}_lon"]
        values[name] = None if lat is None else (lat, lon)
    return cls(**values)
