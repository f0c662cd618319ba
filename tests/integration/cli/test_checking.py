"""`kentongan check`: the doctor finds each fault, names the mend, and gives no secret away."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from bot import app as root
from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database
from tests.conftest import Postgres
from tests.integration.cli.conftest import TOKEN, Office, started

EXAMINED = ["settings", "city pack", "database", "notices", "people", "token", "clock", "operator chat"]


async def test_a_good_installation_is_all_ok_and_one_without_a_token_is_not(
    office: Office, tmp_path: Path
) -> None:
    """As a process: an ok line for each thing and exit 0; without a token one sentence and exit 2."""
    names = ("BOT_TOKEN", "TELEGRAM_API_URL", "OPERATOR_CHAT_ID", "ADMIN_IDS")
    settings = {name: os.environ[name] for name in names}
    good, none = await asyncio.gather(started(tmp_path, "check", **settings), started(tmp_path, "check"))
    assert (good.code, good.err) == (0, "")
    assert [line.removeprefix("ok  ").partition(":")[0] for line in good.out.splitlines()] == EXAMINED
    assert TOKEN not in good.out
    assert (none.code, none.out) == (2, "")
    assert none.err.startswith("BOT_TOKEN is missing: ")
    assert none.err.count("\n") == 1


async def test_either_database_is_examined(office: Office, database_url: str) -> None:
    """SQLite and PostgreSQL are both found at the newest schema, readable and writable."""
    office.set(DATABASE_URL=database_url)
    ended = await office.check()
    assert not ended.bad
    assert "readable and writable" in ended.out


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BOT_TOKEN", "abc", "refuses BOT_TOKEN"),
        ("SEND_RATE", "0", "SEND_RATE"),
        ("HTTP_PORT", "x", "HTTP_PORT"),
    ],
)
async def test_unusable_settings_end_with_two(office: Office, name: str, value: str, words: str) -> None:
    """A setting with which nothing can be examined is one sentence on the error stream, and exit 2."""
    office.set(**{name: value})
    ended = await office.check()
    assert ended.code == 2
    assert words in ended.err
    assert ended.err.count("\n") == 1


async def test_a_wrong_token_is_named(office: Office) -> None:
    """Telegram's refusal is told, the clock is examined all the same, and the token is not shown."""
    office.set(BOT_TOKEN="112112:" + "another-token-than-the-right-one")
    ended = await office.check()
    (line,) = ended.bad
    assert line.startswith("BAD token: Telegram refuses BOT_TOKEN; ")
    assert "ok  clock" in ended.out
    assert "another-token" not in ended.out


async def test_a_silent_telegram_is_one_line(office: Office) -> None:
    """Without a network everything else is examined, and one line says what could not be."""
    office.sandbox.halt()
    assert "no answer (ServerDisconnectedError)" in await office.bad()
    await office.sandbox.stop()
    assert "no answer (ClientConnectorError)" in await office.bad()


async def test_a_wrong_clock_is_told(office: Office) -> None:
    """More than half a minute of difference to Telegram's time is bad, less is not."""
    office.monkeypatch.setattr(root, "utc_now", lambda: datetime.now(UTC) - timedelta(seconds=20))
    assert not (await office.check()).bad
    office.monkeypatch.setattr(root, "utc_now", lambda: datetime.now(UTC) + timedelta(minutes=5, seconds=1))
    assert (await office.bad()).startswith("BAD clock: 0:05:0")
    office.monkeypatch.setattr(root, "utc_now", lambda: datetime.now(UTC) - timedelta(minutes=5))
    assert "behind Telegram's; switch on time synchronisation" in await office.bad()


