"""What does a pack say that says nothing? What all cities share, unless a city writes its own."""

from collections.abc import Mapping, Sequence
from typing import Any

Table = Mapping[str, Any]

_REPLACED = frozenset({"communities"})
"""Lists that a city writes anew as a whole; of the others it changes or adds single rows."""


def inherit(own: Table, shared: Table) -> dict[str, Any]:
    """Return the tables of a city.toml completed by the shared ones.

    A table is completed line by line. Of a list of tables, a row replaces the shared row with the same `key`
    and others are added; `communities` replace the shared ones altogether. An empty list says nothing.
    """
    return {**shared, **{name: _joined(name, value, shared.get(name)) for name, value in own.items()}}


def _joined(name: str, own: Any, shared: Any) -> Any:
    if isinstance(own, dict) and isinstance(shared, dict):
        return inherit(own, shared)
    if own == []:
        return shared or own
    if name not in _REPLACED and _is_rows(own) and _is_rows(shared):
        return _rows(own, shared)
    return own


def _rows(own: Sequence[Table], shared: Sequence[Table]) -> list[Table]:
    """A key that the city wrote twice replaces nothing: reading the rules will complain of it."""
    keys = [_key(row) for row in own]
    changed = {key: row for key, row in zip(keys, own, strict=True) if keys.count(key) == 1}
    replaced = {_key(row) for row in shared} & changed.keys()
    return [
        *(changed.get(_key(row), row) for row in shared),
        *(row for key, row in zip(keys, own, strict=True) if key not in replaced),
    ]


def _key(row: Table) -> str:
    return str(row.get("key"))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)
