"""How are Nominatim and Photon asked? Through geopy, within the city's bounds, three seconds at the most."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import structlog
from geopy.adapters import AioHTTPAdapter
from geopy.exc import GeopyError
from geopy.geocoders import Nominatim, Photon

from bot.geocoding.limits import Circuit, Turns
from bot.geocoding.port import Found, Unreachable

log = structlog.get_logger(__name__)

Bounds = tuple[float, float, float, float]
"""South, west, north, east in degrees."""

PATIENCE = 3.0  # s for one question, waiting for its turn included
MOST = 5
PUBLIC = {"nominatim": "https://nominatim.openstreetmap.org", "photon": "https://photon.komoot.io"}
SMALLEST_RANK = 12
"""Nominatim's place_rank of a kecamatan: what is larger (a city, a province) says nothing."""
SMALL_TYPES = frozenset({"house", "street", "locality", "district"})
"""Photon's types of places no larger than a kecamatan."""
_LABEL_PARTS = 2


class Online:
    """One geocoder, asked at its terms: user agent, one question a second, a pause after failures."""

    def __init__(
        self, kind: str, url: str, agent: str, bounds: Bounds, monotonic: Callable[[], float]
    ) -> None:
        self._kind = kind
        self._bounds = bounds
        self._turns = Turns(monotonic)
        self._circuit = Circuit(monotonic)
        address = urlsplit(url or PUBLIC[kind])
        make = Nominatim if kind == "nominatim" else Photon
        self._geopy = make(
            user_agent=agent,
            scheme=address.scheme,
            domain=(address.netloc + address.path).rstrip("/"),
            timeout=PATIENCE,
            adapter_factory=AioHTTPAdapter,
        )

    async def ask(self, text: str) -> Sequence[Found]:
        """Return the places within the bounds for a text, best first. Raises Unreachable."""
        if self._circuit.open:
            raise Unreachable("the geocoder failed before and is left alone")
        wait = self._turns.wait(PATIENCE)
        if wait is None:
            raise Unreachable("too many questions wait already")
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.sleep(wait)
                found = await self._geopy.geocode(text, **self._options())
                answer = [_found(place) for place in found or () if self._small(place.raw)]
        except (TimeoutError, GeopyError, OSError, ValueError, LookupError, TypeError) as error:
            self._circuit.failed()
            log.warning("geocoder.failed", kind=self._kind, reason=type(error).__name__)
            raise Unreachable(str(error)) from error
        self._circuit.succeeded()
        return answer

    async def close(self) -> None:
        """Close the connections."""
        await self._geopy.adapter.__aexit__(None, None, None)

    def _options(self) -> dict[str, Any]:
        south, west, north, east = self._bounds
        corners = [(south, west), (north, east)]
        if self._kind == "nominatim":
            within = {"viewbox": corners, "bounded": True, "country_codes": "id", "language": "id"}
            return {"exactly_one": False, "limit": MOST, **within}
        return {"exactly_one": False, "limit": MOST, "bbox": corners}

    def _small(self, raw: dict[str, Any]) -> bool:
        if self._kind == "nominatim":
            return int(raw.get("place_rank", 30)) >= SMALLEST_RANK
        return raw["properties"].get("type", "house") in SMALL_TYPES


def _found(place: Any) -> Found:
    parts = [part.strip() for part in place.address.split(",")]
    return Found(float(place.latitude), float(place.longitude), ", ".join(parts[:_LABEL_PARTS]))
