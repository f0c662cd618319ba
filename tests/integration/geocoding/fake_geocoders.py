"""A small Nominatim and Photon on this machine: they answer what they are told, and remember questions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]


def nominatim(lat: float, lon: float, name: str, rank: int = 26) -> Json:
    """One place as Nominatim gives it (numbers as text)."""
    return {
        "place_id": 1,
        "lat": str(lat),
        "lon": str(lon),
        "display_name": f"{name}, Semarang, Jawa Tengah, Indonesia",
        "place_rank": rank,
    }


def photon(lat: float, lon: float, name: str, kind: str = "street") -> Json:
    """One feature as Photon gives it (longitude first)."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"name": name, "type": kind, "city": "Semarang", "country": "Indonesia"},
    }


@dataclass
class FakeGeocoders:
    """Their answers (`places` of Nominatim, `features` of Photon), their faults, and what they were asked."""

    places: list[Json] = field(default_factory=list)
    features: list[Json] = field(default_factory=list)
    status: int = 200
    body: str | None = None
    held: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        self.agents.append(request.headers["User-Agent"])
        await self.held.wait()
        if self.status != 200 or self.body is not None:
            return web.Response(status=self.status, text=self.body or "")
        found: Any = self.places
        if request.path.startswith("/api"):
            found = {"type": "FeatureCollection", "features": self.features}
        return web.json_response(found)


@asynccontextmanager
async def running() -> AsyncIterator[FakeGeocoders]:
    """Both on one free port of 127.0.0.1, answering at once until `held` is cleared."""
    fake = FakeGeocoders()
    fake.held.set()
    server = web.Application()
    server.router.add_get("/search", fake.answer)
    server.router.add_get("/api", fake.answer)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield fake
    finally:
        fake.held.set()
        await runner.cleanup()
