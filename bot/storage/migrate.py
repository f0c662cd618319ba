"""Is the database's schema the one this program knows, and how does it get there? Alembic only."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.engine import make_engine

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


KNOWN_ADDRESSES = (
    "write sqlite+aiosqlite:///data/kentongan.db, or postgresql+asyncpg://user:password@host/database"
)
MIGRATING = 112_0001
"""The key of PostgreSQL's advisory lock that a migrating process holds."""
WRITE_NOTHING = "UPDATE alembic_version SET version_num = version_num"
"""Shows at the start, not at the first report, whether this database may be written."""


class SchemaError(Exception):
    """The database can not be used as it is; the message is one sentence with the mend."""


def alembic_config() -> Config:
    """Alembic, pointed at our migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def head() -> str:
    """The newest schema this program knows."""
    revision = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert revision is not None
    return revision


async def migrate(url: str, target: str = "head") -> str:
    """Bring the database to `target` and return its revision. Raises SchemaError with a sentence."""
    try:
        _make_room(url)
        engine = make_engine(url)
    except (ArgumentError, ValueError) as error:
        raise SchemaError(f"DATABASE_URL can not be used: {KNOWN_ADDRESSES}.") from error
    except OSError as error:
        raise SchemaError(
            f"The database's folder can not be made ({error.strerror}); check the path in DATABASE_URL."
        ) from error
    try:
        return await _migrate(engine, target)
    except DBAPIError as error:
        raise SchemaError(_sentence(error)) from error
    except OSError as error:
        raise SchemaError(f"The database can not be reached ({error}); check DATABASE_URL.") from error
    finally:
        await engine.dispose()


async def _migrate(engine: AsyncEngine, target: str) -> str:
    async with engine.begin() as connection:
        await _alone(connection)
        current = await connection.run_sync(_current)
        if current == head() and target == "head":
            await connection.execute(sa.text(WRITE_NOTHING))
            return current
        _refuse_newer(current)
        await connection.run_sync(_run, target, current)
        return await connection.run_sync(_current) or ""


async def _alone(connection: AsyncConnection) -> None:
    """Of several processes that start at once, one migrates and the others wait (SQLite has one writer)."""
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({MIGRATING})"))


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(current: str | None) -> None:
    known = {s.revision for s in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if current is not None and current not in known:
        raise SchemaError(
            f"The database was made by a newer Kentongan (schema {current}, this one knows {head()}); "
            "install the newer version, or point DATABASE_URL to another database."
        )


def _run(connection: Connection, target: str, current: str | None) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    steps = ScriptDirectory.from_config(config)
    order = [s.revision for s in steps.walk_revisions()][::-1]
    wanted = len(order) if target == "head" else (0 if target == "base" else order.index(target) + 1)
    have = order.index(current) + 1 if current else 0
    (command.upgrade if wanted >= have else command.downgrade)(config, target)


def _make_room(url: str) -> None:
    """SQLite makes the file but not its folder (`file:…` is an address, not a path)."""
    _, found, path = url.partition("sqlite+aiosqlite:///")
    if found and path != ":memory:" and not path.startswith("file:"):
        Path(path).parent.mkdir(parents=True, exist_ok=True)


def _sentence(error: DBAPIError) -> str:
    text = str(error.orig)
    if "locked" in text:
        return "The database is locked by another program; stop the other Kentongan, then start again."
    if "readonly" in text or "read-only" in text:
        return "The database file is read-only; give this user the right to write it and its folder."
    if "unable to open" in text:
        return "The database file can not be opened; check the path in DATABASE_URL and its folder's rights."
    if "not a database" in text:
        return "The file in DATABASE_URL is not a database; point it to another file."
    return f"The database refused ({type(error.orig).__name__}: {text[:200]}); check DATABASE_URL."
