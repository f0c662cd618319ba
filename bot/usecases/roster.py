"""How do the volunteers of a file come into the database, and out again?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.domain import model
from bot.domain.people import Actor, Volunteer, VolunteerStatus
from bot.domain.roster import COLUMNS, SURPLUS, Atlas, BadRow, Row, Spot, parse_all
from bot.domain.roster_cells import cells, show
from bot.domain.roster_people import Known
from bot.storage.unit_of_work import Work
from bot.usecases.base import Call, UseCase, record
from bot.usecases.roster_files import Rows, write_file
from bot.usecases.roster_files import read_file as read_file
from bot.zones.locate import Outside
from bot.zones.model import Point
from bot.zones.pack import CityPack

BATCH = 500
COMMAND_LINE = Actor(None, "command line")
_OFF_THE_ROSTER = (VolunteerStatus.REGISTERING, VolunteerStatus.REJECTED)


@dataclass(slots=True)
class ImportReport:
    """How many people came in, and what was left out or looks odd (`warnings` are whole sentences)."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ExportReport:
    written: int
    left_out: int  # unfinished or rejected registrations


class Roster(UseCase):
    """The command line's job: the volunteers as a file."""

    async def import_rows(self, rows: Rows, now: datetime, actor: Actor = COMMAND_LINE) -> ImportReport:
        """Take in what `read_file` read; good rows are kept when others are bad."""
        good, bad = parse_all(rows, atlas_of(self.city))
        report = ImportReport(bad=bad, warnings=[*_ignored(rows)])
        known = Known(frozenset(row.telegram_id for row in good if row.telegram_id))
        for at in range(0, len(good), BATCH):
            async with self.db.work(now) as work:
                await self._batch(work, Call(actor=actor, now=now), good[at : at + BATCH], known, report)
        report.bad.sort(key=lambda row: row.line)
        return report

    async def _batch(
        self, work: Work, call: Call, rows: Sequence[Row], known: Known, report: ImportReport
    ) -> None:
        known.learn(
            await work.volunteers.matching(
                [r.telegram_id for r in rows if r.telegram_id],
                [r.phone for r in rows if r.phone],
                [r.name for r in rows],
            )
        )
        new: list[tuple[Row, Volunteer]] = []
        changed: list[Volunteer] = []
        before = report.added, report.updated, report.unchanged
        for row in rows:
            taken = known.take(row)
            if isinstance(taken, BadRow):
                report.bad.append(taken)
                continue
            report.warnings += [f"line {row.line}: {warning}" for warning in taken.warnings]
            if taken.old is None:
                new.append((row, taken.person))
            elif taken.old == taken.person:
                report.unchanged += 1
            else:
                changed.append(taken.person)
        await work.volunteers.save_many(changed)
        refused = await work.volunteers.add_many([person for _, person in new])
        reason = "this person is registering at this very moment; import the file once more."
        report.bad += [BadRow(row.line, reason) for row, person in new if person.telegram_id in refused]
        report.added += len(new) - len(refused)
        report.updated += len(changed)
        counts = zip(("added", "updated", "unchanged"), before, strict=True)
        details = {name: getattr(report, name) - was for name, was in counts}
        await record(work, call, "volunteers-import", rows=len(rows), **details)

    async def export(self, path: Path) -> ExportReport:
        """Write the roster so that `import_rows` finds everything unchanged. Raises RosterError."""
        async with self.db.read() as work:
            everyone = await work.volunteers.everyone()
        people = [person for person in everyone if person.status not in _OFF_THE_ROSTER]
        zones = {zone.code: zone.name for zone in self.city.zones.values()}
        write_file(path, [COLUMNS, *(cells(person, zones) for person in people)])
        return ExportReport(len(people), len(everyone) - len(people))


def _ignored(rows: Rows) -> Iterable[str]:
    extra = dict.fromkeys(c for _, named in rows[:1] for c in named if c not in (*COLUMNS, SURPLUS))
    if extra:
        yield f"These columns were ignored: {', '.join(show(column) for column in extra)}."


def atlas_of(city: CityPack) -> Atlas:
    """What reading a row asks of this city."""

    def spot(point: model.Point) -> Spot:
        try:
            found = city.locate(Point(*point))
        except ValueError:  # not on Earth
            return Spot()
        if isinstance(found, Outside):
            return Spot(swapped=found.swapped)
        return Spot(found.zone, found.border_zone or "", found.kelurahan or "")

    def zone(text: str) -> str | None:
        found = city.zone_by_name(text)
        return found.code if found else None

    def community(text: str) -> str | None:
        found = city.community(text)
        return found.key if found else None

    return Atlas(
        names={z.code: z.name for z in city.zones.values()},
        centroids={z.code: (z.centroid.lat, z.centroid.lon) for z in city.zones.values()},
        communities=", ".join(c.key for c in city.communities),
        zone=zone,
        community=community,
        spot=spot,
    )
