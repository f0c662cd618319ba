"""How are thousands of like rows written? Some at a time, and what is the same in all of them is said once.

The library prepares every value of every row for the driver: in a thousand rows that is most of the time.
Between two parts the loop sees to others, so that a whole city's rows hold up nobody's press.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

FEW = 20
"""Below this a statement that is known already is quicker than a new one."""
PART = 500
"""Rows of one statement; five to twenty milliseconds of the loop."""

T = TypeVar("T")
Columns = dict[str, Sequence[Any]]


async def insert_alike(db: AsyncConnection, insert: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows of the same keys by this INSERT; each part of them is made when its turn comes."""

    async def write(part: list[dict[str, Any]]) -> None:
        if len(part) < FEW:
            await db.execute(insert, part)
            return
        at_once = _row_by_row if db.dialect.name == "sqlite" else _by_arrays
        await at_once(db, insert, {name: [row[name] for row in part] for name in part[0]})

    await in_parts(rows, write)


async def in_parts(rows: Iterable[T], write: Callable[[list[T]], Coroutine[Any, Any, None]]) -> None:
    """Write some at a time; the next are made while the server is busy with those before."""
    coming = iter(rows)
    part = list(islice(coming, PART))
    while part:
        writing = asyncio.create_task(write(part))
        try:
            await asyncio.sleep(0)  # it leaves for the server
            part = list(islice(coming, PART))
        finally:
            await writing  # also when making them fails: nobody else may use the connection before


async def _by_arrays(db: AsyncConnection, insert: Any, columns: Columns) -> None:
    """PostgreSQL takes an array a column, all in one statement; one a row takes it twice as long."""
    same, varying = _apart(columns)
    types = {name: insert.table.c[name].type for name in columns}
    arrays = (sa.bindparam(name, type_=postgresql.ARRAY(types[name])) for name in varying)
    given = sa.func.unnest(*arrays).table_valued(*(sa.column(n, types[n]) for n in varying))
    once = (sa.literal(value, types[name]) for name, value in same.items())
    chosen = sa.select(*given.render_derived().c, *once)
    await db.execute(insert.from_select([*varying, *same], chosen), varying)


async def _row_by_row(db: AsyncConnection, insert: Any, columns: Columns) -> None:
    """SQLite's driver takes tuples; what is the same in all of them stands in the statement."""
    same, varying = _apart(columns)
    for column in insert.table.c:
        if column.name not in columns and column.default is not None and column.default.is_scalar:
            same[column.name] = column.default.arg
    once = {name: _written(db, insert.table.c[name], value) for name, value in same.items()}
    statement = insert.values(once | {name: sa.bindparam(name) for name in varying}).compile(
        dialect=db.dialect
    )
    prepared = (_prepared(db, insert.table.c[name], varying[name]) for name in statement.positiontup)
    await db.exec_driver_sql(str(statement), list(zip(*prepared, strict=True)))


def _apart(columns: Columns) -> tuple[dict[str, Any], Columns]:
    """What is the same in all rows, and the columns of what is not."""
    same = {name: values[0] for name, values in columns.items() if values.count(values[0]) == len(values)}
    return same, {name: values for name, values in columns.items() if name not in same}


def _prepared(db: AsyncConnection, column: sa.Column[Any], values: Sequence[Any]) -> Sequence[Any]:
    """The values as the dialect hands them to its driver."""
    prepare = column.type.dialect_impl(db.dialect).bind_processor(db.dialect)
    return [prepare(value) for value in values] if prepare else values


def _written(db: AsyncConnection, column: sa.Column[Any], value: Any) -> sa.ColumnElement[Any]:
    """The value as it is written into a statement, quoted."""
    (plain,) = _prepared(db, column, [value])
    if plain is None:
        return sa.null()
    text = sa.literal(plain).compile(dialect=db.dialect, compile_kwargs={"literal_binds": True})
    return sa.literal_column(str(text))
