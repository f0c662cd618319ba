"""Is a pack fit for use, and what should its city know? Judged by Kemendagri's list and by itself."""

from collections.abc import Iterator, Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from bot.zones.building.columns import plain
from bot.zones.building.covering import fits
from bot.zones.building.measuring import LARGE_HA, gap_flaws, hectares, parted_flaws
from bot.zones.building.model import Flaw, Register, Unit
from bot.zones.files import POLYGONS, VILLAGES
from bot.zones.geometry import metres_per_degree
from bot.zones.model import Point
from bot.zones.pack import CityPack

FAR_M = 300.0
"""As far outside its zone a point still counts to it, as in `locate`."""
_MOST = 5


def judge(pack: CityPack, register: Register | None) -> list[Flaw]:
    """Return what is wrong with a pack; a grave flaw makes the bot place people wrongly.

    `register` is Kemendagri's list for the pack's code, None when the list does not know it.
    """
    names = {code: zone.name for code, zone in pack.zones.items()}
    found = list(_by_register(pack, register))
    found += _kelurahan(pack)
    found += _neighbours(pack, names)
    found += _fitting(pack.shapes, POLYGONS)
    found += gap_flaws(pack.shapes, pack.shapes, names) if pack.shapes else ()
    found += parted_flaws(pack.shapes, names) if pack.shapes else ()
    found += _fitting(pack.villages, VILLAGES)
    found += _completeness(pack)
    return found


def _by_register(pack: CityPack, register: Register | None) -> Iterator[Flaw]:
    if register is None:
        yield Flaw(
            f"Kemendagri's list has no city or regency {pack.code!r}, so names and codes were not compared",
            "correct `code` in city.toml",
        )
        return
    lists = (
        ("kecamatan", register.kecamatan, {code: zone.name for code, zone in pack.zones.items()}),
        ("kelurahan", register.kelurahan, {code: item.name for code, item in pack.kelurahan.items()}),
    )
    for kind, listed, present in lists:
        yield from _compared(kind, listed, present)


def _compared(kind: str, listed: Mapping[str, Unit], present: Mapping[str, str]) -> Iterator[Flaw]:
    missing = [f"{unit.name} ({code})" for code, unit in listed.items() if code not in present]
    if missing:
        yield Flaw(
            f"{len(missing)} of Kemendagri's {len(listed)} {kind} are not in the pack: {_some(missing)}",
            "add them, or correct their codes",
            grave=kind == "kecamatan",
        )
    extra = [f"{name} ({code})" for code, name in present.items() if code not in listed]
    if extra:
        yield Flaw(f"{len(extra)} {kind} are not in Kemendagri's list: {_some(extra)}", "correct their codes")
    other = [
        f"{name} (listed as {listed[code].name})"
        for code, name in present.items()
        if code in listed and plain(name) != plain(listed[code].name)
    ]
    if other:
        yield Flaw(
            f"{len(other)} {kind} have another name in Kemendagri's list: {_some(other)}",
            "keep the name that people use",
        )


def _kelurahan(pack: CityPack) -> Iterator[Flaw]:
    without = [item.name for item in pack.kelurahan.values() if item.point is None]
    if without:
        yield Flaw(
            f"{len(without)} of {len(pack.kelurahan)} kelurahan have no point: {_some(without)}",
            "write their lat and lon into kelurahan.csv",
        )
    astray = [
        f"{item.name} ({away:.0f} m)"
        for item in pack.kelurahan.values()
        if item.point and (away := _metres_outside(item.point, pack.shapes.get(item.zone_code))) > 1
    ]
    far = any(
        item.point and _metres_outside(item.point, pack.shapes.get(item.zone_code)) > FAR_M
        for item in pack.kelurahan.values()
    )
    if astray:
        yield Flaw(
            f"{len(astray)} kelurahan have their point outside their kecamatan: {_some(astray)}",
            "correct lat, lon or kecamatan in kelurahan.csv",
            grave=far,
        )


def _neighbours(pack: CityPack, names: Mapping[str, str]) -> Iterator[Flaw]:
    for code, others in pack.neighbours.items():
        for other in sorted(others):
            if code not in pack.neighbours.get(other, ()):
                yield Flaw(
                    f"{names[code]} has the neighbour {names[other]}, but not the other way round",
                    "write both into [neighbours] of city.toml",
                    grave=True,
                )
    alone = [names[code] for code in pack.zones if not pack.neighbours.get(code)]
    if alone and len(pack.zones) > 1:
        yield Flaw(
            f"{len(alone)} kecamatan have no neighbour: {_some(alone)}",
            "nothing is to be done for an island; else close the gap around them",
        )


def _fitting(shapes: Mapping[str, BaseGeometry], filename: str) -> Iterator[Flaw]:
    drawn = [shapes[code] for code in sorted(shapes)]
    if not fits(drawn):
        twice = sum(hectares(shape) for shape in drawn) - hectares(shapely.union_all(drawn))
        yield Flaw(
            f"The borders in {filename} do not fit together: {max(twice, 0.0):.2f} ha belong to two",
            "make the pack with `kentongan city build`, or clean the file (QGIS: Fix geometries)",
            grave=twice > LARGE_HA,
        )


def _completeness(pack: CityPack) -> Iterator[Flaw]:
    if pack.approximate:
        yield Flaw(
            "The pack has no kecamatan.geojson, so zones are guessed from the nearest kelurahan",
            "make it with `kentongan city build` from the city's boundaries",
        )
    if pack.neighbours_guessed:
        yield Flaw(
            "Which kecamatan are neighbours is guessed from the kelurahan's points",
            "write [neighbours] into city.toml, or draw the borders",
        )
    if len(pack.communities) < 2:
        yield Flaw(
            "All volunteers belong to one community", "write [[communities]] into city.toml if there are more"
        )
    if not pack.places:
        yield Flaw(
            "The pack has no gazetteer.csv, so only kecamatan and kelurahan are found by name",
            "add streets and places: name, kind, lat, lon, kecamatan, kelurahan, aliases",
        )
    elsewhere = [
        f"{place.name} ({away:.0f} m)"
        for place in pack.places
        if (away := _metres_outside(place.point, pack.shapes.get(place.zone_code))) > FAR_M
    ]
    if elsewhere:
        yield Flaw(
            f"{len(elsewhere)} rows of gazetteer.csv lie outside their kecamatan: {_some(elsewhere)}",
            "correct lat, lon or kecamatan",
        )


def _metres_outside(point: Point, shape: BaseGeometry | None) -> float:
    """Return how far outside the shape a point lies, to about 1 %; 0 where there is no shape."""
    if shape is None:
        return 0.0
    north, _ = metres_per_degree(point.lat)
    return float(shape.distance(shapely.Point(point.lon, point.lat))) * north


def _some(names: list[str]) -> str:
    rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + rest
