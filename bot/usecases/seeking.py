"""Where is an address that nobody listed? The online geocoder may know; the card asks meanwhile."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.domain.model import Asking, Incident, IncidentState
from bot.domain.people import Actor
from bot.geocoding.port import Geocoder, Unreachable
from bot.storage.geocodes import Geocode
from bot.storage.unit_of_work import Database
from bot.usecases import placing
from bot.usecases.base import Call
from bot.usecases.posting import Posting, asked_next
from bot.zones.gist import gist
from bot.zones.pack import CityPack

SEEKER = "OpenStreetMap"
KEPT = timedelta(days=90)
OPEN = (Asking.PLACE, Asking.KIND)


class Seeking(Posting):
    """The geocoder's part in a draft: only what the city pack did not settle, and only in the city."""

    def __init__(
        self,
        db: Database,
        city: CityPack,
        operator_chat: int | None,
        geocoder: Geocoder,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(db, city, operator_chat)
        self._geocoder = geocoder
        self._now = now

    async def settle(self, incident_id: int) -> None:
        """Ask for the draft's address; what is found in the city redraws the card. No transaction is open
        while the network is asked, and without an answer everything stays as it is."""
        async with self.db.read() as work:
            incident = await work.incidents.get(incident_id)
            text = gist(incident.address) if incident and _unplaced(incident) else ""
            known = await work.geocodes.get(text, self._now() - KEPT) if text else None
        if incident is None or not text:
            return
        if known is None:
            try:
                answer = await self._geocoder.ask(text)
            except Unreachable:
                return
            known = [Geocode(*found) for found in answer]
            await self._keep(text, known)
        placed = placing.by_geocoder(self.city, known)
        if placed.zone or placed.zones:
            await self._place_draft(incident, placed)

    async def close(self) -> None:
        """Free the geocoder's connections."""
        await self._geocoder.close()

    async def _keep(self, text: str, known: Sequence[Geocode]) -> None:
        async with self.db.work(self._now()) as work:
            await work.geocodes.forget_before(self._now() - KEPT)
            await work.geocodes.keep(text, known, self._now())

    async def _place_draft(self, asked: Incident, placed: placing.Placing) -> None:
        """Place the draft, unless somebody has done so meanwhile."""
        call = Call(actor=Actor(None, SEEKER), now=self._now())
        async with self.db.work(call.now) as work:
            incident = await self._open_draft(work, asked.id)
            if incident is not None and _unplaced(incident) and incident.address == asked.address:
                await self._save(work, call, asked_next(placing.placed(incident, placed)), "geocoded")


def _unplaced(incident: Incident) -> bool:
    """Is it a draft whose place nobody could tell: none, not several, not outside?"""
    draft = incident.draft
    unknown = not (incident.zone or draft.zones or draft.outside)
    return incident.state is IncidentState.DRAFT and unknown and draft.asking in OPEN
