"""How are thousands of like rows written at once? What is the same in all of them is said once."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

FEW = 20
"""Below this a statement that is known already is quicker than a new one."""


async def insert_alike(db: AsyncConnection, insert: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows of the same keys by this INSERT. The library prepares every value of every row for the
    driver: in a thousand rows that is most of the time."""
    if len(rows) < FEW:
        await db.execute(insert, list(rows))
        return
    table, first = insert.table, rows[0]
    plain = [name for name in first if not isinstance(table.c[name].type, sa.JSON)]  # JSON has no literal
    same = {name for name in plain if all(row[name] == first[name] for row in rows)}
    once = {name: _written(db, table.c[name], first[name]) for name in same}
    for column in table.c:
        if column.name not in first and column.default is not None and column.default.is_scalar:
            once[column.name] = _written(db, column, column.default.arg)
    varying = [name for name in first if name not in same]
    await db.execute(insert.values(once), [{name: row[name] for name in varying} for row in rows])


def _written(db: AsyncConnection, column: sa.Column[Any], value: Any) -> sa.ColumnElement[Any]:
    """The value as the dialect writes it into a statement, quoted by its type."""
    if value is None:
        return sa.null()
    literal = sa.literal(value, column.type)
    text = literal.compile(dialect=db.dialect, compile_kwargs={"literal_binds": True})
    return sa.literal_column(str(text))
