"""`kentongan migrate` and `run` after the city pack has changed."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.people import Volunteer
from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database
from tests.integration.cli.conftest import TOKEN, Kentongan

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
OLD = "33.74.17"
PHONE = "+6281200007101"


@pytest.fixture
def people(kentongan: Kentongan, tmp_path: Path) -> None:
    """Budi and Joko stand in a kecamatan that the pack does not have; only Budi's home is known."""

    async def write() -> None:
        url = f"sqlite+aiosqlite:///{tmp_path}/data/kentongan.db"
        await migrate(url)
        database = Database(url)
        budi = Volunteer(id=0, telegram_id=1, name="Budi", home_zone=OLD, home_point=(-7.0100, 110.4200))
        joko = Volunteer(id=0, telegram_id=2, name="Joko", phone=PHONE, home_zone=OLD)
        async with database.work(NOW) as work:
            await work.volunteers.add(budi)
            await work.volunteers.add(joko)
        await database.close()

    asyncio.run(write())


def test_a_fresh_database_only_says_its_schema(kentongan: Kentongan) -> None:
    """Where nobody has to move, one line is all."""
    ended = kentongan("migrate")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("The database is at schema ")
    assert ended.out.count("\n") == 1


@pytest.mark.usefixtures("people")
def test_the_bot_does_not_start_with_people_nowhere(
    kentongan: Kentongan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`run` says in one sentence whom nobody would ever call, and how to mend it; `check` says it, too."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    ended = kentongan("run")
    assert (ended.code, ended.out) == (2, "")
    assert (
        "2 volunteers stand in zones that the city pack Kota Semarang does not have (33.74.17)" in ended.err
    )
    assert "kentongan migrate" in ended.err
    assert ended.err.count("\n") == 1
    assert any("2 volunteers stand in zones" in line for line in kentongan("check").bad)


@pytest.mark.usefixtures("people")
def test_migrate_moves_and_lists(kentongan: Kentongan) -> None:
    """Budi moves by his point; Joko is listed without his phone, until somebody says which zone is his."""
    ended = kentongan("migrate")
    assert ended.code == 1
    assert "moved: Budi (volunteer 1): home 33.74.17 -> Candisari" in ended.out
    assert "NOT PLACED: Joko (volunteer 2): home zone 33.74.17" in ended.out
    assert "--into" in ended.out
    assert PHONE not in ended.out
    again = kentongan("migrate", "--into", "33.74.17=Candisari")
    assert again.code == 0
    assert "moved: Joko (volunteer 2): home 33.74.17 -> Candisari" in again.out
    assert kentongan("migrate").out.count("\n") == 1


@pytest.mark.usefixtures("people")
def test_a_wrong_zone_is_one_sentence(kentongan: Kentongan) -> None:
    """A kecamatan that does not exist is refused with exit 2."""
    ended = kentongan("migrate", "--into", "33.74.17=Atlantis")
    assert ended.code == 2
    assert ended.err.count("\n") == 1
