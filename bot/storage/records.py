"""How does a dataclass become a row and come back? Field by field; a point becomes two columns."""

from collections.abc import Mapping
from dataclasses import fields
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


def from_row(cls: type[T], row: Mapping[Any, Any]) -> T:
    """The dataclass instance of a row (a mapping by column name)."""
    values: dict[str, Any] = {}
    for f in fields(cls):  # type: ignore[arg-type]  # T is a dataclass by construction
        if f.name.endswith("point"):
            lat, lon = row[f"{f.name}_lat"], row[f"{f.name}_lon"]
            values[f.name] = None if lat is None else (lat, lon)
        else:
            values[f.name] = row[f.name]
    return cls(**values)
