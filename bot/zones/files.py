"""What do a pack's data files say? GeoJSON, CSV and JSON turned into values; no file is opened here."""

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from bot.zones.model import FirstAidCard, Kelurahan, OutsidePlace, PackError, Place, Point, Zone
from bot.zones.text import squeeze

CITY, CARDS = "city.toml", "first_aid.json"
POLYGONS, VILLAGES = "kecamatan.geojson", "kelurahan.geojson"
KELURAHAN, GAZETTEER, OUTSIDE = "kelurahan.csv", "gazetteer.csv", "outside.csv"
"""The files of a pack."""

Shapes = dict[str, BaseGeometry]


def read_shapes(text: str, filename: str) -> tuple[dict[str, Zone], Shapes]:
    """Return zones and polygons (degrees, lon lat) by code; features need `code`, `name`, a valid polygon."""
    zones: dict[str, Zone] = {}
    shapes: Shapes = {}
    for feature in _json(text, filename).get("features", []):
        code, name, polygon = _feature(feature, filename)
        if code in zones:
            raise PackError(f"The code {code} stands twice in {filename}: remove one of the features.")
        inside = polygon.centroid if polygon.contains(polygon.centroid) else polygon.point_on_surface()
        zones[code] = Zone(code, name, Point(inside.y, inside.x))
        shapes[code] = polygon
    if not zones:
        raise PackError(
            f"{filename} holds no zones: give it one feature for each kecamatan, or remove the file."
        )
    return dict(sorted(zones.items())), shapes


def read_kelurahan(text: str, filename: str, zones: Mapping[str, Zone]) -> dict[str, Kelurahan]:
    """Return the kelurahan by code; without `zones` the zone code is the first three parts of the code."""
    by_name = {squeeze(zone.name): zone.code for zone in zones.values()}
    found: dict[str, Kelurahan] = {}
    for line, row in _rows(text, filename, ("code", "kelurahan", "kecamatan", "lat", "lon")):
        code = row["code"]
        zone_code = by_name.get(squeeze(row["kecamatan"])) if zones else code.rpartition(".")[0]
        if zone_code is None:
            raise PackError(
                f"{filename} line {line} names the unknown kecamatan {row['kecamatan']!r}: correct the name."
            )
        if code in found:
            raise PackError(f"{filename} line {line} repeats the code {code}: remove one of the rows.")
        point = _point(row, filename, line) if row["lat"] or row["lon"] else None
        found[code] = Kelurahan(code, row["kelurahan"], zone_code, point, row.get("postal_code") or "")
    return found


def read_villages(text: str, filename: str, kelurahan: Mapping[str, Kelurahan]) -> Shapes:
    """Return the kelurahan's polygons (degrees, lon lat) by code; each code must be in `kelurahan`."""
    _, shapes = read_shapes(text, filename)
    for code in shapes:
        if code not in kelurahan:
            raise PackError(
                f"{filename} draws the unknown kelurahan {code}: add it to kelurahan.csv or remove it here."
            )
    return shapes


def zones_of_kelurahan(text: str, filename: str, kelurahan: Mapping[str, Kelurahan]) -> dict[str, Zone]:
    """Return the zones of a city without polygons: each centroid is the middle of its kelurahan's points."""
    names = {
        row["code"].rpartition(".")[0]: row["kecamatan"]
        for _, row in _rows(text, filename, ("code", "kecamatan"))
    }
    zones: dict[str, Zone] = {}
    for code, name in sorted(names.items()):
        points = [item.point for item in kelurahan.values() if item.zone_code == code and item.point]
        if not points:
            raise PackError(f"No kelurahan of {name!r} in {filename} has lat and lon: give at least one.")
        middle = Point(sum(p.lat for p in points) / len(points), sum(p.lon for p in points) / len(points))
        zones[code] = Zone(code, name, middle)
    return zones


def read_places(text: str, filename: str, zones: Mapping[str, Zone]) -> tuple[Place, ...]:
    """Return the rows of the gazetteer in the order of the file."""
    by_name = {squeeze(zone.name): zone.code for zone in zones.values()}
    places: list[Place] = []
    for line, row in _rows(
        text, filename, ("name", "kind", "lat", "lon", "kecamatan", "kelurahan", "aliases")
    ):
        zone_code = by_name.get(squeeze(row["kecamatan"]))
        if zone_code is None:
            raise PackError(
                f"{filename} line {line} names the unknown kecamatan {row['kecamatan']!r}: correct the name."
            )
        aliases = tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip())
        point = _point(row, filename, line)
        places.append(Place(row["name"], row["kind"], point, zone_code, row["kelurahan"], aliases))
    return tuple(places)


def read_outside(text: str, filename: str) -> tuple[OutsidePlace, ...]:
    """Return the places around the city."""
    return tuple(
        OutsidePlace(row["name"], row["regency"]) for _, row in _rows(text, filename, ("name", "regency"))
    )


def read_cards(text: str, filename: str) -> dict[str, FirstAidCard]:
    """Return the first-aid cards by key."""
    cards: dict[str, FirstAidCard] = {}
    for row in _json(text, filename):
        try:
            card = FirstAidCard(
                row["key"],
                row["title"],
                tuple(row["steps"]),
                tuple(row["donts"]),
                row["segera"],
                row["sumber"],
                row["confidence"],
                row["reviewed"] is True,
            )
        except (KeyError, TypeError) as error:
            raise PackError(
                f"A card in {filename} lacks {error}: every card needs the same eight fields."
            ) from None
        if card.key in cards:
            raise PackError(f"The key {card.key!r} stands twice in {filename}: rename or remove one.")
        cards[card.key] = card
    return cards


def _feature(feature: Mapping[str, Any], filename: str) -> tuple[str, str, BaseGeometry]:
    properties = feature.get("properties") or {}
    code, name = properties.get("code"), properties.get("name")
    if not code or not name:
        raise PackError(f"A feature in {filename} lacks `code` or `name`: add both to its properties.")
    try:
        polygon = shape(feature["geometry"])
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
        raise PackError(
            f"The geometry of {name!r} in {filename} cannot be read: give it a Polygon."
        ) from None
    if polygon.geom_type not in {"Polygon", "MultiPolygon"} or polygon.is_empty or not polygon.is_valid:
        raise PackError(
            f"The geometry of {name!r} in {filename} is not a valid polygon: repair it in a map editor."
        )
    return str(code), str(name), polygon


def _json(text: str, filename: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise PackError(
            f"{filename} line {error.lineno} is not JSON ({error.msg}): correct it there."
        ) from None


def _rows(text: str, filename: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(text.lstrip("\ufeff").splitlines())
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise PackError(
            f"{filename} lacks the column {missing[0]!r}: its first line must name {', '.join(columns)}."
        )
    for row in reader:
        if any(row.get(column) is None for column in columns):
            raise PackError(f"{filename} line {reader.line_num} has too few columns: give it {len(columns)}.")
        yield (
            reader.line_num,
            {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)},
        )


def _point(row: Mapping[str, str], filename: str, line: int) -> Point:
    try:
        point = Point(float(row["lat"]), float(row["lon"]))
    except ValueError:
        raise PackError(
            f"{filename} line {line} has lat or lon that is no number: write degrees like -6.98369."
        ) from None
    if not (abs(point.lat) <= 90 and abs(point.lon) <= 180):
        raise PackError(
            f"{filename} line {line} has lat, lon that are not on Earth: perhaps they are swapped."
        )
    return point
