"""Which zone does a draft get? From a point or from typed words; said honestly, never guessed silently."""

from dataclasses import dataclass, replace

from bot.domain.model import BEYOND, Draft, Incident, Point
from bot.zones.locate import Located
from bot.zones.model import Point as MapPoint
from bot.zones.pack import CityPack
from bot.zones.places import PlaceResult, PlaceStatus


@dataclass(frozen=True, slots=True)
class Placing:
    """The parts of an incident that say where it is."""

    zone: str = ""
    found: str = ""
    found_name: str = ""
    snapped_m: float = 0.0
    point: Point | None = None
    zones: tuple[str, ...] = ()
    outside: str = ""


def by_point(city: CityPack, point: Point) -> Placing:
    """The zone of a shared location; up to 300 m outside it snaps, farther it is refused."""
    try:
        located = city.locate(MapPoint(*point))
    except ValueError:
        return Placing()
    if isinstance(located, Located):
        return Placing(located.zone, "location", located.kelurahan or "", located.snapped_m, point)
    return Placing(outside=BEYOND)


def by_text(city: CityPack, text: str) -> Placing:
    """The zone of typed words: one, several to choose from, one outside the city, or none."""
    result: PlaceResult = city.find(text)
    if result.status is PlaceStatus.RESOLVED:
        best = result.candidates[0]
        point = (best.point.lat, best.point.lon) if best.point else None
        return Placing(best.zone, best.how, best.name, point=point)
    if result.status is PlaceStatus.AMBIGUOUS:
        return Placing(zones=tuple(dict.fromkeys(c.zone for c in result.candidates)))
    if result.status is PlaceStatus.OUTSIDE:
        return Placing(outside=result.outside.regency if result.outside else BEYOND)
    return Placing()


def placed(incident: Incident, placing: Placing) -> Incident:
    """The incident at that place; what was known of another place is forgotten."""
    return replace(
        incident,
        zone=placing.zone,
        found=placing.found,
        found_name=placing.found_name,
        snapped_m=placing.snapped_m,
        point=placing.point,
        draft=replace(incident.draft, zones=placing.zones, outside=placing.outside),
    )


def chosen(incident: Incident, zone: str) -> Incident:
    """The operator chose the zone by button; a point known of another zone is dropped."""
    return replace(
        incident,
        zone=zone,
        found="chosen",
        found_name="",
        snapped_m=0.0,
        point=None,
        draft=Draft(asking=incident.draft.asking),
    )
