"""From the tap on Siarkan to the first alarm accepted, and from a press to its answer: one real process."""

import asyncio
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.people import Grant, Role, Volunteer
from bot.sandbox.server import Sandbox
from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database
from bot.zones.city import load_city
from tests.bench.figures import row
from tests.bench.starting import TOKEN

# Each round has its own operator and zone, so that no chat is asked for more than one message a second.
ROUNDS, VOLUNTEERS = 40, 3
FIRST_OPERATOR, FIRST_VOLUNTEER = 8000, 9000


@dataclass
class Measured:
    alarms: list[float]
    answers: list[float]


async def populate(url: str) -> None:
    """Operators with the role, and three volunteers in each zone."""
    await migrate(url)
    db = Database(url)
    async with db.work(datetime.now(UTC)) as work:
        for n in range(ROUNDS):
            await work.roles.grant(FIRST_OPERATOR + n, f"Operator {n}", Grant(Role.OPERATOR))
        for at, zone in enumerate(load_city("semarang").zones):
            for user_id in volunteers_of(at):
                name = f"Relawan {user_id}"
                await work.volunteers.add(Volunteer(id=0, telegram_id=user_id, name=name, home_zone=zone))
    await db.close()


def volunteers_of(zone: int) -> range:
    """The user ids of the volunteers of the zone at this place of the list."""
    return range(FIRST_VOLUNTEER + 10 * zone, FIRST_VOLUNTEER + 10 * zone + VOLUNTEERS)


async def until(sandbox: Sandbox, user_id: int, words: str) -> int:
    """The newest message with a button of these words."""

    def find() -> int:
        for message in reversed(sandbox.people.messages(user_id)):
            for line in message["buttons"]:
                if any(words in button["text"] for button in line):
                    return int(message["message_id"])
        return 0

    assert await sandbox.changed.until(lambda: find() > 0, 30), f"{user_id} never saw {words}"
    return find()


def heard(sandbox: Sandbox, user_id: int) -> int:
    return len(sandbox.people.messages(user_id))


async def one_round(sandbox: Sandbox, number: int, zones: list[str], measured: Measured) -> None:
    """Post, preview, tap; the first alarm; a volunteer's press; the end."""
    operator, zone = FIRST_OPERATOR + number, number % len(zones)
    sandbox.people.text(operator, 0, f"/insiden kebakaran; kecamatan {zones[zone]}; rumah")
    preview = await until(sandbox, operator, "Siarkan")
    volunteers = volunteers_of(zone)
    before = {v: heard(sandbox, v) for v in volunteers}
    began = time.monotonic()
    sandbox.people.press(operator, 0, preview, "Siarkan")
    assert await sandbox.changed.until(lambda: any(heard(sandbox, v) > before[v] for v in volunteers), 30)
    measured.alarms.append(1000 * (time.monotonic() - began))
    assert await sandbox.changed.until(lambda: all(heard(sandbox, v) > before[v] for v in volunteers), 30)
    for volunteer in volunteers:
        alarm = await until(sandbox, volunteer, "Menuju lokasi")
        began = time.monotonic()
        query = sandbox.people.press(volunteer, 0, alarm, "Menuju lokasi")
        assert await sandbox.answered(query) is not None
        measured.answers.append(1000 * (time.monotonic() - began))
    await asyncio.sleep(0.3)  # the cards of this round are drawn; the next tap finds the bot idle
    card = await until(sandbox, operator, "Tutup")
    await sandbox.answered(sandbox.people.press(operator, 0, card, "Tutup"))


async def measure() -> list[str]:
    """All rounds against one real process over HTTP, SQLite, no latency in the sandbox."""
    sandbox = Sandbox()
    await sandbox.start()
    sandbox.people.add_bot(TOKEN, "bench_bot", "Bench")
    zones = [zone.name for zone in load_city("semarang").zones.values()]
    for n in range(ROUNDS):
        sandbox.people.add_user(f"Operator {n}", user_id=FIRST_OPERATOR + n, started=True)
    for at in range(len(zones)):
        for user_id in volunteers_of(at):
            sandbox.people.add_user(f"Relawan {user_id}", user_id=user_id, started=True)
    measured = Measured([], [])
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder)}/bench.db"
        await populate(url)
        env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": sandbox.url, "DATABASE_URL": url}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=os.environ | env, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            for n in range(ROUNDS):
                await one_round(sandbox, n, zones, measured)
        finally:
            process.terminate()
            await process.wait()
    await sandbox.stop()
    return [
        row("tap on Siarkan to first alarm accepted", measured.alarms, "ms", "(goal: p95 at most 300)"),
        row("press to its answer", measured.answers, "ms", "(goal: p95 at most 150)"),
    ]
