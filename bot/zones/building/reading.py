"""What does a file of boundaries hold? GeoJSON text turned into features, whoever wrote it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.zones.building.model import Feature, Flaw, Source, quoted
from bot.zones.building.rings import check_system, read_polygon
from bot.zones.model import PackError

OSM = "(c) OpenStreetMap contributors, ODbL 1.0"
_NAMES = ("name", "NAMA", "NAMOBJ", "WADMKD", "WADMKC", "ADM4_EN", "ADM3_EN")
_CONVERT = "convert the boundaries to GeoJSON (QGIS: Export, Save features as, GeoJSON)"


def read_boundaries(text: str, filename: str) -> Source:
    """Return what a GeoJSON FeatureCollection holds; `filename` names it in complaints. Raises PackError."""
    document = _document(text, filename)
    check_system(document, filename)
    features: list[Feature] = []
    flat, repaired = 0, []
    for number, row in enumerate(_rows(document, filename), 1):
        properties = dict(_properties(row))
        who = f"feature {number}{_name(properties)} of {filename}"
        polygon, mended = read_polygon(row.get("geometry") or {"type": "Polygon", "coordinates": []}, who)
        if polygon is None:
            flat += 1
            continue
        features.append(Feature(number, properties, polygon))
        repaired += [f"feature {number}{_name(properties)}"] if mended else []
    if not features:
        raise PackError(f"{filename} holds no polygon: export the areas, not their names or border lines.")
    return Source(tuple(features), _attribution(document, features), tuple(_flaws(flat, repaired)))


def _document(text: str, filename: str) -> Mapping[str, Any]:
    if not text.strip("\ufeff \t\r\n"):
        raise PackError(f"{filename} is empty: give a GeoJSON FeatureCollection of kelurahan or kecamatan.")
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise PackError(f"{filename} line {error.lineno} is not JSON ({error.msg}): {_CONVERT}.") from None
    except (RecursionError, ValueError):  # nested too deeply, or a number of thousands of digits
        raise PackError(f"{filename} is JSON of a strange kind, no boundaries: {_CONVERT}.") from None
    kind = document.get("type") if isinstance(document, dict) else None
    if not isinstance(document, dict) or kind != "FeatureCollection":
        raise PackError(f"{filename} is not a GeoJSON FeatureCollection: {_CONVERT}.")
    return document


def _rows(document: Mapping[str, Any], filename: str) -> list[Mapping[str, Any]]:
    rows = document.get("features")
    if not isinstance(rows, list) or not rows:
        raise PackError(f"{filename} has no features: export the boundaries again, all of them.")
    broken = next((n for n, row in enumerate(rows, 1) if not isinstance(row, dict)), None)
    if broken:
        raise PackError(f"Feature {broken} of {filename} is not a GeoJSON feature: {_CONVERT}.")
    return rows


def _properties(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the properties as text; OpenStreetMap's `tags` count as properties."""
    given = row.get("properties")
    table = given if isinstance(given, dict) else {}
    tags = table.get("tags")
    for key, value in {**table, **(tags if isinstance(tags, dict) else {})}.items():
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield key, str(value).strip()
    if isinstance(row.get("id"), str):
        yield "@id", row["id"]


def _name(properties: Mapping[str, str]) -> str:
    name = next((properties[key] for key in _NAMES if properties.get(key)), "")
    return f" ({quoted(name)})" if name else ""


def _attribution(document: Mapping[str, Any], features: list[Feature]) -> str:
    """Return whose boundaries the file says they are; OpenStreetMap is known by its ids."""
    said = document.get("attribution")
    if isinstance(said, str) and said.strip():
        return " ".join(said.encode("utf-8", "replace").decode().split())
    osm = sum(
        f.said("@id").startswith(("relation/", "way/")) or "admin_level" in f.properties for f in features
    )
    return OSM if osm * 2 > len(features) else ""


def _flaws(flat: int, repaired: list[str]) -> Iterator[Flaw]:
    if flat:
        yield Flaw(
            f"Features left out because they are points, lines or empty: {flat}",
            "give them a polygon if they are kelurahan",
        )
    for who in repaired:
        yield Flaw(
            f"The border of {who} crossed itself a little and was repaired", "compare it on the map, once"
        )
