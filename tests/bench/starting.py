"""From the start of the process to its first poll, and the memory it then holds; beside an empty bot."""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bot.sandbox.server import Sandbox
from tests.bench.figures import row

TOKEN = "112113:sandbox-token-for-benchmarks"
ROUNDS = 7
SETTLED = 1.0  # s after the first poll, until memory is read
FACTOR = 1.6


async def one_start(command: list[str], env: dict[str, str], sandbox: Sandbox) -> tuple[float, float]:
    """Seconds to the first getUpdates, and MiB resident a second later."""
    before = len(sandbox.calls.entries)
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | env, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        while not any(e.method.lower() == "getupdates" for e in list(sandbox.calls.entries)[before:]):
            await asyncio.sleep(0.005)
            assert process.returncode is None, f"{command} ended with {process.returncode}"
        seconds = time.monotonic() - began
        await asyncio.sleep(SETTLED)
        memory = psutil.Process(process.pid).memory_info().rss / 2**20
    finally:
        process.terminate()
        await process.wait()
    return seconds, memory


async def measure() -> list[str]:
    """The two programs by turns, so that the machine treats both alike."""
    sandbox = Sandbox()
    await sandbox.start()
    sandbox.people.add_bot(TOKEN, "bench_bot", "Bench")
    empty = [sys.executable, "-m", "tests.bench.empty_bot", sandbox.url, TOKEN]
    ours: list[tuple[float, float]] = []
    peer: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": sandbox.url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{Path(folder)}/bench.db",
        }
        command = [sys.executable, "-m", "bot", "run"]
        await one_start(command, env, sandbox)  # the first start also makes the database and the bytecode
        for _ in range(ROUNDS):
            peer.append(await one_start(empty, {}, sandbox))
            ours.append(await one_start(command, env, sandbox))
    await sandbox.stop()
    goal = f"(goal: at most {FACTOR} × the empty bot)"
    return [
        row("start to first poll, empty aiogram bot", [1000 * s for s, _ in peer], "ms"),
        row("start to first poll, Kentongan", [1000 * s for s, _ in ours], "ms", goal),
        row("memory, empty aiogram bot", [m for _, m in peer], "MiB"),
        row("memory, Kentongan", [m for _, m in ours], "MiB", goal),
    ]
