"""Do thousands of like rows come back as they went in, whatever stands in the values said once?"""

import sqlalchemy as sa

from bot.storage.bulk import FEW, insert_alike
from bot.storage.notices import notices
from bot.storage.unit_of_work import Database
from tests.integration.storage.conftest import NOW

ODD = "it's 100 % :x $1 ké🔥\\ \" ; --"
SAID_ONCE = {
    "kind": "alarm",
    "urgency": 4,
    "volunteer_id": None,
    "created_at": NOW,
    "expires_at": NOW,
    "due_at": NOW,
    "state": "waiting",
    "reason": ODD,
    "args": {"text": ODD},
}


async def test_like_rows_come_back_as_they_went_in(db: Database) -> None:
    """Quotes, per cents, colons, times, JSON and nothing at all survive, and defaults stand in."""
    rows = [SAID_ONCE | {"key": f"{ODD}{n}", "chat_id": n, "rank": n} for n in range(FEW + 1)]
    async with db.engine.begin() as connection:
        await insert_alike(connection, notices.insert(), rows)
        found = (await connection.execute(sa.select(notices).order_by(notices.c.chat_id))).mappings().all()
    assert [{name: row[name] for name in rows[0]} for row in found] == rows
    assert {(r["attempts"], r["perhaps_twice"], r["message_id"]) for r in found} == {(0, 0, None)}
