"""What becomes of people and incidents whose zone the city pack does not have any more?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.model import Draft, Incident, IncidentState, Point
from bot.domain.moving import Map, Move, move
from bot.domain.people import Volunteer
from bot.storage.unit_of_work import Work
from bot.usecases.base import Call, UseCase, record
from bot.usecases.posting import asked_next
from bot.usecases.roster import COMMAND_LINE

RUNNING = (IncidentState.DRAFT, IncidentState.OPEN)
MOST_INCIDENTS = 10_000


class ZoneError(Exception):
    """Zones that were given do not fit; the message is one sentence with the mend."""


@dataclass(slots=True)
class MoveReport:
    """Whole sentences: who was moved, and who could not be placed."""

    moved: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class Moving(UseCase):
    """The command line's job after the pack has changed."""

    async def problem(self) -> str:
        """Why the bot can not start with these people, "" when it can."""
        async with self.db.read() as work:
            strangers = await work.volunteers.strangers(self.city.zones)
        gone = Counter(zone for person in strangers for zone in person.zones - self.city.zones.keys())
        if not gone:
            return ""
        people = "1 volunteer stands" if len(strangers) == 1 else f"{len(strangers)} volunteers stand"
        return (
            f"{people} in zones that the city pack {self.city.name} does not have "
            f"({', '.join(sorted(gone))}): run `kentongan migrate`, which moves them by their points and "
            "lists the others, or set CITY to the pack they belong to."
        )

    async def move(self, now: datetime, renamed: Sequence[str] = ()) -> MoveReport:
        """Move people and running incidents into the zones of the pack, all or nothing.

        `renamed` are texts OLD=NEW: an old zone's code, and the code or name of the zone that took its place.
        Raises ZoneError.
        """
        atlas = Map(self.city.zones.keys(), self._zone_of, self._renamed(renamed))
        report = MoveReport()
        call = Call(actor=COMMAND_LINE, now=now)
        async with self.db.work(now) as work:
            for person in await work.volunteers.strangers(self.city.zones, lock=True):
                await self._move_person(work, call, move(person, atlas), report)
            for state in RUNNING:
                for seen in await work.incidents.in_state(state, MOST_INCIDENTS):
                    if self._strange(seen) and (incident := await self._held(work, seen.id)):
                        await self._move_incident(work, call, incident, atlas, report)
        return report

    async def _held(self, work: Work, incident_id: int) -> Incident | None:
        """The incident as it is now, locked, since the bot may run beside us; None when it needs no more."""
        incident = await work.incidents.get(incident_id, lock=True)
        return incident if incident and incident.state in RUNNING and self._strange(incident) else None

    def _strange(self, incident: Incident) -> bool:
        return bool(incident.zone) and incident.zone not in self.city.zones

    async def _move_person(self, work: Work, call: Call, step: Move, report: MoveReport) -> None:
        before, after = step.before, step.after
        if after != before:
            await work.volunteers.save(after)
            home, work_zone = after.home_zone, after.work_zone
            await record(work, call, "moved", volunteer=before.id, home=home, work_zone=work_zone)
            report.moved.append(f"{_who(before)}: {self._steps(step)}")
        for place in step.lost:
            zone = before.home_zone if place == "home" else before.work_zone
            report.lost.append(f"{_who(before)}: {place} zone {zone}")

    async def _move_incident(
        self, work: Work, call: Call, incident: Incident, atlas: Map, report: MoveReport
    ) -> None:
        """A draft is asked for its place again; a running incident goes on even where nobody can place it."""
        name = incident.tag or f"draft {incident.id}"
        found = atlas.renamed.get(incident.zone) or (self._zone_of(incident.point) if incident.point else "")
        if not found and incident.state is IncidentState.OPEN:
            report.moved.append(f"{name} stays in zone {incident.zone}, which is gone: widen it by hand")
            return
        moved = replace(incident, zone=found)
        if not found:
            moved = asked_next(replace(moved, found="", point=None, snapped_m=0.0, draft=Draft()))
        await work.incidents.save(moved, incident.state)
        await record(work, call, "moved", incident.id, zone=found)
        await self.touch_operator_cards(work, moved, call.now)
        report.moved.append(f"{name}: {incident.zone} -> {self._name(found) or 'asked for its place again'}")

    def _zone_of(self, point: Point) -> str:
        located = self.city.located(point)
        return located.zone if located is not None else ""

    def _renamed(self, texts: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in texts:
            old, _, new = (part.strip() for part in text.partition("="))
            zone = self.city.zone_by_name(new)
            if not old or zone is None or old in self.city.zones:
                raise ZoneError(
                    f"{text!r} does not say which zone of {self.city.name} took the place of one that is "
                    "gone: write the old code and a present kecamatan, such as 33.74.17=Candisari."
                )
            found[old] = zone.code
        return found

    def _steps(self, step: Move) -> str:
        pairs = (
            ("home", step.before.home_zone, step.after.home_zone),
            ("work", step.before.work_zone, step.after.work_zone),
        )
        return ", ".join(
            f"{place} {old} -> {self._name(new) or 'asked again'}"
            + (
                " (by a point that is not exact: please check)"
                if place in step.rough or self.city.approximate
                else ""
            )
            for place, old, new in pairs
            if old != new
        )

    def _name(self, code: str) -> str:
        zone = self.city.zones.get(code)
        return zone.name if zone else code


def _who(person: Volunteer) -> str:
    """Name and number, never a phone."""
    return f"{person.name} (volunteer {person.id})"
