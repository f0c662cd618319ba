"""Numbers that are no Telegram number are answered with how to write one."""

import sqlalchemy as sa

from bot.storage.notices import notices
from bot.usecases.granting import Granting
from tests.integration.usecases.conftest import CITY, DESK, LURAH, House


async def test_a_number_too_long(house: House) -> None:
    """A number that no account can have gives the usage, and nobody a role."""
    await Granting(house.db, CITY, DESK).ask(house.call(LURAH), ["operator", "9" * 25], None)
    async with house.db.engine.connect() as connection:
        (args,) = (await connection.execute(sa.select(notices.c.args))).scalars()
    assert args["text"] == "roles-usage"
