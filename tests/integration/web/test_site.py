"""Health, metrics, and the port itself."""

import asyncio
import json
import signal
import socket

import pytest
from aiohttp import ClientConnectionError, ClientSession
from prometheus_client import CollectorRegistry, Counter
from structlog.testing import capture_logs

from bot.web import health, metrics, server
from bot.web.server import Server
from tests.integration.web.conftest import Visit


def check(well: bool | Exception, seconds: float = 0.0) -> health.Check:
    async def look() -> bool:
        await asyncio.sleep(seconds)
        if isinstance(well, Exception):
            raise well
        return well

    return look


async def test_healthy(visit: Visit) -> None:
    """When all is well /health says so with 200."""
    async with visit([health.router({"database": check(True), "sender": check(True)})]) as visitor:
        status, body = await visitor.get("/health")
    assert (status, json.loads(body)) == (200, {"database": True, "sender": True})


@pytest.mark.parametrize("ill", [check(False), check(OSError("postgres:sandi@db")), check(True, seconds=9)])
async def test_ill(visit: Visit, ill: health.Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails, raises or does not answer in time makes it 503, named, without any detail."""
    monkeypatch.setattr(health, "SECONDS", 0.05)
    async with visit([health.router({"database": ill, "sender": check(True)})]) as visitor:
        with capture_logs() as logs:
            status, body = await visitor.get("/health")
    assert (status, json.loads(body)) == (503, {"database": False, "sender": True})
    assert "sandi" not in str(logs)


async def test_metrics(visit: Visit) -> None:
    """Whatever is in the registry is read in the format of Prometheus."""
    registry = CollectorRegistry()
    Counter("alarms", "Alarms sent", registry=registry).inc(3)
    async with visit([metrics.router(registry)]) as visitor:
        status, body = await visitor.get("/metrics")
    assert (status, "alarms_total 3.0" in body) == (200, True)
    assert float(next(x.split()[1] for x in body.splitlines() if x.startswith("kentongan_tasks "))) >= 2


async def test_a_taken_port_is_told(visit: Visit) -> None:
    """Who needs the port hears at once that it is taken."""
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(OSError, match="in use"):
        await Server(list, "127.0.0.1", other.getsockname()[1]).open()


async def test_who_can_wait_opens_when_the_port_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """A taken port is told once, and taken as soon as the other is gone."""
    monkeypatch.setattr(server, "AGAIN_AFTER", 0.02)
    with capture_logs() as logs:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            waiting = Server(list, "127.0.0.1", port)
            opening = asyncio.create_task(waiting.open_when_free())
            await asyncio.sleep(0.1)
        await asyncio.wait_for(opening, 2)
    assert waiting.port == port
    await waiting.close()
    assert [entry["event"] for entry in logs] == ["web.closed", "web.open"]
    assert "HTTP_PORT" in logs[0]["reason"]


async def test_closed_is_closed() -> None:
    """After closing nobody answers there, answers under way were given, and it can be opened anew."""
    rooms = [health.router({"slow": check(True, seconds=0.3)})]
    opened = Server(lambda: rooms, "127.0.0.1", 0)
    await opened.open()
    address = f"http://127.0.0.1:{opened.port}/health"
    async with ClientSession() as http:
        asking = asyncio.create_task(http.get(address))
        await asyncio.sleep(0.1)
        await opened.close()
        assert (await asking).status == 200
        with pytest.raises(ClientConnectionError):
            await http.get(address)
    await opened.open()
    await opened.close()
    await opened.close()


async def test_signals_are_left_alone() -> None:
    """Opening and closing the door changes nobody's signal handlers."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    opened = Server(list, "127.0.0.1", 0)
    await opened.open()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    await opened.close()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
