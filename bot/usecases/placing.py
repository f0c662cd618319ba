"""Which zone does a draft get? From a point or from typed words; said honestly, never guessed silently."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.model import BEYOND, LINK, SWAPPED, Draft, Incident, Point
from bot.zones.evidence import COORDINATES
from bot.zones.locate import Located
from bot.zones.model import Point as MapPoint
from bot.zones.pack import CityPack
from bot.zones.places import PlaceResult, PlaceStatus

GEOCODER = "geocoder"
"""How a zone was found: by the online geocoder."""


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


def by_point(city: CityPack, point: Point, found: str = "location") -> Placing:
    """The zone of a shared location; up to 300 m outside it snaps, farther it is refused.

    Where latitude and longitude seem swapped, the point the right way round waits for the operator's yes.
    """
    try:
        located = city.locate(MapPoint(*point))
    except ValueError:
        return Placing()
    if isinstance(located, Located):
        return Placing(located.zone, found, located.kelurahan or "", located.snapped_m, point)
    if not located.swapped:
        return Placing(outside=BEYOND)
    right = by_point(city, (point[1], point[0]), found)
    return replace(right, zone="", zones=(right.zone,), outside=SWAPPED)


def by_text(city: CityPack, text: str) -> Placing:
    """The zone of typed words: one, several to choose from, one outside the city, or none."""
    result: PlaceResult = city.find(text)
    if result.status is PlaceStatus.RESOLVED:
        best = result.candidates[0]
        point = (best.point.lat, best.point.lon) if best.point else None
        if point is not None and best.how == COORDINATES:
            return by_point(city, point, COORDINATES)
        return Placing(best.zone, best.how, best.name, point=point)
    if result.status is PlaceStatus.AMBIGUOUS:
        return Placing(zones=tuple(dict.fromkeys(c.zone for c in result.candidates)))
    if result.swapped and (right := result.candidates[0].point) is not None:
        return by_point(city, (right.lon, right.lat), COORDINATES)
    if result.status is PlaceStatus.OUTSIDE:
        return Placing(outside=result.outside.regency if result.outside else BEYOND)
    return Placing(outside=LINK if result.link else "")


def by_geocoder(city: CityPack, found: Sequence[tuple[float, float, str]]) -> Placing:
    """The zone of what an online geocoder found (lat, lon, name): all that lies in the city must agree."""
    spots = [((lat, lon), name, city.located((lat, lon))) for lat, lon, name in found]
    inside = [(point, name, spot) for point, name, spot in spots if spot is not None]
    zones = tuple(dict.fromkeys(spot.zone for _, _, spot in inside))
    if len(zones) != 1:
        return Placing(zones=zones)
    point, name, spot = inside[0]
    return Placing(spot.zone, GEOCODER, name, spot.snapped_m, point)


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


def chosen(city: CityPack, incident: Incident, zone: str) -> Incident:
    """The operator chose the zone by button; a point known of another zone is dropped.

    A sent point stays when it lies in that zone or, within 100 m, on the other side of its border.
    """
    draft = Draft(asking=incident.draft.asking)
    spot = city.located(incident.sent_point)
    if spot is not None and zone == spot.zone:
        return replace(incident, zone=zone, snapped_m=spot.snapped_m, draft=draft)
    if spot is not None and zone == spot.border_zone:
        return replace(incident, zone=zone, snapped_m=0.0, draft=draft)
    return replace(incident, zone=zone, found="chosen", found_name="", snapped_m=0.0, point=None, draft=draft)
