"""2,000 press on one incident within ten seconds: who waits how long, and how often is the card redrawn?"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.people import Volunteer
from bot.sandbox.calls import Entry
from bot.sandbox.model import Chat
from bot.sandbox.server import Sandbox
from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database
from tests.bench.figures import row
from tests.bench.starting import TOKEN

PRESSES, SECONDS = 2000, 10.0
GAJAHMUNGKUR = "33.74.09"
SARI, FIRST = 7001, 100_000
QUICKLY, AS_TELEGRAM_ALLOWS = "1000", "30"
"""The alarms are not what is measured; the presses are answered by a bot as it is delivered."""
ALL = f"{PRESSES:,}".replace(",", ".")  # as it stands on an Indonesian card
PATIENCE = 180.0


async def populate(url: str) -> None:
    """A volunteer for every press."""
    await migrate(url)
    db = Database(url)
    async with db.work(datetime.now(UTC)) as work:
        for user_id in range(FIRST, FIRST + PRESSES):
            name = f"Relawan {user_id}"
            await work.volunteers.add(Volunteer(id=0, telegram_id=user_id, name=name, home_zone=GAJAHMUNGKUR))
    await db.close()


@asynccontextmanager
async def running(sandbox: Sandbox, url: str, desk: Chat, rate: str) -> AsyncIterator[None]:
    """One real process with this SEND_RATE."""
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": sandbox.url, "DATABASE_URL": url, "SEND_RATE": rate}
    env |= {"OPERATOR_CHAT_ID": str(desk.id), "HTTP_PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=os.environ | env, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


def card_of(sandbox: Sandbox, desk: Chat) -> tuple[int, str]:
    """The operator card's message and text; it is the first that the bot wrote there."""
    of_bot = (m for m in sandbox.people.messages(SARI, desk.id) if m["buttons"])
    return next(((int(m["message_id"]), str(m["text"])) for m in of_bot), (0, ""))


async def until(sandbox: Sandbox, desk: Chat, words: str) -> None:
    found = await sandbox.changed.until(lambda: words in card_of(sandbox, desk)[1], PATIENCE)
    assert found, f"{words!r} never stood on the card:\n{card_of(sandbox, desk)[1]}"


async def alarm(sandbox: Sandbox, desk: Chat) -> None:
    """Sari posts and taps; until all of them have been called."""
    sandbox.people.text(SARI, desk.id, "/insiden kebakaran; Gajahmungkur; pasar")
    await until(sandbox, desk, "Akan dipanggil")
    sandbox.people.press(SARI, desk.id, card_of(sandbox, desk)[0], "Siarkan")
    await until(sandbox, desk, f"diterima Telegram {ALL}")


async def press_all(sandbox: Sandbox) -> dict[str, float]:
    """Everybody within the ten seconds, evenly; the monotonic time of each press."""
    began = time.monotonic()
    pressed: dict[str, float] = {}
    for n in range(PRESSES):
        await asyncio.sleep(max(began + n * SECONDS / PRESSES - time.monotonic(), 0))
        newest = sandbox.people.messages(FIRST + n)[-1]["message_id"]
        pressed[sandbox.people.press(FIRST + n, 0, newest, "Menuju lokasi")] = time.monotonic()
    return pressed


def since(sandbox: Sandbox, number: int, method: str) -> list[Entry]:
    return [e for e in sandbox.calls.entries if e.n > number and e.method == method and e.outcome == "ok"]


async def one_rush(sandbox: Sandbox, desk: Chat) -> list[str]:
    """The presses, their answers, and the one card that shows them all."""
    before, (card, _) = sandbox.calls.total, card_of(sandbox, desk)
    pressed = await press_all(sandbox)
    began = min(pressed.values())
    await until(sandbox, desk, f"Menuju ({ALL})")
    right = time.monotonic() - began
    everybody = await sandbox.changed.until(lambda: all(map(sandbox.people.answer, pressed)), PATIENCE)
    assert everybody, "the card is complete, and somebody was never answered"
    told = {str(e.params["callback_query_id"]): e.done for e in since(sandbox, before, "answerCallbackQuery")}
    waits = [1000 * (told[query] - at) for query, at in pressed.items()]
    edits = [
        e
        for e in since(sandbox, before, "editMessageText")
        if (e.chat_id, int(e.params["message_id"])) == (desk.id, card)
    ]
    few = f"(goal: one in 3 s, at most {right / 3 + 2:.0f})"
    return [
        row(
            f"{PRESSES:,} presses in {max(pressed.values()) - began:.0f} s: press to its answer", waits, "ms"
        ),
        row("  edits of the operator card until it is right", [len(edits)], "", few),
        row("  first press to the card that shows them all", [right], "s"),
    ]


async def measure() -> list[str]:
    """One real process over HTTP, SQLite, no latency in the sandbox."""
    sandbox = Sandbox()
    await sandbox.start()
    bot = sandbox.people.add_bot(TOKEN, "bench_bot", "Bench")
    sari = sandbox.people.add_user("Sari", user_id=SARI, started=True)
    desk = sandbox.people.add_supergroup("Operator 112", owner=sari.id)
    sandbox.people.set_member(desk.id, bot.id, "administrator")
    for user_id in range(FIRST, FIRST + PRESSES):
        sandbox.people.add_user(f"Relawan {user_id}", user_id=user_id, started=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder)}/bench.db"
        await populate(url)
        async with running(sandbox, url, desk, QUICKLY):
            await alarm(sandbox, desk)
        async with running(sandbox, url, desk, AS_TELEGRAM_ALLOWS):
            await asyncio.sleep(2.0)
            rows = await one_rush(sandbox, desk)
    await sandbox.stop()
    return rows
