"""When is a database away, and when is it well and we asked it something that can not be?"""

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.storage.unit_of_work import Database
from tests.conftest import Postgres
from tests.integration.storage.conftest import NOW

TOO_LARGE = 10**25


async def test_a_number_that_no_database_holds_is_no_outage(database_url: str) -> None:
    """A number with 25 digits is refused, and nobody is told to wait until the database is well."""
    db = Database(database_url)
    with (
        capture_logs() as logs,
        pytest.raises(Exception, match=r"(?i)too large|out of int64 range") as refused,
    ):
        async with db.work(NOW) as work:
            await work.volunteers.by_telegram(TOO_LARGE)
    assert not db.away.excuses(refused.value)
    assert "database.away" not in {line["event"] for line in logs}
    assert str(TOO_LARGE) not in str(logs)
    await db.close()


@pytest.fixture
def server_url(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.mark.parametrize("asked", ["SELECT 1 / 0", "SELECT CAST('Budi' AS integer)"])
async def test_what_postgresql_refuses_is_no_outage(server_url: str, asked: str) -> None:
    """It answers that the data is wrong: it is well, and what it quotes stays out of the log."""
    db = Database(server_url)
    with capture_logs() as logs, pytest.raises(sa.exc.DBAPIError) as refused:
        async with db.work(NOW) as work:
            await work.volunteers._db.execute(sa.text(asked))
    assert not db.away.excuses(refused.value)
    assert [line["event"] for line in logs] == ["database.refused"]
    assert "Budi" not in str(logs)
    await db.close()
