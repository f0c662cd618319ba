"""What does a database keep of a story? Everything that people would miss, without the chance of row ids."""

import asyncio
from collections import Counter
from pathlib import Path

import asyncpg
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.storage.engine import make_engine
from bot.storage.migrate import migrate

TABLES = {
    "incidents": """
        SELECT number, state, kind, zone, address, wave, steps_told, verdict, standing, officers_by,
               unclaimed_spent, opened_at, ended_at, ended_by, author FROM incidents""",
    "responses": """
        SELECT i.number, v.telegram_id, r.state, r.wave, r.rank, r.coming_at, r.on_scene_at, r.left_at,
               r.verdict, r.aid, r.aid_people, r.eta_minutes
        FROM responses r
        JOIN incidents i ON i.id = r.incident_id JOIN volunteers v ON v.id = r.volunteer_id""",
    "votes": """
        SELECT v.telegram_id, o.verdict, o.from_afar
        FROM votes o JOIN volunteers v ON v.id = o.volunteer_id""",
    "volunteers": """
        SELECT telegram_id, name, phone, status, reach, duty, community, home_zone, work_zone, step
        FROM volunteers""",
    "roles": "SELECT user_id, role, community FROM roles",
    "field_notes": "SELECT text, media, at FROM field_notes",
    "journal": """
        SELECT i.number, j.actor, j.action, j.late, j.at
        FROM journal j LEFT JOIN incidents i ON i.id = j.incident_id""",
    "notices": "SELECT kind, chat_id, urgency, rank, state FROM notices",
    "updates": "SELECT update_id FROM updates",
}


async def kept(database_url: str) -> dict[str, Counter[tuple[object, ...]]]:
    """Per table, how often each row stands there."""
    engine = make_engine(database_url)
    async with engine.connect() as connection:
        found = {
            name: Counter(tuple(row) for row in await connection.execute(sa.text(query)))
            for name, query in TABLES.items()
        }
    await engine.dispose()
    return found


async def all_settled(database_url: str) -> None:
    """Wait until nothing is owed any more."""
    engine = make_engine(database_url)
    owed = sa.text(
        "SELECT (SELECT count(*) FROM notices WHERE state = 'waiting')"
        " + (SELECT count(*) FROM cards WHERE version > drawn_version AND lost = '')"
    )
    async with asyncio.timeout(30):
        while True:
            async with engine.connect() as connection:
                if (await connection.execute(owed)).scalar_one() == 0:
                    break
            await asyncio.sleep(0.05)
    await engine.dispose()


async def twin_of(database_url: str, folder: Path, number: int) -> str:
    """Another fresh database on the same engine."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        twin = f"sqlite+aiosqlite:///{folder}/twin-{number}.db"
    else:
        name, host = f"{url.database}_twin{number}", str(url.query["host"])
        server = await asyncpg.connect(host=host, user="postgres", database="postgres")
        await server.execute(f"CREATE DATABASE {name}")
        await server.close()
        twin = f"postgresql+asyncpg://postgres:@/{name}?host={host}"
    await migrate(twin)
    return twin
