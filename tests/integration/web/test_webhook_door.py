"""Who may push, what is taken, and what Telegram is answered."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientOSError
from prometheus_client import CollectorRegistry, generate_latest
from structlog.testing import capture_logs

from bot.web import webhook
from tests.integration.web.conftest import Visit, Visitor

SECRET = "kata-rahasia_112"
UPDATE = {"update_id": 7, "message": {"text": "rumah Bu Rahasia terbakar"}}


class Hand:
    """Takes updates, or does not."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.safe = True

    async def take(self, update: dict[str, Any]) -> bool:
        self.taken.append(update)
        return self.safe


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
async def visitor(visit: Visit, hand: Hand, registry: CollectorRegistry) -> Any:
    async with visit([webhook.router("/telegram", SECRET, hand.take, registry)]) as visitor:
        yield visitor


async def test_an_update_is_taken(visitor: Visitor, hand: Hand, registry: CollectorRegistry) -> None:
    """With the secret it reaches the hand as it is, and 200 says that it is safe."""
    assert await visitor.post("/telegram", UPDATE, SECRET) == 200
    assert hand.taken == [UPDATE]
    assert b'kentongan_webhook_answers_total{status="200"} 1.0' in generate_latest(registry)


async def test_what_is_not_safe_is_asked_for_again(visitor: Visitor, hand: Hand) -> None:
    """503 makes Telegram repeat what could neither be done nor kept."""
    hand.safe = False
    assert await visitor.post("/telegram", UPDATE, SECRET) == 503


@pytest.mark.parametrize("secret", [None, "", "kata-rahasia_11", SECRET + "x", SECRET.upper(), "ké"])
async def test_without_the_secret_nothing_is_read(visitor: Visitor, hand: Hand, secret: str | None) -> None:
    """Somebody else is refused without a word, and the log tells neither the secret nor what was sent."""
    with capture_logs() as logs:
        assert await visitor.post("/telegram", UPDATE, secret) == 401
        assert await visitor.post("/telegram", UPDATE, secret) == 401
    assert hand.taken == []
    assert [entry["event"] for entry in logs] == ["webhook.wrong_secret"]
    assert not any(word in str(logs) for word in ("rahasia_11", "Bu Rahasia"))


BAD = [b"", b"{", b"[]", b"7", b"{}", b'{"update_id": "7"}', b'{"update_id": true}', b"\xff\xfe", b"[" * 5000]


@pytest.mark.parametrize("body", BAD)
async def test_what_is_not_an_update(visitor: Visitor, hand: Hand, body: bytes) -> None:
    """Broken or strange JSON is answered with 400 and told in one line without its content."""
    with capture_logs() as logs:
        assert await visitor.post("/telegram", body, SECRET) == 400
    assert hand.taken == []
    assert logs == [{"event": "webhook.not_an_update", "status": 400, "log_level": "warning"}]


async def test_a_flood_of_bytes_is_cut_off(visitor: Visitor, hand: Hand) -> None:
    """A body beyond a million bytes is refused before it is all read."""

    async def flood() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b"7" * 100_000

    with contextlib.suppress(ClientOSError):  # the door may close while we are still writing
        assert await visitor.post("/telegram", flood(), SECRET) == 413
    assert hand.taken == []


async def test_a_body_that_never_ends(visitor: Visitor, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends a body too slowly is sent away."""
    monkeypatch.setattr(webhook, "BODY_SECONDS", 0.1)
    port = int(visitor.root.rsplit(":", 1)[1])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n{webhook.SECRET_HEADER}: {SECRET}"
    writer.write(f"{head}\r\n\r\n7".encode())
    assert b" 408 " in await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    await writer.wait_closed()
    assert hand.taken == []


async def test_only_posts_and_only_there(visitor: Visitor) -> None:
    """Other methods and other paths lead nowhere, and no page describes the door."""
    assert (await visitor.get("/telegram"))[0] == 405
    for path in ("/", "/telegram/", "/docs", "/redoc", "/openapi.json", "/health"):
        assert (await visitor.get(path))[0] in (404, 405), path
