"""Is everything in place for the bot to do its work? What `kentongan check` examines, and what to mend."""

from collections import Counter
from datetime import datetime, timedelta, tzinfo

from bot.domain.finding import Finding, bad, masked, ok
from bot.domain.people import Reach, VolunteerStatus
from bot.storage.unit_of_work import Database
from bot.zones.pack import CityPack

RECENT = timedelta(days=7)
"""A mistake of ours that is older has been mended, or nobody met it again."""
OURS = ("refused:", "bug:")
"""How the outbox begins the reason of a notice that failed because of us."""
UNREACHABLE = {
    Reach.BLOCKED: "blocked the bot",
    Reach.DEACTIVATED: "deleted their account",
    Reach.NEVER_STARTED: "never pressed Start",
    Reach.NOT_LINKED: "without telegram_id",
}


def examine_city(city: CityPack) -> Finding:
    """Can an alarm widen from every zone?"""
    alone = [zone.name for zone in city.zones.values() if not city.neighbours.get(zone.code)]
    if alone and len(city.zones) > 1:
        return bad(
            f"city pack: no neighbours of {', '.join(alone)}, so an alarm there can not widen; mend "
            "the borders in kecamatan.geojson (without polygons: [neighbours] in city.toml)."
        )
    how = "by points (perkiraan: no kecamatan.geojson)" if city.approximate else "by polygons"
    beside = "guessed from points (perkiraan)" if city.neighbours_guessed else "known"
    return ok(
        f"city pack: {city.name}, {len(city.zones)} zones {how}, neighbours {beside}, "
        f"{len(city.kelurahan)} kelurahan"
    )


class Records:
    """What the database tells about itself and about the bot's past."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def stored(self, schema: str) -> Finding:
        """Who has come here has read and written: migrating, even without a step, does both."""
        engine = "SQLite" if self._db.single else "PostgreSQL"
        return ok(f"database: {engine}, schema {schema}, readable and writable")

    async def own_mistakes(self, now: datetime, zone: tzinfo) -> Finding:
        """Messages that nobody got because Telegram refused our request, or we could not draw it."""
        async with self._db.read() as work:
            settled = await work.notices.failed_since(now - RECENT)
        failed = [(at, reason) for at, reason in settled if reason.startswith(OURS)]
        if not failed:
            return ok("notices: none failed by a mistake of the bot in the last 7 days")
        at, reason = failed[0]
        when = at.astimezone(zone).strftime("%Y-%m-%d %H.%M")
        return bad(
            f"notices: {len(failed)} failed by a mistake of the bot in the last 7 days, the newest at "
            f"{when} ({masked(reason)}); report this line with the log of that minute to Kentongan's makers."
        )

    async def present_chat(self, configured: int | None) -> int | None:
        """The operators' chat by the id it has since it became a supergroup."""
        if configured is None:
            return None
        async with self._db.read() as work:
            return await work.inbox.current_chat(configured)

    async def people(self) -> Finding:
        """How many of the active volunteers an alarm can reach, and why not the others."""
        async with self._db.read() as work:
            everyone = await work.volunteers.everyone()
        reach = Counter(person.reach for person in everyone if person.status is VolunteerStatus.ACTIVE)
        if not reach:
            return ok("people: no active volunteers yet; `kentongan volunteers import FILE` brings them in")
        lost = ", ".join(f"{reach[why]} {words}" for why, words in UNREACHABLE.items() if reach[why])
        reachable = reach.total() - sum(reach[why] for why in UNREACHABLE)
        if not reachable:
            return bad(
                f"people: of {reach.total()} active volunteers nobody can be reached ({lost}); "
                "ask them to open the bot and press Start."
            )
        rest = f"; unreachable: {lost}" if lost else ""
        return ok(f"people: {reach.total()} active volunteers, {reachable} reachable{rest}")
