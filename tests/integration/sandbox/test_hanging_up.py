"""Telegram's lines are cut: which connections does that end?"""

import asyncio
import contextlib

import pytest

from bot.sandbox.server import Sandbox

TOKEN = "112112:sandbox-token-for-hanging-up-only"


async def over(reader: asyncio.StreamReader) -> bool:
    """Does this connection end within a moment?"""
    with contextlib.suppress(ConnectionResetError):
        async with asyncio.timeout(5):
            while await reader.read(1000):
                pass
    return True


@pytest.mark.parametrize("poll", [False, True], ids=["kept for the next call", "being answered"])
async def test_hanging_up_ends_every_line(poll: bool) -> None:
    """A connection that is kept for the next call ends with those on which something is awaited."""
    sandbox = Sandbox()
    await sandbox.start()
    sandbox.people.add_bot(TOKEN, "kentongan_bot", "Kentongan")
    host, _, port = sandbox.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(f"GET /bot{TOKEN}/getMe HTTP/1.1\r\nHost: telegram\r\n\r\n".encode())
        assert b"200 OK" in await reader.readline()
        while (await reader.readline()).strip():
            pass
        if poll:
            writer.write(f"GET /bot{TOKEN}/getUpdates?timeout=50 HTTP/1.1\r\nHost: telegram\r\n\r\n".encode())
            await asyncio.sleep(0.1)
        sandbox.api.hang_up()
        assert await over(reader)
    finally:
        writer.close()
        await sandbox.stop()
