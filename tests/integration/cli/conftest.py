"""The command line as people use it: settings in the environment, an empty folder, and a small Telegram."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.sandbox.model import Bot, Chat
from bot.sandbox.server import Sandbox
from bot.settings import Settings

TOKEN = "112112:sandbox-token-of-the-command-line"


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def bad(self) -> list[str]:
        return [line for line in self.out.splitlines() if line.startswith("BAD")]


Kentongan = Callable[..., Ended]


@pytest.fixture
def kentongan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kentongan:
    """The command inside this process; without settings but those that a test gives."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, given: str = "") -> Ended:
        result = CliRunner().invoke(cli, arguments, input=given)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    return run


async def started(folder: Path, *arguments: str, given: str = "", **settings: str) -> Ended:
    """The command as a process of its own, in an empty folder."""
    known = {name.upper() for name in Settings.model_fields}
    clean = {name: value for name, value in os.environ.items() if name not in known}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=clean | settings | {"PYTHONPATH": str(Path(__file__).parents[3])},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(given.encode()), 60)
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


@dataclass
class Office:
    """A small Telegram with the operators' chat, and the settings that point to it."""

    sandbox: Sandbox
    bot: Bot
    desk: Chat
    monkeypatch: pytest.MonkeyPatch
    kentongan: Kentongan

    def set(self, **settings: str) -> None:
        for name, value in settings.items():
            self.monkeypatch.setenv(name, value)

    async def check(self) -> Ended:
        """`kentongan check`, beside the loop that the small Telegram runs in."""
        ended = await asyncio.to_thread(self.kentongan, "check")
        assert TOKEN.partition(":")[2] not in ended.out + ended.err
        assert all(line[:4] in ("ok  ", "BAD ") for line in ended.out.splitlines())
        assert ended.code in (2, int(bool(ended.bad)))
        return ended

    async def bad(self) -> str:
        """The one line that is bad."""
        (line,) = (await self.check()).bad
        return line


@pytest.fixture
async def office(
    kentongan: Kentongan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Office]:
    """Everything is as it should be, until a test breaks one thing."""
    sandbox = Sandbox()
    await sandbox.start()
    people = sandbox.people
    bot = people.add_bot(TOKEN, "kentongan_bot", "Kentongan", privacy=True)
    sari = people.add_user("Sari", user_id=7001, started=True)
    desk = people.add_supergroup("Operator 112", owner=sari.id)
    people.set_member(desk.id, bot.id, "administrator")
    office = Office(sandbox, bot, desk, monkeypatch, kentongan)
    office.set(
        BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=sandbox.url,
        DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/kentongan.db",
        OPERATOR_CHAT_ID=str(desk.id),
        ADMIN_IDS="7009",
    )
    yield office
    await sandbox.stop()
