"""What stands in the files of a new pack? Text, the same for the same values."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from bot.zones.building.covering import DECIMALS
from bot.zones.building.customs import clock, letters
from bot.zones.building.model import Register, Unit
from bot.zones.model import Point

_CITY = """\
# The city pack of {name}, begun by `kentongan city build`. Edit freely; `kentongan city check` reads it.
# What does not stand here (patience, agencies, kinds of incident, first-aid cards) is what all cities share.

name = {name_toml}
service = {service_toml}
code = "{code}"                      # Kemendagri
letters = "{letters}"                     # incidents are numbered {letters}-2026-0421; yours to change
timezone = "{timezone}"
timezone_abbreviation = "{abbreviation}"
operator_phone = "112"              # behind the button "Hubungi operator"

# --- The volunteers' communities: for the city to fill -----------------------------------------------------
# As long as none stands here, all volunteers belong to one, "Relawan 112", and are not asked.
# [[communities]]
# key = "fkpm"
# name = "FKPM Sriti"
# short = "FKPM"
"""


def city_toml(register: Register) -> str:
    """Return a city.toml for the city to complete."""
    timezone, abbreviation = clock(register.code)
    return _CITY.format(
        name=register.name,
        name_toml=json.dumps(register.name, ensure_ascii=False),
        service_toml=json.dumps(f"Call Center 112 {register.name}", ensure_ascii=False),
        code=register.code,
        letters=letters(register.name),
        timezone=timezone,
        abbreviation=abbreviation,
    )


def polygons(shapes: Mapping[str, BaseGeometry], units: Mapping[str, Unit], attribution: str) -> str:
    """Return zones or kelurahan as GeoJSON, one feature a line, in the order of the codes."""
    rows = [
        _compact(
            {
                "type": "Feature",
                "properties": {"code": code, "name": units[code].name},
                "geometry": {"type": shape.geom_type, "coordinates": _coordinates(shape)},
            }
        )
        for code, shape in sorted(shapes.items())
    ]
    head = f'{{"type":"FeatureCollection","attribution":{_compact(attribution)},"features":[\n'
    return head + ",\n".join(rows) + "\n]}\n"


def kelurahan_csv(points: Mapping[str, Point], register: Register) -> str:
    """Return all kelurahan of the register; without a point lat and lon stay empty."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("code", "kelurahan", "kecamatan", "lat", "lon", "postal_code"))
    for code, unit in sorted(register.kelurahan.items()):
        point = points.get(code)
        place = [f"{degrees:.{DECIMALS}f}" for degrees in point] if point else ["", ""]
        writer.writerow((code, unit.name, register.kecamatan_of(code), *place, unit.postal_code))
    return table.getvalue()


def _coordinates(shape: BaseGeometry) -> list[Any]:
    drawn = [
        [[list(corner) for corner in ring.coords] for ring in shapely.get_rings(part)]
        for part in shapely.get_parts(shape)
    ]
    return drawn if shape.geom_type == "MultiPolygon" else drawn[0]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
