"""Write the next migration from what changed in bot/storage: `python scripts/new_migration.py "Say what"`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from bot.storage import migrate
from bot.storage.engine import make_engine


async def main(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/empty.db"
        versions = sorted((migrate.MIGRATIONS / "versions").glob("0*.py"))
        if versions:
            await migrate.migrate(url)
        engine = make_engine(url)

        def write(connection: Connection) -> None:
            config = migrate.alembic_config()
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{len(versions) + 1:04d}")

        async with engine.begin() as connection:
            await connection.run_sync(write)
        await engine.dispose()
    print("Written to", Path("migrations/versions"), "- read it before you commit it.")


asyncio.run(main(sys.argv[1]))