async def test_a_newer_schema_and_an_unknown_city_are_told_together(office: Office, tmp_path: Path) -> None:
    """One fault does not hide another: both lines are there, and the rest is examined."""
    await migrate(f"sqlite+aiosqlite:///{tmp_path}/kentongan.db")
    with sqlite3.connect(tmp_path / "kentongan.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    office.set(CITY="atlantis")
    ended = await office.check()
    pack, database = ended.bad
    assert pack.startswith("BAD city pack: Unknown city pack 'atlantis': use a shipped one")
    assert database.startswith("BAD database: The database was made by a newer Kentongan (schema 9999")
    assert "ok  operator chat" in ended.out


@pytest.mark.parametrize("path", ["file/kentongan.db", "file"])
async def test_a_database_that_can_not_be_opened_is_told(office: Office, tmp_path: Path, path: str) -> None:
    """A folder that can not be made and a file that is no database are a line each, not a traceback."""
    (tmp_path / "file").write_text("no database" * 100)
    office.set(DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/{path}")
    assert "DATABASE_URL" in await office.bad()


async def test_an_address_of_no_known_database_is_told(office: Office) -> None:
    """The line says which addresses there are, and not the password in the wrong one."""
    office.set(DATABASE_URL="mysql://sari:rahasia@localhost/x")
    line = await office.bad()
    assert line.startswith("BAD database: DATABASE_URL can not be used: write sqlite+aiosqlite:///")
    assert "rahasia" not in line


async def test_a_database_that_can_not_be_written_is_told(office: Office, postgres: Postgres) -> None:
    """Reading alone is not enough: a read-only database is bad."""
    url = await asyncio.to_thread(postgres.fresh)  # it has a loop of its own
    name = url.partition("@/")[2].partition("?")[0]
    connection = await asyncpg.connect(host=postgres.host, user="postgres", database="postgres")
    await connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    await connection.close()
    office.set(DATABASE_URL=url)
    assert "read-only" in await office.bad()


def left(office: Office) -> None:
    office.sandbox.people.set_member(office.desk.id, office.bot.id, "left")


def plain(office: Office) -> None:
    office.sandbox.people.set_member(office.desk.id, office.bot.id, "member")


def closed(office: Office) -> None:
    plain(office)
    office.sandbox.people.set_chat(office.desk.id, locked=True)


def restricted(office: Office) -> None:
    office.sandbox.people.set_member(office.desk.id, office.bot.id, "restricted")


def nowhere(office: Office) -> None:
    office.set(OPERATOR_CHAT_ID="-1001")


def nothing(office: Office) -> None:
    office.set(OPERATOR_CHAT_ID="")


def private(office: Office) -> None:
    office.set(OPERATOR_CHAT_ID="7001")


def moved(office: Office) -> None:
    group = office.sandbox.people.add_group("Operator lama", owner=7001)
    office.sandbox.people.set_member(group.id, office.bot.id, "administrator")
    office.sandbox.people.migrate(group.id)
    office.set(OPERATOR_CHAT_ID=str(group.id))


def reader(office: Office) -> None:
    channel = office.sandbox.people.add_channel("Siaga 112", owner=7001)
    office.sandbox.people.set_member(channel.id, office.bot.id, "member")
    office.set(OPERATOR_CHAT_ID=str(channel.id))


def mute(office: Office) -> None:
    channel = office.sandbox.people.add_channel("Siaga 112", owner=7001)
    office.sandbox.people.set_member(channel.id, office.bot.id, "administrator", rights=("can_invite_users",))
    office.set(OPERATOR_CHAT_ID=str(channel.id))


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (left, "is not in"),
        (plain, "privacy mode hides"),
        (closed, "may not write; make it an administrator"),
        (restricted, "may not write; make it an administrator"),
        (nowhere, "add it there, or correct OPERATOR_CHAT_ID"),
        (nothing, "OPERATOR_CHAT_ID is missing"),
        (private, "is a private chat"),
        (moved, "write OPERATOR_CHAT_ID=-"),
        (reader, "make it an administrator"),
        (mute, "right to post messages"),
    ],
)
async def test_an_operator_chat_that_does_not_work_is_told(
    office: Office, break_it: Callable[[Office], None], words: str
) -> None:
    """Each way in which the operators' chat can be wrong has its line with the mend."""
    break_it(office)
    line = await office.bad()
    assert line.startswith("BAD operator chat: ")
    assert words in line


async def test_an_operator_chat_that_works_is_ok(office: Office, tmp_path: Path) -> None:
    """A channel with the right to post, a group with privacy off, and a moved group that the bot followed."""
    people, bot = office.sandbox.people, office.bot
    channel = people.add_channel("Siaga 112", owner=7001)
    people.set_member(channel.id, bot.id, "administrator", rights=("can_post_messages",))
    office.set(OPERATOR_CHAT_ID=str(channel.id))
    assert '"Siaga 112" (channel)' in (await office.check()).out

    people.set_privacy(False)
    plain(office)
    office.set(OPERATOR_CHAT_ID=str(office.desk.id))
    assert not (await office.check()).bad

    db = Database(f"sqlite+aiosqlite:///{tmp_path}/kentongan.db")
    async with db.work(datetime.now(UTC)) as work:
        await work.inbox.chat_moved(-55, office.desk.id)
    await db.close()
    office.set(OPERATOR_CHAT_ID="-55")
    ended = await office.check()
    assert not ended.bad
    assert f"its number is {office.desk.id} now, write that into .env" in ended.out
