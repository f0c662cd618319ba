"""Do the migrations lead from nothing to the schema that the code means, and back?"""

import asyncio

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.storage.engine import make_engine
from bot.storage.migrate import SchemaError, alembic_config, head, migrate
from bot.storage.schema import metadata

REVISIONS = [s.revision for s in ScriptDirectory.from_config(alembic_config()).walk_revisions()][::-1]


async def inspect(url: str) -> tuple[set[str], list[object]]:
    """The tables that are there, and what is missing from the code's schema or beyond it."""

    def look(connection: Connection) -> tuple[set[str], list[object]]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        tables = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        return tables, list(compare_metadata(context, metadata))

    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(look)
    finally:
        await engine.dispose()


async def test_the_stairway(empty_database_url: str) -> None:
    """Every migration goes up, down and up again, one stair at a time, and at the bottom nothing is left."""
    for below, revision in zip(["base", *REVISIONS], REVISIONS, strict=False):
        assert await migrate(empty_database_url, revision) == revision
        assert await migrate(empty_database_url, below) == ("" if below == "base" else below)
        assert await migrate(empty_database_url, revision) == revision
    assert await migrate(empty_database_url, "base") == ""
    tables, _ = await inspect(empty_database_url)
    assert tables == set()


async def test_the_migrations_make_what_the_code_means(database_url: str) -> None:
    """After the last migration Alembic finds no difference from the tables of the code."""
    tables, differences = await inspect(database_url)
    assert tables == set(metadata.tables)
    assert differences == []


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    """A database at the newest schema is left as it is."""
    assert await migrate(database_url) == head()


async def test_a_newer_schema_is_refused(database_url: str) -> None:
    """An older program does not touch a newer program's database; one sentence says what to do."""
    engine = make_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(SchemaError, match=r"newer Kentongan \(schema 9999.*install the newer version"):
        await migrate(database_url)


async def test_two_that_migrate_at_once(empty_database_url: str) -> None:
    """Of two programs that start on an empty database neither leaves it half made."""
    results = await asyncio.gather(
        migrate(empty_database_url), migrate(empty_database_url), return_exceptions=True
    )
    assert head() in results
    assert all(r == head() or isinstance(r, SchemaError) for r in results)
    _, differences = await inspect(empty_database_url)
    assert differences == []
