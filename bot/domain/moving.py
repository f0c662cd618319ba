"""Where do people belong when the city's zones have changed? By their points; nobody is placed by a guess."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from bot.domain.model import Point
from bot.domain.people import Volunteer, VolunteerStatus

_ASKED_AGAIN = (VolunteerStatus.REGISTERING, VolunteerStatus.REJECTED)


@dataclass(frozen=True, slots=True)
class Map:
    """The zones as they are now: their codes, the zone of a point ("" = none), and what the city renamed
    (old code to new code)."""

    zones: Collection[str]
    zone_of: Callable[[Point], str]
    renamed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Move:
    """One person whose home or work zone is gone.

    `after` has the new zones; `lost` names the places ("home", "work") for which there is none, `rough` those
    that were moved by a point that only stands for a kelurahan or for the middle of the old zone.
    """

    before: Volunteer
    after: Volunteer
    lost: tuple[str, ...] = ()
    rough: tuple[str, ...] = ()


def move(person: Volunteer, now: Map) -> Move:
    """Return the person in the zones of the map. Who has not joined yet is asked for the place again."""
    home, home_known = _zone(person.home_zone, person.home_point, now)
    work, work_known = _zone(person.work_zone, person.work_point, now)
    if person.status in _ASKED_AGAIN:
        home, work = home if home_known else "", work if work_known else ""
        return Move(person, replace(person, home_zone=home, work_zone=work))
    moved = {
        "home": home != person.home_zone and person.home_zone not in now.renamed and not person.home_exact,
        "work": work != person.work_zone and person.work_zone not in now.renamed and not person.work_exact,
    }
    return Move(
        person,
        replace(person, home_zone=home, work_zone=work),
        lost=tuple(name for name, known in (("home", home_known), ("work", work_known)) if not known),
        rough=tuple(name for name, rough in moved.items() if rough),
    )


def _zone(zone: str, point: Point | None, now: Map) -> tuple[str, bool]:
    """Return the zone as it is now, and whether it exists."""
    if not zone or zone in now.zones:
        return zone, True
    found = now.renamed.get(zone) or (now.zone_of(point) if point is not None else "")
    return found or zone, bool(found)
