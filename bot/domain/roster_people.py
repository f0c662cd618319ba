"""Who is a row of the volunteers file? The same person as one in the database, or somebody new."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.people import Reach, Volunteer, VolunteerStatus
from bot.domain.roster import BadRow, Home, Row
from bot.domain.roster_cells import show


def merged(row: Row, old: Volunteer | None) -> Volunteer:
    """The person after this row. Duty, language, consent and reach stay; an empty id, phone or status too."""
    person = old or Volunteer(id=0, telegram_id=None, name="", status=VolunteerStatus.PENDING)
    linked = row.telegram_id not in (None, person.telegram_id)
    unlinked = row.telegram_id is None and person.telegram_id is None
    person = replace(
        person,
        name=row.name,
        telegram_id=row.telegram_id or person.telegram_id,
        phone=row.phone or person.phone,
        community=person.community if row.community is None else row.community,
        skills=person.skills if row.skills is None else row.skills,
        status=row.status or person.status,
        # What is known of the way to one account says nothing of another.
        reach=Reach.OK if linked else Reach.NOT_LINKED if unlinked else person.reach,
        step="" if row.status and person.status is VolunteerStatus.REGISTERING else person.step,
    )
    return _at_work(_at_home(person, row.home), row)


def _at_home(person: Volunteer, home: Home) -> Volunteer:
    """A known point in the same zone is better than the zone's middle, a known kelurahan than a guess."""
    known = person.home_zone == home.zone and person.home_point is not None
    if known and (not home.exact or (person.home_exact and person.home_point == home.point)):
        return person
    return replace(
        person,
        home_zone=home.zone,
        home_point=home.point,
        home_exact=home.exact,
        home_kelurahan=home.kelurahan,
    )


def _at_work(person: Volunteer, row: Row) -> Volunteer:
    if row.work_zone is None or (row.work_zone == person.work_zone and person.work_point is not None):
        return person
    return replace(person, work_zone=row.work_zone, work_point=row.work_point, work_exact=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """A person before (None = new) and after a row."""

    old: Volunteer | None
    person: Volunteer
    warnings: tuple[str, ...]


class Known:
    """Whom the database knows of the people in a file; `in_file` are all its Telegram ids."""

    def __init__(self, in_file: frozenset[int]) -> None:
        self._in_file = in_file
        self._claimed: set[int] = set()
        self._people: dict[object, Volunteer] = {}

    def learn(self, people: Iterable[Volunteer]) -> None:
        """The people of the database whom the next rows may mean, each as it is now."""
        self._people = {}
        for person in people:
            keys: list[object] = [key for key in (person.telegram_id, person.phone) if key]
            for key in keys or [(person.name, person.home_zone)]:
                self._people.setdefault(key, person)

    def take(self, row: Row) -> Taken | BadRow:
        """Match by telegram_id, else by phone, else a person without either by name and home zone."""
        old = self._people.get(row.telegram_id) if row.telegram_id else None
        holder = self._people.get(row.phone) if row.phone else None
        if holder and (self._other(holder, row) if old is None else old.phone != row.phone != ""):
            name = show(holder.name)
            return BadRow(row.line, f"the phone is that of another volunteer, {name}; correct one of them.")
        old = old or holder or self._nameless(row)
        person = merged(row, old)
        if old is None:
            return Taken(None, person, row.warnings)
        self._claimed.add(old.id)
        if old.phone != person.phone:
            self._people.pop(old.phone, None)
        moved = old.telegram_id and old.telegram_id != person.telegram_id
        warning = f"telegram_id was {old.telegram_id} and is {person.telegram_id} now."
        return Taken(old, person, (*row.warnings, warning) if moved else row.warnings)

    def _other(self, holder: Volunteer, row: Row) -> bool:
        """Does another row of the file already speak of the phone's holder?"""
        elsewhere = holder.telegram_id != row.telegram_id and holder.telegram_id in self._in_file
        return elsewhere or holder.id in self._claimed

    def _nameless(self, row: Row) -> Volunteer | None:
        found = self._people.get((row.name, row.home.zone))
        return None if found is None or found.id in self._claimed else found
