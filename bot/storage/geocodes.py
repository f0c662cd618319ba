"""What did the online geocoder answer before? Kept, as its terms ask, so that nothing is asked twice."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import insert_new
from bot.storage.types import UTCDateTime, metadata

LONGEST = 200
"""Characters of a text or label that are kept."""

geocodes = sa.Table(
    "geocodes",
    metadata,
    sa.Column("text", sa.String(LONGEST), primary_key=True),
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("label", sa.String(LONGEST), nullable=False),
    sa.Column("at", UTCDateTime, nullable=False),
    sa.Index("ix_geocodes_at", "at"),
)


class Geocode(NamedTuple):
    """One place that the geocoder gave for a text: degrees, and what it calls it."""

    lat: float
    lon: float
    label: str


class Geocodes:
    """The answers by text (folded by the caller), best first. A row without a point: nothing was found."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def get(self, text: str, since: datetime) -> Sequence[Geocode] | None:
        """The answer given since then, empty when nothing was found; None when it was not asked."""
        where = (geocodes.c.text == text[:LONGEST], geocodes.c.at >= since)
        query = sa.select(geocodes).where(*where).order_by(geocodes.c.rank)
        rows = (await self._db.execute(query)).all()
        return [Geocode(row.lat, row.lon, row.label) for row in rows if row.lat is not None] if rows else None

    async def keep(self, text: str, found: Sequence[Geocode], now: datetime) -> None:
        """Keep an answer in the place of an older one."""
        await self._db.execute(sa.delete(geocodes).where(geocodes.c.text == text[:LONGEST]))
        rows: list[tuple[float | None, float | None, str]] = [(None, None, "")]
        if found:
            rows = [(item.lat, item.lon, item.label[:LONGEST]) for item in found]
        values = [
            {"text": text[:LONGEST], "rank": rank, "lat": lat, "lon": lon, "label": label, "at": now}
            for rank, (lat, lon, label) in enumerate(rows)
        ]
        insert = insert_new(self._db, geocodes).values(values)
        await self._db.execute(insert.on_conflict_do_nothing())  # two may have asked the same at once

    async def forget_before(self, when: datetime) -> int:
        """Addresses are not kept longer than they are useful."""
        return (await self._db.execute(sa.delete(geocodes).where(geocodes.c.at < when))).rowcount
