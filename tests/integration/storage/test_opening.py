"""What does a person read when the database can not be opened? One sentence, never a traceback."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.storage import engine
from bot.storage.migrate import SchemaError, head, migrate
from tests.conftest import Postgres


def url(path: Path | str) -> str:
    return f"sqlite+aiosqlite:///{path}"


def folders(path: Path) -> list[str]:
    return [found.name for found in path.iterdir() if found.is_dir()]


async def refusal(address: str) -> str:
    with pytest.raises(SchemaError) as caught:
        await migrate(address)
    await asyncio.sleep(0.05)  # aiosqlite's thread may still report the failed opening to this loop
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


async def test_the_first_run_makes_the_folder(tmp_path: Path) -> None:
    """Folder and file come into being; a second run finds them."""
    target = tmp_path / "data" / "deep" / "kentongan.db"
    assert await migrate(url(target)) == head()
    assert target.is_file()
    assert await migrate(url(target)) == head()


async def test_a_locked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that holds the database is named as the cause."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)
    path = tmp_path / "kentongan.db"
    await migrate(url(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "locked by another program; stop the other Kentongan" in await refusal(url(path))
    finally:
        other.close()
    assert await migrate(url(path)) == head()


async def test_a_read_only_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that may not be written is said to be so (opened read-only: rights do not bind root)."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "kentongan.db"
    await migrate(url(path))
    assert "read-only; give this user the right to write" in await refusal(
        f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true"
    )
    assert folders(tmp_path) == [], "no folder is made of an address"


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A text in the database's place is left as it is."""
    path = tmp_path / "catatan.txt"
    path.write_text("Rapat koordinasi relawan, Senin pukul 19.00. " * 100)
    before = path.read_text()
    assert "is not a database; point it to another file" in await refusal(url(path))
    assert path.read_text() == before


async def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    """A path that can not be opened is said to be wrong."""
    assert "can not be opened; check the path in DATABASE_URL" in await refusal(url(tmp_path))


async def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    """A folder that can not be made is a sentence too."""
    (tmp_path / "data").write_text("x")
    assert "check" in await refusal(url(tmp_path / "data" / "kentongan.db"))


@pytest.mark.parametrize(
    "address",
    ["nonsense", "mysql+aiomysql://localhost/x", "sqlite:///x.db", "postgresql+asyncpg://h:port/x", ""],
)
async def test_an_address_of_another_kind(address: str) -> None:
    """An address that we do not speak names the two that we do."""
    sentence = await refusal(address)
    assert "sqlite+aiosqlite:///" in sentence
    assert "postgresql+asyncpg://" in sentence


async def test_nobody_at_the_postgresql_address() -> None:
    """A server that does not answer is said to be out of reach."""
    sentence = await refusal("postgresql+asyncpg://postgres:geheim@127.0.0.1:1/kentongan")
    assert "can not be reached" in sentence
    assert "geheim" not in sentence


async def test_a_postgresql_database_that_is_not_there(postgres: Postgres) -> None:
    """A wrong database name is a sentence as well."""
    assert "no_such_city" in await refusal(postgres.url("no_such_city"))
